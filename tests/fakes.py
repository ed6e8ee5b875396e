"""Honest stand-ins for the parts that are slow: an embedder that needs no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

SIZES = (2, 3, 4)


class HashEmbedder:
    """Counts character n-grams, hashed into a few hundred dimensions: alike texts get alike vectors.

    It knows no meaning: an English question finds a Thai article only by names in Latin script.
    """

    name = "hash-embedder"
    fingerprint = "hash-embedder-1"
    dimension = 256

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return (
            np.stack([self._vector(text) for text in texts])
            if texts
            else np.zeros((0, self.dimension), dtype=np.float32)
        )

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_passages(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, dtype=np.float32)
        folded = "".join(text.casefold().split())
        for size in SIZES:
            for start in range(len(folded) - size + 1):
                vector[_bucket(folded[start : start + size])] += size
        vector[0] += 0.01  # so that even an empty text has a direction
        length = np.linalg.norm(vector)
        return np.asarray(vector / length, dtype=np.float32)


def _bucket(gram: str) -> int:
    digest = hashlib.blake2b(gram.encode(), digest_size=4).digest()
    return int.from_bytes(digest, "little") % HashEmbedder.dimension
