"""Turns answers and search results into the JSON that design and `--json` promise."""

from __future__ import annotations

from typing import Any

from bot.answering.types import Answer, Source, Writing
from index.types import Copy, SearchResult


def answer_record(answer: Answer) -> dict[str, Any]:
    """Return the record of `khaobot ask --json`."""
    return {
        "question": answer.question,
        "language": answer.language,
        "status": answer.status,
        "text": answer.text,
        "quotes": [
            {
                "text": quote.text,
                "article_id": quote.article_id,
                "start": quote.start,
                "end": quote.end,
                "source": quote.source,
                "marks": [[mark.start, mark.end] for mark in quote.marks],
            }
            for quote in answer.quotes
        ],
        "sources": [_source(source) for source in answer.sources],
        "nearest": [_source(source) for source in answer.nearest],
        "confidence": round(answer.confidence, 4),
        "generation": answer.generation,
        "timings_ms": {stage: round(ms, 1) for stage, ms in answer.timings_ms.items()},
        "writing": _writing(answer.writing) if answer.writing is not None else None,
    }


def search_record(result: SearchResult) -> dict[str, Any]:
    """Return the record of `khaobot search --json`."""
    return {
        "question": result.question,
        "hits": [
            {
                "rank": hit.rank,
                "score": round(hit.score, 6),
                "article_id": hit.passage.article_id,
                "passage_id": hit.passage.id,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "text": hit.passage.text,
                "also": [_copy(copy) for copy in hit.also],
            }
            for hit in result.hits
        ],
        "confidence": round(result.confidence, 4),
        "generation": result.generation,
    }


def _writing(writing: Writing) -> dict[str, Any]:
    return {
        "model": writing.model,
        "prompt": writing.prompt,
        "outcome": writing.outcome,
        "detail": writing.detail,
        "cached": writing.cached,
        "removed": [
            {"sentence": gone.sentence, "reason": gone.reason, "detail": gone.detail}
            for gone in writing.removed
        ],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "n": source.n,
        "article_id": source.article_id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.isoformat() if source.published else None,
        "url": source.url,
        "also": [_copy(copy) for copy in source.also],
    }


def _copy(copy: Copy) -> dict[str, Any]:
    return {
        "article_id": copy.article_id,
        "title": copy.title,
        "publisher": copy.publisher,
        "published": copy.published.isoformat() if copy.published else None,
        "url": copy.url,
    }
