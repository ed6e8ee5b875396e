"""Tests of joining the two legs."""

from __future__ import annotations

import pytest

from index.fusion import LEXICAL_WEIGHT, fuse

DENSE = {1: 0.80, 2: 0.85, 3: 0.80}
LEXICAL = {1: 0.5, 9: 1.0}


def test_a_lexical_score_lifts_a_passage() -> None:
    assert fuse(DENSE, LEXICAL) == [
        (1, pytest.approx(0.80 + LEXICAL_WEIGHT * 0.5)),
        (2, 0.85),
        (3, 0.80),
    ]


def test_each_leg_alone() -> None:
    assert fuse(DENSE, LEXICAL, "dense") == [(2, 0.85), (1, 0.80), (3, 0.80)]
    assert fuse(DENSE, LEXICAL, "lexical") == [(9, 1.0), (1, 0.5)]


def test_without_lexical_evidence_the_dense_order_stays() -> None:
    assert fuse(DENSE, {}) == fuse(DENSE, {}, "dense")


def test_ties_go_to_the_lower_row() -> None:
    assert [row for row, _ in fuse({7: 0.5, 2: 0.5, 4: 0.5}, {})] == [2, 4, 7]
