"""Joins two encoders into one: their vectors, scaled and concatenated, are one vector in one index.

The inner product of two joined vectors is the cosine of the first encoder plus `weight` times the
cosine of the second. Two encoders that err on different questions are better together than one of
twice the size: see docs/decisions/0006-second-encoder.md. The windows are the second encoder's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.embedding.embedder import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHT = 0.1


class CompositeEmbedder:
    """An `Embedder` of two others; the length of its vectors is the root of 1 + `weight`."""

    def __init__(self, first: Embedder, second: Embedder, weight: float = WEIGHT) -> None:
        if weight <= 0:
            raise ValueError(f"the weight of the second encoder must be above 0, not {weight}")
        self._first = first
        self._second = second
        self._weight = weight

    @property
    def name(self) -> str:
        return f"{self._first.name} + {self._second.name}"

    @property
    def fingerprint(self) -> str:
        return f"{self._first.fingerprint}+{self._weight:g}*{self._second.fingerprint}"

    @property
    def dimension(self) -> int:
        return self._first.dimension + self._second.dimension

    @property
    def window_shape(self) -> tuple[int, int]:
        return self._second.window_shape

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._joined(self._first.embed_passages(texts), self._second.embed_passages(texts))

    def embed_views(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        second, windows = self._second.embed_views(texts)
        return self._joined(self._first.embed_passages(texts), second), windows

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        return self._second.embed_windows(texts)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._joined(self._first.embed_questions(texts), self._second.embed_questions(texts))

    def _joined(
        self, first: NDArray[np.float32], second: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        import numpy as np

        return np.concatenate([first, np.float32(math.sqrt(self._weight)) * second], axis=1)
