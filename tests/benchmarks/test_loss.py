"""What an engine loses against the first, of vectors whose rankings are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.loss import in_parts, rows

PASSAGES = np.eye(3, dtype=np.float32)
# The first question of each language is nearest to its own passage.
ASKED = np.array([[1, 0.5, 0], [0, 1, 0.5], [1, 0.5, 0], [0.5, 0, 1]], dtype=np.float32)
RIGHT, LANGS = [0, 1, 0, 2], ["th", "th", "en", "en"]


def test_vectors_that_rank_alike_lose_nothing() -> None:
    _, same = rows({"exact": (PASSAGES, ASKED), "scaled": (PASSAGES, ASKED * 2)}, RIGHT, LANGS)

    assert (same["th loss"], same["en loss"], same["differ"]) == (0, 0, 0)


def test_a_right_passage_in_second_place_is_lost_in_its_language_alone() -> None:
    worse = ASKED.copy()
    worse[0] = [0.5, 1, 0]

    base, row = rows({"exact": (PASSAGES, ASKED), "worse": (PASSAGES, worse)}, RIGHT, LANGS)

    lost = 1 - 1 / math.log2(3)
    assert base["th nDCG@10"] == 1
    assert row["th loss"] == pytest.approx(lost / 2, abs=1e-5)
    assert row["th ±"] == pytest.approx(lost / 2, abs=1e-5)  # of two, one lost all there was
    assert row["en loss"] == 0
    assert row["differ"] == 1


def test_parts_keep_their_order() -> None:
    texts = ["ข่าว", "ฝน", "น้ำท่วม"]

    found = in_parts(lambda part: np.array([[len(text)] for text in part], np.float32), texts, 2)

    assert found.ravel().tolist() == [len(text) for text in texts]
