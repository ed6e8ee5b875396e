"""Scores the candidates of both legs by both: each is looked up where the other one found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.types import LANGUAGES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.generation import Generation


@dataclass(frozen=True, slots=True)
class Legs:
    """Scores by row; `dense` holds every candidate, `lexical` those that hold a word of the question.

    `known_words` is the share of the question's information that the index knows.
    """

    dense: Mapping[int, float]
    lexical: Mapping[int, float]
    known_words: float


def nearest_rows(
    generation: Generation, vector: NDArray[np.float32], count: int
) -> dict[int, float]:
    """Return the `count` rows nearest to `vector`, (dimension), with their cosines."""
    scores, rows = generation.vectors.search(vector[None, :], count)
    return dict(zip(rows[0].tolist(), scores[0].tolist(), strict=True))


def score_legs(
    generation: Generation,
    question: str,
    vector: NDArray[np.float32],
    nearest: Mapping[int, float],
    count: int,
) -> Legs:
    """Return the scores of the best rows of each leg.

    Args:
        question: what the lexical leg looks up.
        vector: (dimension) what the dense leg looked up.
        nearest: the rows that the dense leg found, with their cosines.
        count: how many rows the lexical leg is to find.
    """
    import numpy as np

    dense = dict(nearest)
    query = generation.lexical.query(question)
    lexical = generation.lexical.search(query, count)
    unscored = np.array([row for row in lexical if row not in dense], dtype=np.int64)
    if len(unscored):
        cosines = generation.vectors.rows(unscored) @ vector
        dense.update(zip(unscored.tolist(), cosines.tolist(), strict=True))
    lexical.update(generation.lexical.score(query, [row for row in dense if row not in lexical]))
    found = np.fromiter(dense, dtype=np.int64)
    for row, near in zip(dense, generation.windows_of(found, vector).tolist(), strict=True):
        dense[row] += near
    if bias := generation.bias.of(vector):
        rows = list(dense)
        for row, place in zip(rows, generation.languages[rows].tolist(), strict=True):
            language = LANGUAGES[place]
            if language in bias:
                dense[row] -= bias[language]
                lexical[row] = lexical.get(row, 0.0) * generation.bias.share(language)
    return Legs(dense, lexical, query.evidence)
