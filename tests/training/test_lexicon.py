"""Pairs of words from vectors, and questions of two languages."""

from __future__ import annotations

import random

import numpy as np

from training.reader.lexicon import mix, word_pairs

CITY = {"เมือง": "city", "แม่น้ำ": "river"}


def test_words_are_paired_if_each_is_the_others_nearest() -> None:
    thai = np.array([[1, 0, 0], [0, 1, 0], [0, 0.9, 0.4]], dtype=np.float32)
    english = np.array([[1, 0.1, 0], [0, 1, 0.1]], dtype=np.float32)
    pairs = word_pairs(["เมือง", "แม่น้ำ", "คลอง"], ["city", "river"], (thai, english))
    assert pairs == CITY


def test_all_words_known_are_mixed_in_or_none() -> None:
    question = "แม่น้ำอยู่ในเมืองไหน"
    assert mix(question, CITY, 1.0, random.Random(1)) == "river อยู่ใน city ไหน"
    assert mix(question, CITY, 0.0, random.Random(1)) == question


def test_half_of_the_words_are_mixed_in() -> None:
    rng = random.Random(3)
    mixed = [mix("เมือง", CITY, 0.5, rng) for _ in range(200)]
    assert 60 < mixed.count("city") < 140
