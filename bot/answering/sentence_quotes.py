"""Chooses the sentences to quote without the reader: by meaning, shared words and the kind of answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.cues import asked_for, held
from bot.answering.marking import deciding_words
from bot.answering.quoting import FoundQuotes
from bot.answering.types import Quote
from index.embedding.embedder import Embedder
from index.sentences import sentences
from index.types import Hit, SearchResult, Span
from index.words import words

READ_PASSAGES = 3
PASSAGE_WEIGHT = 0.5
WORD_WEIGHT = 0.1
CUE_WEIGHT = 0.03
SECOND_BEST = 0.02


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of a hit, as a span of its article's text, with its score."""

    hit: Hit
    span: Span
    score: float

    @property
    def text(self) -> str:
        return self.span.of(self.hit.article.text)


class SentenceQuotes:
    """Ranks the sentences of the best passages with the embedder; what READER=off leaves."""

    def __init__(self, embedder: Embedder, limit: int) -> None:
        self._embedder = embedder
        self._limit = limit

    def find(self, result: SearchResult) -> FoundQuotes:
        ranked = self._ranked(result)
        best = [c for c in ranked if c.score >= ranked[0].score - SECOND_BEST][: self._limit]
        return FoundQuotes(quotes_of(result.question, best), result.confidence)

    def _ranked(self, result: SearchResult) -> list[Candidate]:
        found = list(sentences_of_hits(result.hits[:READ_PASSAGES]))
        if not found:
            return []
        texts = [span.of(hit.article.text) for hit, span in found]
        question = self._embedder.embed_questions([result.question])[0]
        cosines = self._embedder.embed_passages(texts) @ question
        asked, kind = set(words(result.question)), asked_for(result.question)
        candidates = []
        for (hit, span), text, cosine in zip(found, texts, cosines, strict=True):
            shared = len(asked.intersection(words(text))) / len(asked) if asked else 0.0
            cue = 1.0 if kind and held(kind, text) else 0.0
            score = float(cosine) + PASSAGE_WEIGHT * hit.score
            score += WORD_WEIGHT * shared + CUE_WEIGHT * cue
            candidates.append(Candidate(hit, span, score))
        return sorted(candidates, key=lambda c: -c.score)


def sentences_of_hits(hits: Sequence[Hit]) -> list[tuple[Hit, Span]]:
    """Return every sentence of the passages once, as a span of its article's text."""
    seen: set[tuple[str, int]] = set()
    found = []
    for hit in hits:
        for span in sentences(hit.passage.text):
            placed = Span(span.start + hit.passage.start, span.end + hit.passage.start)
            if (hit.article.id, placed.end) not in seen:
                seen.add((hit.article.id, placed.end))
                found.append((hit, placed))
    return found


def quotes_of(question: str, candidates: Sequence[Candidate]) -> tuple[Quote, ...]:
    """Return a quote for each candidate; sources are numbered in the order they first occur."""
    numbers: dict[str, int] = {}
    return tuple(
        Quote(
            text=candidate.text,
            article_id=candidate.hit.article.id,
            start=candidate.span.start,
            end=candidate.span.end,
            source=numbers.setdefault(candidate.hit.article.id, len(numbers) + 1),
            marks=deciding_words(question, candidate.text),
        )
        for candidate in candidates
    )
