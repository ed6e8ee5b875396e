"""Joins the dense and the lexical leg into one score.

A weighted sum of the cosine and the lexical score, not of ranks: reciprocal rank fusion trusts both
legs alike, which ruins questions in another language (Bruch et al., "An Analysis of Fusion
Functions for Hybrid Retrieval", 2023, find convex combinations better as well). The lexical score is
already scaled by its evidence and is 0 where it has none; it can lift a passage, never filter one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

LEXICAL_WEIGHT = 0.3

Leg = Literal["fused", "dense", "lexical"]


def fuse(
    dense: Mapping[int, float], lexical: Mapping[int, float], leg: Leg = "fused"
) -> list[tuple[int, float]]:
    """Return (row, score), best first; ties go to the lower row, so that equal runs agree."""
    if leg == "lexical":
        scores = dict(lexical)
    elif leg == "dense":
        scores = dict(dense)
    else:
        scores = {
            row: cosine + LEXICAL_WEIGHT * lexical.get(row, 0.0) for row, cosine in dense.items()
        }
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
