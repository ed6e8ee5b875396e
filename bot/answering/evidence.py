"""The sentences of a passage, alone and with their neighbours, as far as they are news."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.clauses import clauses
from bot.answering.orders import without_orders
from bot.answering.quantities.units import unit_after
from index.calendar_words import fold
from index.date_mentions import find_dates
from index.sentences import paragraphs
from index.sentences import sentences_of as sentences_in
from index.types import Span

WIDEST = 3  # sentences that one claim may be spread over
LONGEST_DATE = 40
_NUMBER_LAST = re.compile(r"[0-9][ ]*-?$")
_YEAR_LAST = re.compile(r"(?<![0-9,.])(?:1[89]|20|2[456])[0-9]{2}$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One to three neighbouring sentences, and their clauses."""

    sentences: tuple[str, ...]
    clauses: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.sentences)


@lru_cache(maxsize=512)
def paragraphs_of(passage: str) -> tuple[tuple[str, ...], ...]:
    """Return the sentences of each paragraph; what speaks to a language model is left out."""
    said = without_orders(passage)
    return tuple(
        tuple(span.of(said) for span in whole(said, sentences_in(said, paragraph)))
        for paragraph in paragraphs(said)
    )


def whole(text: str, found: Sequence[Span]) -> list[Span]:
    """Put together what was cut within a date or between a number and its unit: "10-12 / มกราคม"."""
    result: list[Span] = []
    for span in found:
        if result and _is_cut(text[result[-1].start : result[-1].end], span.of(text)):
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def _is_cut(before: str, behind: str) -> bool:
    tail, head = fold(before[-LONGEST_DATE:]), fold(behind[:LONGEST_DATE])
    if not _NUMBER_LAST.search(tail):
        return False
    joined, border = f"{tail} {head}", len(tail)
    if any(one.span.start < border < one.span.end for one in find_dates(joined)):
        return True
    if tail.endswith("-"):
        return head[:1].isdigit()
    return not _YEAR_LAST.search(tail) and unit_after(joined, border) is not None


def sentences_of(passage: str) -> tuple[str, ...]:
    """Return the sentences of a passage, as far as they are news."""
    return tuple(sentence for paragraph in paragraphs_of(passage) for sentence in paragraph)


def stretch_of(said: tuple[str, ...]) -> Stretch:
    return Stretch(said, tuple(clause for sentence in said for clause in clauses(sentence)))


@lru_cache(maxsize=512)
def stretches_of(passage: str) -> tuple[Stretch, ...]:
    """Return every stretch of neighbouring sentences of `passage`, narrow ones first."""
    said = sentences_of(passage)

    def cut() -> Iterator[Stretch]:
        for width in range(1, WIDEST + 1):
            for start in range(len(said) - width + 1):
                yield stretch_of(said[start : start + width])

    return tuple(cut())
