"""Scores the candidates of both legs by both: each is looked up where the other one found it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.lexical import LexicalQuery
from index.types import LANGUAGES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.generation import Generation
    from index.views import Views


@dataclass(frozen=True, slots=True)
class Legs:
    """Scores by row; `dense` holds every candidate, `lexical` those that hold a word of the question.

    `known_words` is the share of the question's information that the index knows.
    """

    dense: Mapping[int, float]
    lexical: Mapping[int, float]
    known_words: float


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the lexical leg knows of a question as it was worded: its words, and the best rows with their scores."""

    worded: str
    query: LexicalQuery
    found: Mapping[int, float]


class DenseLeg:
    """How near passages lie to one question: their cosines, with what windows add and language takes off."""

    def __init__(self, generation: Generation, vector: NDArray[np.float32], count: int) -> None:
        """Find the `count` rows nearest to `vector`, (dimension)."""
        cosines, rows = generation.vectors.search(vector[None, :], count)
        self._generation = generation
        self._vector = vector
        self.bias = generation.bias.of(vector)
        near = cosines[0] + generation.windows_of(rows[0], vector)
        self._scores = self._unbiased(rows[0], near)
        self._nearest = tuple(self._scores)

    def remember(self, views: Views) -> None:
        """Compare the passages of `views`, which needn't be read again then."""
        self._scores = self._unbiased(views.rows, views.scores(self._vector)) | self._scores

    def with_rows(self, rows: Iterable[int]) -> dict[int, float]:
        """Return the scores of the nearest rows and of `rows`; what isn't remembered is read."""
        import numpy as np

        wanted = dict.fromkeys((*self._nearest, *rows))
        new = np.array([row for row in wanted if row not in self._scores], dtype=np.int64)
        if len(new):
            self.remember(self._generation.views(new))
        return {row: self._scores[row] for row in wanted}

    def _unbiased(self, rows: NDArray[np.int64], scores: NDArray[np.float32]) -> dict[int, float]:
        """Return `scores` by row, without what a question gives to the language of each."""
        if self.bias:
            scores = scores - self._by_language(rows, self.bias, 0.0)
        return dict(zip(rows.tolist(), scores.tolist(), strict=True))

    def word_shares(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return what the words of each of `rows` count, (rows), for their language is a rare one."""
        shares = {language: self._generation.bias.share(language) for language in self.bias}
        return self._by_language(rows, shares, 1.0)

    def _by_language(
        self, rows: NDArray[np.int64], values: Mapping[str, float], otherwise: float
    ) -> NDArray[np.float32]:
        import numpy as np

        of_languages = [values.get(language, otherwise) for language in LANGUAGES]
        return np.array(of_languages, dtype=np.float32)[self._generation.languages[rows]]


def look_up(generation: Generation, question: str, count: int) -> LookedUp:
    """Return the best `count` rows of the lexical leg; `question` is worded as it is to be looked up."""
    query = generation.lexical.query(question)
    return LookedUp(question, query, generation.lexical.search(query, count))


def score_legs(generation: Generation, leg: DenseLeg, looked_up: LookedUp) -> Legs:
    """Return the scores of the best rows of each leg."""
    import numpy as np

    dense = leg.with_rows(looked_up.found)
    lexical = dict(looked_up.found)
    lexical |= generation.lexical.score(
        looked_up.query, [row for row in dense if row not in lexical]
    )
    if leg.bias and lexical:
        rows = np.fromiter(lexical, dtype=np.int64)
        shares = leg.word_shares(rows).tolist()
        lexical = {row: lexical[row] * share for row, share in zip(lexical, shares, strict=True)}
    return Legs(dense, lexical, looked_up.query.evidence)
