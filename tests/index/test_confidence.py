"""Tests of the probability that the articles answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from index.confidence import Confidence, Logistic, PassageEvidence, evidence_of
from index.types import Evidence, Language

BACKGROUND = np.array([0.70, 0.74], dtype=np.float32)


def test_the_evidence_of_a_search() -> None:
    dense = {3: 0.90, 5: 0.80, 7: 0.82}
    evidence = evidence_of(BACKGROUND, dense, {5: 0.4, 7: 0.1}, known_words=0.75)
    assert evidence.best == 0.90
    assert evidence.above_background == pytest.approx(0.18)  # .90 - .72
    assert evidence.margin == pytest.approx(0.09)  # .90 - .81
    assert evidence.lexical == 0.4
    assert evidence.known_words == 0.75
    assert evidence.agreement == pytest.approx(1 / 3)  # the best by words is third by meaning


def test_the_margin_looks_at_the_nine_that_follow() -> None:
    dense = {0: 0.9} | dict.fromkeys(range(1, 10), 0.8) | dict.fromkeys(range(10, 50), 0.1)
    assert evidence_of(BACKGROUND, dense, {}, 0.0).margin == pytest.approx(0.1)


def test_nothing_found_is_no_evidence() -> None:
    assert evidence_of(BACKGROUND, {}, {}, 1.0) == Evidence()


def test_one_passage_has_no_margin() -> None:
    evidence = evidence_of(BACKGROUND, {0: 0.9}, {}, 0.0)
    assert (evidence.margin, evidence.agreement, evidence.lexical) == (0.0, 0.0, 0.0)


def test_the_probability_is_logistic() -> None:
    model = Logistic(-1.0, {"best": 2.0, "lexical": 3.0})
    features = {"best": 0.5, "lexical": 0.4, "margin": 9.0}
    assert model.logit(features) == pytest.approx(1.2)  # -1 + 1 + 1.2
    assert model(features) == pytest.approx(1 / (1 + math.exp(-1.2)))


def test_extreme_evidence_does_not_overflow() -> None:
    sure = Logistic(0.0, {"best": 1e6})
    assert sure({"best": 1.0}) == pytest.approx(1.0)
    assert sure({"best": -1.0}) == pytest.approx(0.0)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_bundled_models_trust_more_evidence_more(language: Language) -> None:
    confidence = Confidence.bundled()
    # English questions are embedded without what all of them share: their scores lie lower.
    less = 0.5 if language == "en" else 0.0
    weak = Evidence(best=0.8 - less, above_background=0.02, margin=0.0, known_words=0.2)
    strong = Evidence(0.95 - less, 0.15, 0.06, 0.6, 1.0, 1.0)
    assert confidence.of_search(weak, language) < confidence.of_search(strong, language)
    silent = confidence.of_passage(PassageEvidence(0.1, 0.8 - less, 0.0, -6.0), language)
    sure = confidence.of_passage(PassageEvidence(0.0, 0.95 - less, 0.5, 8.0), language)
    assert silent < sure
    assert confidence.of_reading(weak, silent, language) < 0.5
    assert confidence.of_reading(strong, sure, language) > 0.5
