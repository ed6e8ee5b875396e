"""The bundled multilingual-e5-small without sentence-transformers: a BERT, the mean of its tokens, length 1."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from index.embedding.bert import Bert, BertSizes
from index.embedding.e5_weights import WORD_TABLE, tensor_names

if TYPE_CHECKING:
    from index.embedding.e5_weights import E5Weights


class E5Network(nn.Module):
    """A `Network`, as `TextEncoder` needs it."""

    def __init__(self, bert: Bert) -> None:
        super().__init__()
        self.bert = bert

    def vectors(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return (texts, hidden) float32 of length 1."""
        tokens = self.bert(ids, mask).float() * mask.unsqueeze(-1)
        return F.normalize(tokens.sum(dim=1), dim=-1)


def load_bert(weights: E5Weights, dtype: torch.dtype | None = None) -> Bert:
    """Return the encoder of `weights`, computing in `dtype` (float32 if none is given)."""
    header, dtype = weights.header, dtype or torch.float32
    sizes = BertSizes(
        hidden_size=header.hidden,
        num_hidden_layers=header.layers,
        num_attention_heads=header.heads,
        max_position_embeddings=header.positions,
        layer_norm_eps=header.layer_norm_eps,
        pad_token_id=weights.vocabulary.pad,
    )
    tensors: dict[str, Tensor] = {}
    for ours, theirs in tensor_names(header):
        if ours != WORD_TABLE:
            tensor = torch.from_numpy(weights.tensors[ours]).to(dtype)
            tensors[theirs] = tensor.reshape(_shape(ours, header.hidden))
    return Bert(sizes, weights.table(WORD_TABLE), tensors).eval()


def _shape(name: str, hidden: int) -> tuple[int, ...]:
    """Return the shape of a tensor that is stored flat."""
    if name.endswith(".b") or "ln." in name:
        return (-1,)
    return (hidden, -1) if name.endswith(".fo.w") else (-1, hidden)
