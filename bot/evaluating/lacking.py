"""Takes the article that answers out of what a search found, as if the collection didn't hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answerer import PASSAGES
from bot.evaluating.questions import EvalQuestion
from index.confidence import Confidence, evidence_of
from index.language import language_of
from index.types import Hit, SearchResult


class Prepared:
    """A search for one question, whose result is there already."""

    def __init__(self, result: SearchResult) -> None:
        self._result = result

    def search(self, question: str, k: int = PASSAGES) -> SearchResult:
        return self._result

    def search_many(self, questions: Sequence[str], k: int = PASSAGES) -> list[SearchResult]:
        return [self._result for _ in questions]


def without_article(
    result: SearchResult, question: EvalQuestion, confidence: Confidence
) -> SearchResult:
    """Return `result` without the hits of the question's article, and with the evidence of the others.

    The share of known words stays that of the whole collection, and so do the names that an English
    question was worded with. Of the rest `PASSAGES` are kept, as for any answer.
    """
    import numpy as np

    hits = [hit for hit in result.hits if counted_as(hit, question) != question.article_id]
    seen = result.evidence
    evidence = evidence_of(
        np.array([seen.best - seen.above_background], dtype=np.float32),
        {row: hit.dense for row, hit in enumerate(hits)},
        {row: hit.lexical for row, hit in enumerate(hits) if hit.lexical},
        seen.known_words,
    )
    sure = confidence.of_search(evidence, language_of(result.question))
    return replace(result, hits=tuple(hits[:PASSAGES]), confidence=sure, evidence=evidence)


def counted_as(hit: Hit, question: EvalQuestion) -> str:
    """Return the id a hit counts as: the right article's if it is of the same story, else its own."""
    if any(copy.article_id == question.article_id for copy in hit.also):
        return question.article_id or ""
    return hit.article.id
