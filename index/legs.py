"""Scores the candidates of both legs by both: each is looked up where the other one found it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


def score_legs(
    generation: Generation, question: str, vector: NDArray[np.float32], count: int
) -> Legs:
    """Return the scores of the best `count` rows of each leg.

    Args:
        question: what the lexical leg looks up.
        vector: (dimension) what the dense leg looks up.
    """
    import numpy as np

    scores, rows = generation.vectors.search(vector[None, :], count)
    dense = dict(zip(rows[0].tolist(), scores[0].tolist(), strict=True))
    query = generation.lexical.query(question)
    lexical = generation.lexical.search(query, count)
    unscored = np.array([row for row in lexical if row not in dense], dtype=np.int64)
    if len(unscored):
        cosines = generation.vectors.rows(unscored) @ vector
        dense.update(zip(unscored.tolist(), cosines.tolist(), strict=True))
    lexical.update(generation.lexical.score(query, [row for row in dense if row not in lexical]))
    return Legs(dense, lexical, query.evidence)
