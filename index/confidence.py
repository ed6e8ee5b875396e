"""Gives the probability that the articles answer a question, from what the search saw.

A logistic regression over a few features, fitted by `training/confidence` on questions asked once of
a collection that holds their article and once of the same collection without it. Cosines of e5 all
lie near .8 and shift with language and length of the question, so the best one is compared with the
question's cosines to the collection at large.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "confidence.json"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of one search; all are 0 when nothing was found."""

    best: float = 0.0
    above_background: float = 0.0
    margin: float = 0.0
    lexical: float = 0.0
    known_words: float = 0.0
    agreement: float = 0.0

    @classmethod
    def of(
        cls,
        background: NDArray[np.float32],
        dense: Mapping[int, float],
        lexical: Mapping[int, float],
        known_words: float,
    ) -> Evidence:
        """Return the evidence of scores by row; `background` are cosines to the collection at large."""
        if not dense:
            return cls()
        ranked = sorted(dense, key=lambda row: -dense[row])
        best = dense[ranked[0]]
        following = [dense[row] for row in ranked[1:10]]
        best_word = max(lexical, key=lambda row: lexical[row], default=None)
        return cls(
            best=best,
            above_background=best - float(background.mean()),
            margin=best - sum(following) / len(following) if following else 0.0,
            lexical=max(lexical.values(), default=0.0),
            known_words=known_words,
            agreement=1.0 / (1 + ranked.index(best_word))
            if best_word is not None and best_word in dense
            else 0.0,
        )


class Confidence:
    """The fitted model: `confidence(evidence)` is a probability between 0 and 1."""

    def __init__(self, intercept: float, weights: Mapping[str, float]) -> None:
        self._intercept = intercept
        self._weights = dict(weights)

    @classmethod
    def bundled(cls) -> Confidence:
        """Return the model that comes with the package."""
        fitted = json.loads(files("index").joinpath(FILE_NAME).read_text(encoding="utf-8"))
        return cls(fitted["intercept"], fitted["weights"])

    def __call__(self, evidence: Evidence) -> float:
        features = asdict(evidence)
        logit = self._intercept + sum(
            weight * features[name] for name, weight in self._weights.items()
        )
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def feature_names() -> Sequence[str]:
    """Return the names of the features in the order of `Evidence`."""
    return tuple(Evidence.__dataclass_fields__)
