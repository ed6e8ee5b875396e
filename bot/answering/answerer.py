"""Answers a question: search, decide whether the articles answer, quote, frame."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answering.followup import focus, resolve
from bot.answering.quoting import FoundQuotes, QuoteFinder
from bot.answering.smalltalk import asks_nothing
from bot.answering.types import Answer, Quote, Source
from bot.texts import text
from index.language import language_of
from index.types import Hit, Language, SearchResult

PASSAGES = 10
NEAREST = 3
SURE = 0.5  # below it a quote is offered, not asserted


class Search(Protocol):
    """What an answerer needs of a searcher."""

    def search(self, question: str, k: int = ...) -> SearchResult: ...

    def search_many(self, questions: Sequence[str], k: int = ...) -> list[SearchResult]: ...


class Answerer:
    """Makes answers without a language model; safe to call from several threads."""

    def __init__(
        self, searcher: Search, quotes: QuoteFinder, min_confidence: float, passages: int = PASSAGES
    ) -> None:
        self._searcher = searcher
        self._quotes = quotes
        self._min_confidence = min_confidence
        self._passages = passages

    def answer(
        self, question: str, previous: Sequence[str] = (), searched: str | None = None
    ) -> Answer:
        """Answer one question; `previous` are those that the same person asked before it, oldest first.

        `searched` is what the question means after those, if that is known already.

        Raises:
            QuestionError: the question is empty or too long.
            StoreError: there is no index, or it can't be read.
        """
        if asks_nothing(question):
            return self.answer_many([question])[0]
        full = searched or resolve(question, previous)
        if full == question:
            return self.answer_many([question])[0]
        # The question that it follows may be in the other language; the answer is for this one.
        # Passages are searched with both questions, the sentence in them chosen by what is asked now.
        result, search_ms = self._search([full])[0]
        focused = replace(result, question=searched or focus(question, full))
        language = language_of(question, language_of(full))
        answer = self._from(focused, search_ms, language)
        return replace(answer, question=question, searched=full)

    def answer_many(self, questions: Sequence[str]) -> list[Answer]:
        """Answer several questions from one generation."""
        return [
            self._from(result, search_ms, language_of(result.question))
            for result, search_ms in self._search(questions)
        ]

    def _search(self, questions: Sequence[str]) -> list[tuple[SearchResult, float]]:
        started = time.perf_counter()
        results = self._searcher.search_many(questions, self._passages)
        search_ms = (time.perf_counter() - started) * 1000 / max(len(questions), 1)
        return [(result, search_ms) for result in results]

    def _from(self, result: SearchResult, search_ms: float, language: Language) -> Answer:
        started = time.perf_counter()
        nothing = asks_nothing(result.question)
        found = FoundQuotes((), 0.0) if nothing else self._quotes.find(result)
        timings = {"search": search_ms, "quote": (time.perf_counter() - started) * 1000}
        answered = bool(found.quotes) and found.confidence >= self._min_confidence
        sources = sources_of(result.hits, found.quotes) if answered else ()
        return Answer(
            question=result.question,
            language=language,
            status="answered" if answered else "not_found",
            text=_framed(found, language) if answered else text("not_found", language),
            quotes=found.quotes if answered else (),
            sources=sources,
            nearest=() if answered or nothing else nearest_of(result.hits),
            confidence=found.confidence,
            generation=result.generation,
            timings_ms=timings,
            searched=result.question,
            hits=result.hits,
            answering=found.answering,
        )


def sources_of(hits: Sequence[Hit], quotes: Sequence[Quote]) -> tuple[Source, ...]:
    """Return the sources of `quotes`, in the order of their numbers."""
    by_article = {hit.article.id: hit for hit in hits}
    numbers = {quote.source: by_article[quote.article_id] for quote in quotes}
    return tuple(_source(n, hit) for n, hit in sorted(numbers.items()))


def nearest_of(hits: Sequence[Hit], limit: int = NEAREST) -> tuple[Source, ...]:
    """Return the articles that come nearest, when none of them answers."""
    nearest = list({hit.article.id: hit for hit in hits}.values())[:limit]
    return tuple(_source(n, hit) for n, hit in enumerate(nearest, 1))


def _source(n: int, hit: Hit) -> Source:
    article = hit.article
    return Source(
        n,
        article.id,
        article.title,
        article.publisher,
        article.published,
        article.url,
        hit.also,
    )


def framing(answer: Answer) -> str:
    """Return what stands above the quotes: the words of a language model, or a phrase of ours."""
    if answer.is_written:
        return answer.text
    return _frame(len(answer.quotes), answer.confidence, answer.language)


def _frame(quotes: int, confidence: float, language: Language) -> str:
    if confidence < SURE:
        return text("answered_unsure", language)
    return text("answered_one" if quotes == 1 else "answered_many", language)


def _framed(found: FoundQuotes, language: Language) -> str:
    separator = " " if len(found.quotes) == 1 else "\n"
    return (
        _frame(len(found.quotes), found.confidence, language)
        + separator
        + "\n".join(f"“{' '.join(quote.text.split())}” [{quote.source}]" for quote in found.quotes)
    )
