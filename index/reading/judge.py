"""Reads the best hits of a search and orders them by the probability that they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.confidence import Confidence
from index.confidence import Reading as Features
from index.language import language_of
from index.reading.reader import Reading
from index.types import Hit, SearchResult, Span
from index.wording import Wording

READ_PASSAGES = 5


class PassageReader(Protocol):
    """Points at the answer in passages."""

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]: ...


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit, where in its article's text the answer stands, and the logit that it answers."""

    hit: Hit
    span: Span
    logit: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """The hits that were read, best first, and the probability that the articles answer."""

    judged: tuple[Judged, ...]
    confidence: float


class Judge:
    """Joins what the search knows of a passage with what the reader sees in it."""

    def __init__(
        self,
        reader: PassageReader,
        confidence: Confidence,
        wording: Wording,
        passages: int = READ_PASSAGES,
    ) -> None:
        self._reader = reader
        self._confidence = confidence
        self._wording = wording
        self._passages = passages

    def judge(self, result: SearchResult) -> Judgement:
        """Read the first hits of `result`; without hits the confidence is 0."""
        hits = result.hits[: self._passages]
        if not hits:
            return Judgement((), 0.0)
        language = language_of(result.question)
        naming = [hit.passage.text for hit in result.hits]
        worded = self._wording.of(result.question, naming)
        readings = self._reader.read(worded, naming[: self._passages])
        judged = [
            Judged(
                hit,
                Span(reading.start + hit.passage.start, reading.end + hit.passage.start),
                self._confidence.of_passage(features(hit, hits[0], reading), language),
            )
            for hit, reading in zip(hits, readings, strict=True)
        ]
        judged.sort(key=lambda item: -item.logit)
        best = judged[0].logit
        return Judgement(
            tuple(judged), self._confidence.of_reading(result.evidence, best, language)
        )


def features(hit: Hit, best: Hit, reading: Reading) -> Features:
    """Return what the fitted model of a passage looks at."""
    return Features(
        behind=best.score - hit.score,
        dense=hit.dense,
        lexical=hit.lexical,
        span=reading.score,
        answerable=reading.answerable,
    )
