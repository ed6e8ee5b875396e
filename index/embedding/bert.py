"""A BERT encoder in plain torch, with the parameter names of transformers' `BertModel`.

transformers takes longer to import than this takes to load and to run; `tests` hold both to the same
output. The table of word embeddings stays as it is stored, in 4 bits and mapped from disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from index.embedding.e5_weights import Q4Table

MASKED = -1e4


@dataclass(frozen=True, slots=True)
class BertSizes:
    """What the weights alone don't tell of a BERT, by the names of transformers' `BertConfig`."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    max_position_embeddings: int
    layer_norm_eps: float
    pad_token_id: int


class Bert(nn.Module):
    """Token ids to token embeddings; every text is of token type 0."""

    def __init__(self, sizes: BertSizes, words: Q4Table, tensors: Mapping[str, Tensor]) -> None:
        """Take the weights from `tensors`, which has them by the names of `BertModel.state_dict()`."""
        super().__init__()
        eps = sizes.layer_norm_eps
        self.config = sizes
        self.embeddings = _Embeddings(words, _Part(tensors, "embeddings."), eps)
        self.encoder = _holding(
            layer=nn.ModuleList(
                _Layer(_Part(tensors, f"encoder.layer.{n}."), sizes.num_attention_heads, eps)
                for n in range(sizes.num_hidden_layers)
            )
        )

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return (texts, tokens, hidden) in the type of the weights; `ids` and `mask` are (texts, tokens)."""
        x: Tensor = self.embeddings(ids)
        bias = None
        if not bool(mask.all()):
            bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(mask == 0, MASKED)
            bias = bias[:, None, None]
        for layer in self.encoder.layer:  # type: ignore[union-attr]
            x = layer(x, bias)
        return x


@dataclass(frozen=True, slots=True)
class _Part:
    """The tensors whose names begin with `prefix`. Modules are made of them directly: torch's own would
    be filled with random numbers first, or import its compiler to avoid that."""

    tensors: Mapping[str, Tensor]
    prefix: str

    def table(self, name: str) -> _Table:
        return _Table(self.tensors[f"{self.prefix}{name}.weight"])

    def linear(self, name: str) -> _Linear:
        start = self.prefix + name
        return _Linear(self.tensors[f"{start}.weight"], self.tensors[f"{start}.bias"])

    def norm(self, name: str, eps: float) -> _Norm:
        start = self.prefix + name
        return _Norm(self.tensors[f"{start}.weight"], self.tensors[f"{start}.bias"], eps)


class _Table(nn.Module):
    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.weight = _frozen(weight)


class _Linear(nn.Module):
    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.weight, self.bias = _frozen(weight), _frozen(bias)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight, self.bias)


class _Norm(nn.Module):
    def __init__(self, weight: Tensor, bias: Tensor, eps: float) -> None:
        super().__init__()
        self.weight, self.bias, self._eps = _frozen(weight), _frozen(bias), eps

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, self.weight.shape, self.weight, self.bias, self._eps)


class _Embeddings(nn.Module):
    def __init__(self, words: Q4Table, part: _Part, eps: float) -> None:
        super().__init__()
        self._words = words
        self.position_embeddings = part.table("position_embeddings")
        self.token_type_embeddings = part.table("token_type_embeddings")
        self.LayerNorm = part.norm("LayerNorm", eps)

    def forward(self, input_ids: Tensor) -> Tensor:
        positions = self.position_embeddings.weight
        words = torch.from_numpy(self._words.rows(input_ids.numpy())).to(positions.dtype)
        x = words + self.token_type_embeddings.weight[0] + positions[: input_ids.shape[1]]
        return self.LayerNorm(x)  # type: ignore[no-any-return]


class _Layer(nn.Module):
    def __init__(self, part: _Part, heads: int, eps: float) -> None:
        super().__init__()
        self._heads = heads
        projections = {n: part.linear(f"attention.self.{n}") for n in ("query", "key", "value")}
        self.attention = _holding(
            self=_holding(**projections),
            output=_holding(
                dense=part.linear("attention.output.dense"),
                LayerNorm=part.norm("attention.output.LayerNorm", eps),
            ),
        )
        self.intermediate = _holding(dense=part.linear("intermediate.dense"))
        self.output = _holding(
            dense=part.linear("output.dense"), LayerNorm=part.norm("output.LayerNorm", eps)
        )
        for kind in ("weight", "bias"):
            # Multiplied at once; what has a name of its own is a view, so that nothing is held twice.
            joined = torch.cat([p.get_parameter(kind).detach() for p in projections.values()])
            self.register_buffer(f"joined_{kind}", joined, persistent=False)
            for projection, view in zip(projections.values(), joined.chunk(3), strict=True):
                setattr(projection, kind, _frozen(view))

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        texts, tokens, hidden = x.shape
        joined = F.linear(x, self.get_buffer("joined_weight"), self.get_buffer("joined_bias"))
        parts = joined.view(texts, tokens, 3, self._heads, hidden // self._heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(texts, tokens, hidden)
        x = _added(self.attention.output, mixed, x)
        wide = F.gelu(self.intermediate.dense(x))  # type: ignore[operator]
        return _added(self.output, wide, x)


def _added(output: Any, x: Tensor, before: Tensor) -> Tensor:
    """Return `x` through the dense layer of `output`, added to what was `before`, brought to scale."""
    result: Tensor = output.LayerNorm(output.dense(x) + before)
    return result


def _frozen(tensor: Tensor) -> nn.Parameter:
    return nn.Parameter(tensor, requires_grad=False)


def _holding(**parts: nn.Module) -> nn.Module:
    """Return a module that only gives its parts a name."""
    holder = nn.Module()
    for name, part in parts.items():
        holder.add_module(name, part)
    return holder
