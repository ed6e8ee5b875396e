"""Reads the best hits of a search and orders them by the probability that they answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from index.confidence import Confidence, PassageEvidence
from index.language import language_of
from index.reading.reader import Reading
from index.types import Article, Hit, Passage, SearchResult, Span
from index.wording import Wording

READ_PASSAGES = 5
AROUND = 150  # characters on either side: who and where are often told in the sentence before


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
    """The hits that were read, best first, and the probability that the best of them answers."""

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
        readings = read_hits(
            self._reader, self._wording, result.question, result.hits, self._passages
        )
        judged = [
            Judged(
                hit,
                Span(reading.start, reading.end),
                self._confidence.of_passage(passage_evidence(hit, hits[0], reading), language),
            )
            for hit, reading in zip(hits, readings, strict=True)
        ]
        judged.sort(key=lambda item: -item.logit)
        return Judgement(tuple(judged), self.confidence(result, judged[0].logit))

    def confidence(self, result: SearchResult, logit: float) -> float:
        """Return the probability that what was read with `logit` in the hits of `result` answers."""
        language = language_of(result.question)
        return self._confidence.of_reading(result.evidence, logit, language)


def read_hits(
    reader: PassageReader, wording: Wording, question: str, hits: Sequence[Hit], passages: int
) -> list[Reading]:
    """Read the first `passages` of `hits`, each with what stands around it in its article.

    The question is worded as all of `hits` would word it, and its names are spelt as in the passage that
    is read. Offsets are those of the article's text.
    """
    found = [hit.passage.text for hit in hits]
    worded = wording.of(question, found)
    around = [surroundings(hit.passage, hit.article) for hit in hits[:passages]]
    texts = [span.of(hit.article.text) for span, hit in zip(around, hits, strict=False)]
    asked = [wording.in_passage(worded, text, found) for text in texts]
    readings: dict[int, Reading] = {}
    for spelt in dict.fromkeys(asked):  # one, but for a name that passages spell differently
        numbers = [number for number, own in enumerate(asked) if own == spelt]
        read = reader.read(spelt, [texts[number] for number in numbers])
        readings.update(zip(numbers, read, strict=True))
    in_order = [readings[number] for number in range(len(texts))]
    return [
        replace(reading, start=reading.start + span.start, end=reading.end + span.start)
        for reading, span in zip(in_order, around, strict=True)
    ]


def surroundings(passage: Passage, article: Article) -> Span:
    """Return the passage and up to `AROUND` characters before and after it, cut at spaces."""
    text = article.text
    start, end = max(0, passage.start - AROUND), min(len(text), passage.end + AROUND)
    if start:
        start = min(_after_space(text, start, passage.start), passage.start)
    if end < len(text):
        end = max(
            text.rfind(" ", passage.end, end), text.rfind("\n", passage.end, end), passage.end
        )
    return Span(start, end)


def _after_space(text: str, start: int, limit: int) -> int:
    found = [at for at in (text.find(" ", start, limit), text.find("\n", start, limit)) if at >= 0]
    return min(found) + 1 if found else limit


def passage_evidence(hit: Hit, best: Hit, reading: Reading) -> PassageEvidence:
    """Return what the fitted model of a passage looks at."""
    return PassageEvidence(
        behind=best.score - hit.score,
        dense=hit.dense,
        lexical=hit.lexical,
        span=reading.score,
    )
