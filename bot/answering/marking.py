"""Marks the words of a quote that decide the answer, where no reader points at them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.cues import asked_for, held
from index.types import Span
from index.words import pieces, words

MARKABLE = ("time", "number")


def deciding_words(question: str, quote: str) -> tuple[Span, ...]:
    """Return the stretches of `quote` that answer `question`, or the words they share if none shows.

    Times and numbers are marked when they are asked for; otherwise the words of the question that
    the quote repeats tell a reader why it was chosen.
    """
    kind = asked_for(question)
    if kind in MARKABLE and (found := held(kind, quote)):
        return merged(found)
    return merged(_shared(question, quote))


def _shared(question: str, quote: str) -> list[Span]:
    asked = set(words(question))
    found, position = [], 0
    for token in pieces(quote):
        start = quote.find(token, position)
        if start < 0:
            continue
        position = start + len(token)
        meaning = words(token)
        if len(token.strip()) > 1 and meaning and asked.issuperset(meaning):
            found.append(Span(start, position))
    return found


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return `spans` in order, with those that touch or overlap made one."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if result and span.start <= result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return tuple(result)
