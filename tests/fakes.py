"""Honest stand-ins for what is slow: an embedder of hashed character n-grams instead of a network."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import WithoutWindows
from index.normalise import normalise_for_search


class HashEmbedder(WithoutWindows):
    """Texts that share character trigrams get similar vectors; no model, no state, same in every process."""

    def __init__(self, dimension: int = 256, name: str = "hash-trigrams") -> None:
        self.dimension = dimension
        self.name = name
        self.embedded = 0

    @property
    def fingerprint(self) -> str:
        return f"{self.name}@{self.dimension}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.embedded += len(texts)
        return self._embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            squeezed = "".join(normalise_for_search(text).split())
            for start in range(max(1, len(squeezed) - 2)):
                digest = hashlib.blake2b(
                    squeezed[start : start + 3].encode(), digest_size=4
                ).digest()
                vectors[row, int.from_bytes(digest, "little") % self.dimension] += 1.0
        return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
