"""Writes an answer as Telegram's HTML: the answer first, quotes with their deciding words, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.answerer import framing
from bot.answering.types import Answer, Quote, Source
from bot.rendering.calendars import written_date
from bot.telegram.pieces import (
    Formatted,
    Piece,
    bold,
    closed,
    formatted,
    head,
    italic,
    length,
    link,
    opened,
    tail,
    total,
)
from bot.texts import text
from index.overview import Overview
from index.types import Article, Hit, Language, Span

LIMIT = 4096
QUOTE = 1200  # a quote is a sentence; more than this is a list or a broken one
FOLDED = 350  # longer quotes are shown folded, to be opened with a tap
PASSAGE = 500
TITLE = 150
PUBLISHER = 60
QUESTION = 200
WRITTEN = 2000
CONTEXT = 1200
MAX_ALSO = 3
MARKS = 20  # Telegram shows the first hundred entities of a message


def answer_html(answer: Answer, overview: Overview | None = None) -> Formatted:
    """Return the message for `answer`; `overview` tells what was searched when nothing was found."""
    if answer.status == "not_found":
        return formatted(_not_found(answer, overview))
    language = answer.language
    frame = head(framing(answer), WRITTEN)
    sources = [Piece("\n"), *_sources(text("sources", language), answer.sources, language)]
    room = LIMIT - length(frame) - total(sources) - 8 * len(answer.quotes)
    each = min(QUOTE, room // max(len(answer.quotes), 1))
    # Beside an answer in the reader's own words quotes are the evidence: there, but out of the way.
    folded = 0 if answer.is_written else FOLDED
    quotes = [piece for quote in answer.quotes for piece in _quote(quote, each, folded)]
    return formatted([Piece(frame + "\n"), *quotes, *sources])


def quote_html(quote: Quote, source: Source, language: Language) -> Formatted:
    """Return one quote with its source: what an inline result puts into a chat."""
    return formatted([*_quote(quote, QUOTE), *_source_line(source, language)])


def passages_html(hits: Sequence[Hit], first: int, language: Language) -> Formatted:
    """Return a list of passages, the first of them numbered `first`."""
    pieces = [bold(text("passages", language))]
    room = (LIMIT - 60) // max(len(hits), 1) - TITLE - PUBLISHER - 60
    for number, hit in enumerate(hits, first):
        article = hit.article
        source = Source(
            number, article.id, article.title, article.publisher, article.published, article.url
        )
        shown = head(one_line(hit.passage.text), min(PASSAGE, room))
        pieces += [Piece("\n\n"), *_source_line(source, language), Piece("\n")]
        pieces += [opened("blockquote expandable"), Piece(shown), closed("blockquote")]
    return formatted(pieces)


def context_html(article: Article, quote: Span, source: Source, language: Language) -> Formatted:
    """Return a quote where it stands in its article, with what is said before and after it."""
    before = tail(article.text[: quote.start].lstrip(), CONTEXT)
    after = head(article.text[quote.end :].rstrip(), CONTEXT)
    pieces = [*_source_line(source, language), Piece("\n"), opened("blockquote expandable")]
    pieces += [Piece(before), bold(head(quote.of(article.text), QUOTE)), Piece(after)]
    return formatted([*pieces, closed("blockquote")])


def overview_html(overview: Overview, language: Language) -> Formatted:
    """Return what the collection holds."""
    pieces = [
        bold(
            text(
                "collection",
                language,
                articles=f"{overview.articles:,}",
                oldest=written_date(overview.oldest, language),
                newest=written_date(overview.newest, language),
            )
        )
    ]
    if overview.publishers:
        pieces.append(Piece("\n\n" + text("collection_publishers", language)))
        pieces += [
            Piece(f"\n• {head(name, PUBLISHER)} ({count:,})")
            for name, count in overview.publishers[:10]
        ]
    if overview.latest:
        latest = [
            Source(0, a.article_id, a.title, a.publisher, a.published, a.url)
            for a in overview.latest
        ]
        pieces.append(Piece("\n\n" + text("collection_latest", language)))
        for source in latest:
            pieces += [Piece("\n• "), *_source_line(source, language)]
    return formatted(pieces)


def one_line(passage: str) -> str:
    """Return `passage` with every break as a space: as many characters as before."""
    return re.sub(r"\s", " ", passage)


def _not_found(answer: Answer, overview: Overview | None) -> list[Piece]:
    language = answer.language
    pieces = [bold(text("not_found", language))]
    if overview is not None:
        searched = text(
            "searched",
            language,
            question=head(one_line(answer.searched or answer.question), QUESTION),
            articles=f"{overview.articles:,}",
            newest=written_date(overview.newest, language),
        )
        pieces += [Piece("\n"), italic(searched)]
    if answer.nearest:
        pieces.append(Piece("\n\n"))
        pieces += _sources(text("nearest", language), answer.nearest, language)
    return pieces


def _quote(quote: Quote, limit: int, folded_from: int = FOLDED) -> list[Piece]:
    shown = head(one_line(quote.text), limit)
    kept = shown.removesuffix("…") if len(shown) != len(quote.text) else shown
    folded = "blockquote expandable" if length(shown) > folded_from else "blockquote"
    pieces, position = [opened(folded), Piece("“")], 0
    for mark in quote.marks[:MARKS]:
        if mark.end > len(kept):
            break
        pieces += [Piece(shown[position : mark.start]), bold(mark.of(shown))]
        position = mark.end
    return [*pieces, Piece(f"{shown[position:]}” [{quote.source}]"), closed("blockquote")]


def _sources(heading: str, sources: Sequence[Source], language: Language) -> list[Piece]:
    pieces = [bold(heading)]
    for source in sources:
        pieces += [Piece("\n"), *_source_line(source, language), *_also(source, language)]
    return pieces


def _also(source: Source, language: Language) -> list[Piece]:
    """Name the other articles that tell the same story, if there are any."""
    if not source.also:
        return []
    pieces = [Piece(f"\n   {text('also', language)}: ")]
    for number, copy in enumerate(source.also[:MAX_ALSO]):
        named = head(copy.publisher or copy.title or copy.article_id, PUBLISHER)
        pieces += [Piece(", " if number else ""), link(named, copy.url)]
    more = len(source.also) - MAX_ALSO
    return [*pieces, Piece(f" +{more}")] if more > 0 else pieces


def _source_line(source: Source, language: Language) -> list[Piece]:
    title = head(one_line(source.title or source.article_id), TITLE)
    parts = (head(source.publisher, PUBLISHER), written_date(source.published, language))
    said = "".join(f" · {part}" for part in parts if part)
    number = [Piece(f"[{source.n}] ")] if source.n else []
    return [*number, link(title, source.url), Piece(said)]
