"""Chooses the passages that a model reads, and turns what it cites of them into quotes and sources."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.answerer import sources_of
from bot.answering.grounding import Checked
from bot.answering.orders import longest_news
from bot.answering.types import Answer, Quote
from bot.rendering.calendars import written_date
from bot.writing.fence import fenced
from bot.writing.prose import plain_prose
from index.sentences import trim
from index.types import Hit, Language, Span

_CITATION = re.compile(r"\[(\d+)\]")


def passages_for(answer: Answer, count: int) -> tuple[Hit, ...]:
    """Return the passages to write from: those that `answer` quotes first, then the best others.

    The best are those that the reader says answer, then those that it didn't read, in the order of the search.
    """
    quoted = [hit for hit in answer.hits if any(_is_in(quote, hit) for quote in answer.quotes)]
    others = [hit for hit in answer.hits if hit not in quoted]
    others.sort(key=lambda hit: -answer.answering.get(hit.passage.id, -math.inf))
    return tuple([*quoted, *others][:count])


def evidence_of(hit: Hit) -> str:
    """Return what a sentence about `hit` may say: the headline and the passage, but not our metadata."""
    return f"{hit.article.title}\n{hit.passage.text}" if hit.article.title else hit.passage.text


def fenced_passages(hits: Sequence[Hit], language: Language) -> str:
    """Return the passages for a prompt, each with the day its article was published."""
    return fenced(
        [(written_date(hit.article.published, language), evidence_of(hit)) for hit in hits]
    )


def written_answer(answer: Answer, checked: Checked, hits: Sequence[Hit]) -> Answer:
    """Return `answer` with the checked text, its numbers those of the articles cited, and the evidence.

    A passage that is cited is quoted by the sentences that `answer` quotes from it, else as a whole.
    """
    numbers, quotes = _source_numbers(checked, hits), list[Quote]()
    for n, source in numbers.items():
        hit = hits[n - 1]
        inside = [quote for quote in answer.quotes if _is_in(quote, hit)] or [_whole(hit)]
        quotes += [
            replace(quote, source=source)
            for quote in inside
            if not any(_same(quote, other) for other in quotes)
        ]
    return replace(
        answer,
        text=renumbered(checked, hits),
        quotes=tuple(quotes),
        sources=sources_of(hits, quotes),
    )


def renumbered(checked: Checked, hits: Sequence[Hit]) -> str:
    """Return the checked text as plain prose, the numbers in it those of the articles."""
    numbers = _source_numbers(checked, hits)
    text = _CITATION.sub(lambda match: f"[{numbers[int(match[1])]}]", checked.text)
    # Two passages of one article have become the same number twice.
    return plain_prose(re.sub(r"(\[\d+\])(?:\s*\1)+", r"\1", text))


def _source_numbers(checked: Checked, hits: Sequence[Hit]) -> dict[int, int]:
    """Return the number of the article for each passage cited; articles count from 1 as they come."""
    articles = list(dict.fromkeys(hits[n - 1].article.id for n in checked.cited))
    return {n: articles.index(hits[n - 1].article.id) + 1 for n in checked.cited}


def _is_in(quote: Quote, hit: Hit) -> bool:
    return (
        quote.article_id == hit.article.id
        and quote.start < hit.passage.end
        and hit.passage.start < quote.end
    )


def _same(quote: Quote, other: Quote) -> bool:
    return (quote.article_id, quote.start, quote.end) == (other.article_id, other.start, other.end)


def _whole(hit: Hit) -> Quote:
    """Return what a passage tells as a quote, without what it says to language models."""
    start = hit.passage.start
    news = longest_news(hit.passage.text) or Span(0, len(hit.passage.text))
    said = trim(hit.article.text, start + news.start, start + news.end)
    return Quote(said.of(hit.article.text), hit.article.id, said.start, said.end, source=0)
