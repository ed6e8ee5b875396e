"""Exact match, token F1 and character F1 of answers, and the area under the ROC curve."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class AnswerScore:
    """How one answer compares with the best of the gold ones."""

    exact: float
    f1: float
    char_f1: float


def score_answer(given: str, gold: Sequence[str]) -> AnswerScore:
    """Compare over newmm tokens, whitespace dropped, outer punctuation ignored."""
    return AnswerScore(
        max(float(_normal(given) == _normal(g)) for g in gold),
        max(_f1(_tokens(given), _tokens(g)) for g in gold),
        max(_f1(list(_squeeze(given)), list(_squeeze(g))) for g in gold),
    )


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the probability that a positive has a higher score than a negative."""
    import numpy as np

    ordered = np.sort(np.asarray(negative, dtype=np.float64))
    values = np.asarray(positive, dtype=np.float64)
    below = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return float(below.mean() / 2 / max(1, len(ordered)))


def _tokens(text: str) -> list[str]:
    from pythainlp.tokenize import word_tokenize

    return [t for t in word_tokenize(text.strip().lower(), engine="newmm") if t.strip()]


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text.lower())


def _normal(text: str) -> str:
    return _squeeze(text).strip("\"'“”‘’.,;:()[]«»")


def _f1(given: list[str], gold: list[str]) -> float:
    common = sum((Counter(given) & Counter(gold)).values())
    if not common:
        return 0.0
    precision, recall = common / len(given), common / len(gold)
    return 2 * precision * recall / (precision + recall)
