"""Embeds questions; of English ones without what all of them have in common.

Some passages lie near any English question, whatever it asks: hubs (Radovanović et al., "Hubs in Space", 2010).
Taking the mean of plain questions out of a question's vector (Mu and Viswanath, "All-but-the-Top", 2018) moves
it away from them. Thai questions meet passages in their own language and lose a little by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from index.embedding.embedder import Embedder
from index.language import language_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "plain_questions.txt"
SHARE = 0.7  # of the mean that is taken out


class QuestionVectors:
    """Wraps an embedder; the plain questions are embedded at the first English one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed(self, questions: Sequence[str]) -> NDArray[np.float32]:
        """Return (questions, dimension) vectors; those of English questions are shorter than the others."""
        import numpy as np

        english = np.array([language_of(question) == "en" for question in questions], dtype=bool)
        vectors = self._embedder.embed_questions(questions)
        if english.any():
            vectors = vectors.copy()
            vectors[english] -= self._common
        return vectors

    @cached_property
    def _common(self) -> NDArray[np.float32]:
        text = files("index").joinpath(FILE_NAME).read_text(encoding="utf-8")
        common: NDArray[np.float32] = self._embedder.embed_questions(text.splitlines()).mean(axis=0)
        return SHARE * common
