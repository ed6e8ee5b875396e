"""The sets, tokenised once: what they are kept under, and that they are read back as they were made."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.training.tiny import network, questions, tokenizer
from training.reader.examples import IAPP, Corpus, Example
from training.reader.prepare import digest, prepare

ENGLISH = "squad_train_cs224n_val"


def corpus() -> Corpus:
    english = Example(ENGLISH, "query", " query" * 6 + " equery" * 6, ((1, 6),))
    return Corpus({IAPP: questions(8), ENGLISH: [english]}, {IAPP: questions(4, seed=5)})


def test_sets_are_prepared_once(tmp_path: Path) -> None:
    made = prepare(corpus(), network().bert, tokenizer(), tmp_path)
    assert set(made.train) == {IAPP, ENGLISH, "iapp_mixed"}
    assert made.train["iapp_mixed"].lexicon["ใคร"] == "who"
    assert set(made.held_out) == {IAPP}
    (file,) = tmp_path.iterdir()
    written = file.stat().st_mtime_ns
    read = prepare(corpus(), network().bert, tokenizer(), tmp_path)
    assert read.train[IAPP].examples == made.train[IAPP].examples
    assert read.train[IAPP].negatives == made.train[IAPP].negatives
    assert file.stat().st_mtime_ns == written


@pytest.mark.parametrize("place", [0, 3, 7])
def test_a_change_anywhere_in_a_set_prepares_it_anew(place: int) -> None:
    changed = corpus()
    changed.train[IAPP][place] = replace(changed.train[IAPP][place], question="ใคร")
    assert digest(changed) != digest(corpus())
    assert digest(corpus()) == digest(corpus())


def test_moving_a_question_between_the_parts_prepares_anew() -> None:
    moved = corpus()
    moved.held_out[IAPP].insert(0, moved.train[IAPP].pop())
    assert digest(moved) != digest(corpus())
