"""A BERT encoder in plain torch, with the parameter names of transformers' `BertModel`.

transformers takes longer to import than this takes to load and to run; `tests` hold both to the same
output. The table of word embeddings stays as it is stored, in 4 bits and mapped from disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from index.embedding.e5_weights import Q4Table

MASKED = -1e4


@dataclass(frozen=True, slots=True)
class BertSizes:
    """The sizes of a BERT, by the names of transformers' `BertConfig`."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float
    pad_token_id: int


class Bert(nn.Module):
    """Token ids to token embeddings; every text is of token type 0."""

    def __init__(self, sizes: BertSizes, words: Q4Table) -> None:
        super().__init__()
        self.config = sizes
        self.embeddings = _Embeddings(sizes, words)
        self.encoder = _holding(
            layer=nn.ModuleList(_Layer(sizes) for _ in range(sizes.num_hidden_layers))
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

    def join_projections(self) -> None:
        """Lay the matrices of queries, keys and values side by side, to be multiplied at once."""
        for layer in self.encoder.layer:  # type: ignore[union-attr]
            layer.join_projections()


class _Embeddings(nn.Module):
    def __init__(self, sizes: BertSizes, words: Q4Table) -> None:
        super().__init__()
        hidden = sizes.hidden_size
        self._words = words
        self.position_embeddings = nn.Embedding(sizes.max_position_embeddings, hidden)
        self.token_type_embeddings = nn.Embedding(sizes.type_vocab_size, hidden)
        self.LayerNorm = nn.LayerNorm(hidden, eps=sizes.layer_norm_eps)

    def forward(self, input_ids: Tensor) -> Tensor:
        positions = self.position_embeddings.weight
        words = torch.from_numpy(self._words.rows(input_ids.numpy())).to(positions.dtype)
        x = words + self.token_type_embeddings.weight[0] + positions[: input_ids.shape[1]]
        return self.LayerNorm(x)  # type: ignore[no-any-return]


class _Layer(nn.Module):
    def __init__(self, sizes: BertSizes) -> None:
        super().__init__()
        hidden, wide, eps = sizes.hidden_size, sizes.intermediate_size, sizes.layer_norm_eps
        projections = {name: nn.Linear(hidden, hidden) for name in ("query", "key", "value")}
        self.heads = sizes.num_attention_heads
        self.attention = _holding(
            self=_holding(**projections),
            output=_holding(
                dense=nn.Linear(hidden, hidden), LayerNorm=nn.LayerNorm(hidden, eps=eps)
            ),
        )
        self.intermediate = _holding(dense=nn.Linear(hidden, wide))
        self.output = _holding(
            dense=nn.Linear(wide, hidden), LayerNorm=nn.LayerNorm(hidden, eps=eps)
        )

    def join_projections(self) -> None:
        parts = list(self.attention.get_submodule("self").children())
        for kind in ("weight", "bias"):
            joined = torch.cat([part.get_parameter(kind).detach() for part in parts])
            self.register_buffer(f"joined_{kind}", joined, persistent=False)
            # What has a name of its own is a view of the joined one: no weight is held twice.
            for part, view in zip(parts, joined.chunk(len(parts)), strict=True):
                setattr(part, kind, nn.Parameter(view, requires_grad=False))

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        texts, tokens, hidden = x.shape
        joined = F.linear(x, self.get_buffer("joined_weight"), self.get_buffer("joined_bias"))
        parts = joined.view(texts, tokens, 3, self.heads, hidden // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        mixed = mixed.transpose(1, 2).reshape(texts, tokens, hidden)
        x = self.attention.output.LayerNorm(self.attention.output.dense(mixed) + x)  # type: ignore[union-attr,operator]
        wide = F.gelu(self.intermediate.dense(x))  # type: ignore[operator]
        return self.output.LayerNorm(self.output.dense(wide) + x)  # type: ignore[operator,no-any-return]


def _holding(**parts: nn.Module) -> nn.Module:
    """Return a module that only gives its parts a name."""
    holder = nn.Module()
    for name, part in parts.items():
        holder.add_module(name, part)
    return holder
