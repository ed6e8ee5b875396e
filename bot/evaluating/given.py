"""Measures the reader alone: what it makes of the article that answers, and how long it takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering.quoting import sentence_around
from bot.evaluating.questions import EvalQuestion
from index.embedding.embedder import Embedder
from index.reading.judge import Judged, PassageReader, read_hits
from index.types import Article, Hit, Passage, Span
from index.wording import Wording

TIMED = 3  # passages


@dataclass(frozen=True, slots=True)
class Given:
    """What the reader points at in an article, and the quote that the bot would show of it.

    `score` is the reader's, as `index.reading.reader.Reading` has it.
    """

    span: str
    quote: str
    score: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds to read the same passages once, and to embed them."""

    reading: float
    embedding: float


class ReaderMeasures:
    """Gives the reader what it should find, without a search that could miss it."""

    def __init__(
        self,
        reader: PassageReader,
        wording: Wording,
        encoder: Embedder,
        article: Callable[[str], Article | None],
    ) -> None:
        """Take the embedding model that reading is timed against, and where articles are found by id."""
        self._reader = reader
        self._wording = wording
        self._encoder = encoder
        self._article = article

    def given(self, question: EvalQuestion) -> Given | None:
        """Return what is found in the article that answers; None if there is none."""
        article = self._article(question.article_id) if question.article_id is not None else None
        if article is None:
            return None
        return read_whole(self._reader, self._wording, question.question, [article])[0]

    def timing(self, question: str, hits: Sequence[Hit]) -> Timing | None:
        """Return how long the first `TIMED` of `hits` take; None if there are fewer."""
        texts = [hit.passage.text for hit in hits[:TIMED]]
        if len(texts) < TIMED:
            return None
        begun = time.perf_counter()
        self._reader.read(question, texts)
        read = time.perf_counter()
        self._encoder.embed_passages(texts)
        return Timing((read - begun) * 1000, (time.perf_counter() - read) * 1000)


def read_whole(
    reader: PassageReader, wording: Wording, question: str, articles: Sequence[Article]
) -> list[Given]:
    """Return what is found in each of `articles` if all of it is read, the question worded as for answering."""
    hits = [Hit(1, 0.0, Passage(a.id, 0, 0, len(a.text), a.text), a) for a in articles]
    found = []
    readings = read_hits(reader, wording, question, hits, len(hits))
    for hit, reading in zip(hits, readings, strict=True):
        judged = Judged(hit, Span(reading.start, reading.end), reading.score)
        text = hit.article.text
        found.append(Given(judged.span.of(text), sentence_around(judged).of(text), reading.score))
    return found
