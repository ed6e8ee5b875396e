"""The reader's network: a BertModel's layers, two span logits per token and one answerability logit.

Only the reader and its training import this module: it needs torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

if TYPE_CHECKING:
    from transformers import BertModel

MASKED = -1e4


@dataclass(frozen=True)
class LayerWeights:
    """One encoder layer, in the type it is computed in, with queries, keys and values as one matrix."""

    qkv: tuple[Tensor, Tensor]
    attention: tuple[Tensor, Tensor]
    attention_norm: tuple[Tensor, Tensor]
    widen: tuple[Tensor, Tensor]
    narrow: tuple[Tensor, Tensor]
    norm: tuple[Tensor, Tensor]


class ReaderNetwork(nn.Module):
    """Adds to a BertModel what a reader needs: input marks, span logits, an answerability logit.

    The marks are two vectors, added before layer `frozen`: one to every piece of the passage, one to
    every piece of the passage that the question also contains.

    The states before the last `refined` layers are handed on, for a `Refiner` to go on from.
    """

    def __init__(self, bert: BertModel, frozen: int, refined: int = 0) -> None:
        super().__init__()
        hidden = bert.config.hidden_size
        self.bert = bert
        self.frozen = frozen
        self.refined = refined
        self.marks = nn.Parameter(torch.zeros(2, hidden))
        self.span = nn.Linear(hidden, 2)
        self.pool = nn.Linear(hidden, hidden)
        self.answerable = nn.Linear(hidden, 1)

    def trained(self) -> dict[str, nn.Parameter]:
        """Return what training changes, by name: the layers from `frozen` on, and the head."""
        prefixes = tuple(f"bert.encoder.layer.{i}." for i in range(self.frozen))
        return {
            name: parameter
            for name, parameter in self.named_parameters()
            if not name.startswith(("bert.embeddings.", *prefixes))
        }

    def fuse(self, dtype: torch.dtype) -> list[LayerWeights]:
        """Return all layers in `dtype`."""
        return [fuse_layer(layer, dtype) for layer in self.bert.encoder.layer]

    def hand_over(self, dtype: torch.dtype) -> list[LayerWeights]:
        """Return all layers in `dtype`, as `fuse` does, and let go of the layers' own tensors."""
        own, self.bert.encoder.layer = self.bert.encoder.layer, nn.ModuleList()
        return fuse_and_forget(own, dtype)

    def forward(
        self, ids: Tensor, mask: Tensor, marks: Tensor, layers: list[LayerWeights]
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return span logits (texts, tokens, 2) and answerability logits (texts), in float32, and states.

        The states are (texts, tokens, hidden), of the layers' type, as the last `refined` layers take them.

        Args:
            ids, mask: (texts, tokens) int64.
            marks: (texts, tokens, 2), 1 where the passage and the overlap mark apply.
            layers: what `fuse` returned.
        """
        dtype = layers[0].qkv[0].dtype
        heads = int(self.bert.config.num_attention_heads)
        eps = float(self.bert.config.layer_norm_eps)
        with torch.no_grad():
            x = self.bert.embeddings(input_ids=ids).to(dtype)
        bias = attention_bias(mask, dtype)
        states = x
        for number, layer in enumerate(layers):
            if number == self.frozen:
                x = x + marks.to(dtype) @ self.marks.to(dtype)
            if number == len(layers) - self.refined:
                states = x
            with torch.set_grad_enabled(torch.is_grad_enabled() and number >= self.frozen):
                x = run(layer, x, bias, heads, eps)
        x = x.float()
        pooled = torch.tanh(self.pool(x[:, 0]))
        return self.span(x), self.answerable(pooled).squeeze(-1), states


def attention_bias(mask: Tensor, dtype: torch.dtype) -> Tensor:
    """Return what is added to attention scores, (texts, 1, 1, tokens): nothing, or much less than nothing."""
    return torch.zeros(mask.shape, dtype=dtype).masked_fill(mask == 0, MASKED)[:, None, None]


def fuse_layer(layer: nn.Module, dtype: torch.dtype) -> LayerWeights:
    """Return one layer of a BertModel in `dtype`."""

    def pair(*modules: Any) -> tuple[Tensor, Tensor]:
        if len(modules) == 1:
            return modules[0].weight.to(dtype), modules[0].bias.to(dtype)
        weight = torch.cat([m.weight for m in modules]).to(dtype)
        return weight, torch.cat([m.bias for m in modules]).to(dtype)

    part: Any = layer
    attention = part.attention.self
    return LayerWeights(
        pair(attention.query, attention.key, attention.value),
        pair(part.attention.output.dense),
        pair(part.attention.output.LayerNorm),
        pair(part.intermediate.dense),
        pair(part.output.dense),
        pair(part.output.LayerNorm),
    )


def fuse_and_forget(layers: nn.ModuleList, dtype: torch.dtype) -> list[LayerWeights]:
    """Return `layers` in `dtype`, and take each out of the list: both are never in memory together."""
    return [fuse_layer(layers.pop(0), dtype) for _ in range(len(layers))]


def run(layer: LayerWeights, x: Tensor, bias: Tensor, heads: int, eps: float) -> Tensor:
    """Return the states after `layer`."""
    texts, tokens, hidden = x.shape
    qkv = F.linear(x, *layer.qkv).view(texts, tokens, 3, heads, hidden // heads)
    query, key, value = qkv.permute(2, 0, 3, 1, 4)
    if x.requires_grad or layer.qkv[0].requires_grad:
        mixed = _Attention.apply(query, key, value, bias)  # type: ignore[no-untyped-call]
    else:
        mixed = F.scaled_dot_product_attention(query, key, value, attn_mask=bias)
    mixed = mixed.transpose(1, 2).reshape(texts, tokens, hidden)
    x = F.layer_norm(
        F.linear(mixed, *layer.attention) + x, (hidden,), *layer.attention_norm, eps=eps
    )
    narrowed = F.linear(F.gelu(F.linear(x, *layer.widen)), *layer.narrow)
    return F.layer_norm(narrowed + x, (hidden,), *layer.norm, eps=eps)


class _Attention(torch.autograd.Function):
    """Attention in plain matrix products: on a CPU with AMX four times faster backward than torch's own."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
        texts, heads, tokens, size = query.shape
        q, k, v = (t.reshape(texts * heads, tokens, size) for t in (query, key, value))
        wide = bias.expand(texts, heads, 1, tokens).reshape(texts * heads, 1, tokens)
        weights = torch.softmax(torch.baddbmm(wide, q, k.transpose(1, 2), alpha=size**-0.5), -1)
        ctx.save_for_backward(q, k, v, weights)
        return torch.bmm(weights, v).view(texts, heads, tokens, size)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor | None, ...]:
        q, k, v, weights = ctx.saved_tensors
        shape = grads[0].shape
        grad = grads[0].reshape(v.shape)
        to_weights = torch.bmm(grad, v.transpose(1, 2))
        inner = torch._softmax_backward_data(to_weights, weights, -1, weights.dtype)
        inner = inner * shape[-1] ** -0.5
        return (
            torch.bmm(inner, k).view(shape),
            torch.bmm(inner.transpose(1, 2), q).view(shape),
            torch.bmm(weights.transpose(1, 2), grad).view(shape),
            None,
        )
