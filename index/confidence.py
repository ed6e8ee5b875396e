"""Gives the probability that the articles answer a question, from what search and reader saw.

Logistic regressions over a few features, fitted by `training/confidence` on questions asked once of
collections that hold their article and once of the same collections without it. Cosines of e5 all
lie near .8 and shift with language and length of the question, so the best one is compared with the
question's cosines to the collection at large.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from index.types import Evidence, Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "confidence.json"
FOLLOWING = 9


@dataclass(frozen=True, slots=True)
class PassageEvidence:
    """What the reader saw in one hit, with where the hit stood in the search.

    `behind` is how far its score lies below the best hit's; `span` is the score of the reader's span;
    `lexical` and `dense` are the scores of the two legs.
    """

    behind: float
    dense: float
    lexical: float
    span: float


@dataclass(frozen=True, slots=True)
class Logistic:
    """An intercept and a weight for each feature by name."""

    intercept: float
    weights: Mapping[str, float]

    def logit(self, features: Mapping[str, float]) -> float:
        return self.intercept + sum(w * features[name] for name, w in self.weights.items())

    def __call__(self, features: Mapping[str, float]) -> float:
        """Return a probability between 0 and 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.logit(features)))))


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one language: of a search alone, of one passage that was read, of a whole reading."""

    search: Logistic
    passage: Logistic
    reading: Logistic


class Confidence:
    """The fitted models of each language: in Thai the reader is to be trusted further than in English."""

    def __init__(self, models: Mapping[Language, Models]) -> None:
        self._models = models

    @classmethod
    def bundled(cls) -> Confidence:
        """Return the models that come with the package."""
        fitted = json.loads(files("index").joinpath(FILE_NAME).read_text(encoding="utf-8"))
        return cls(
            {
                language: Models(**{name: Logistic(**model) for name, model in models.items()})
                for language, models in fitted.items()
            }
        )

    def of_search(self, evidence: Evidence, language: Language) -> float:
        """Return the probability that the hits of a search answer, without reading them."""
        return self._models[language].search(asdict(evidence))

    def of_passage(self, evidence: PassageEvidence, language: Language) -> float:
        """Return the logit that one passage answers: what orders the passages that were read."""
        return self._models[language].passage.logit(asdict(evidence))

    def of_reading(self, evidence: Evidence, best: float, language: Language) -> float:
        """Return the probability that the articles answer, `best` being the best passage's logit."""
        return self._models[language].reading(asdict(evidence) | {"best_passage": best})


def evidence_of(
    background: NDArray[np.float32],
    dense: Mapping[int, float],
    lexical: Mapping[int, float],
    known_words: float,
) -> Evidence:
    """Return the evidence of scores by row; `background` are cosines to the collection at large."""
    if not dense:
        return Evidence()
    ranked = sorted(dense, key=lambda row: -dense[row])
    best = dense[ranked[0]]
    following = [dense[row] for row in ranked[1 : FOLLOWING + 1]]
    best_word = max(lexical, key=lambda row: lexical[row], default=None)
    return Evidence(
        best=best,
        above_background=best - float(background.mean()),
        margin=best - sum(following) / len(following) if following else 0.0,
        lexical=max(lexical.values(), default=0.0),
        known_words=known_words,
        agreement=1.0 / (1 + ranked.index(best_word)) if best_word is not None else 0.0,
    )
