"""Measures how much nearer a question lies to passages of one language than to others, whatever they say.

Multilingual encoders put texts of one language near each other (Roy et al., "LAReQA: Language-agnostic Answer
Retrieval from a Multilingual Pool", 2020): a few English articles would come before the Thai ones that answer
an English question. What a question is near to a sample of a language is no evidence for any of its passages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST = 24  # passages; fewer may all be about one thing


class LanguageBias:
    """Samples of the collection's languages; without a second language there is nothing to measure."""

    def __init__(
        self, samples: Mapping[str, NDArray[np.float32]], passages: Mapping[str, int]
    ) -> None:
        """Take (n, dimension) vectors of passages by language, that of most first, and how many there are."""
        self._samples = {
            language: vectors for language, vectors in samples.items() if len(vectors) >= LEAST
        }
        self._passages = passages

    def of(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """Return by language how much nearer `vector` lies to it than to the first; never below 0."""
        # The median: some of a language may well tell of what is asked.
        near = {name: _median(vectors @ vector) for name, vectors in self._samples.items()}
        first = next(iter(near.values()), 0.0)
        return {language: value - first for language, value in near.items() if value > first}

    def share(self, language: str) -> float:
        """Return how many passages there are in `language` for each in the first, at most 1.

        Words of a rare language look rare, whatever they are: they find that language, not an answer.
        """
        first = next(iter(self._passages.values()), 0)
        return min(1.0, self._passages.get(language, 0) / max(first, 1))


def _median(values: NDArray[np.float32]) -> float:
    import numpy as np

    return float(np.median(values))
