"""Tells whether a sentence links numbers otherwise than a text: "2-1" of "3-1", "5 million each" of a total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.carrying import carries_same

_LINK = re.compile(r"[ ]*(?:-|–|:|to|(?:เสียง|ประตู|เซต)?[ ]?ต่อ|votes to)[ ]*")
_EACH = re.compile(r"\b(?:each|apiece)\b", re.IGNORECASE)
_IN_ALL = re.compile(
    r"(?:รวม|ทั้งหมด|ทั้งสิ้น|\btotal(?:s|ling|ing)?|\bcombined|\baltogether)[^0-9]{0,16}$",
    re.IGNORECASE,
)
_UNPRICED = ("count", "ratio", "months", "seconds", "clock", "grade")


def linked_otherwise(sentence: str, given: Sequence[str]) -> str:
    """Return what `sentence` links otherwise than the sentences `given` do: a score, or a price that is a total."""
    known = [pair for text in given for pair, _ in _pairs(text)]
    for pair, written in _pairs(sentence):
        if pair not in known and any(pair & one for one in known):
            return written
    for amount in _for_each(sentence):
        own = [
            (text, one) for text in given for one in find_amounts(text) if carries_same(amount, one)
        ]
        if own and all(_IN_ALL.search(text[: one.span.start]) for text, one in own):
            return amount.span.of(sentence)
    return ""


def _pairs(text: str) -> Iterator[tuple[frozenset[Fraction], str]]:
    """Yield the numbers of "3-1" and "5 ต่อ 2", whichever comes first: the loser's result is told so."""
    for one, two in pairwise(find_amounts(text)):
        if _LINK.fullmatch(text, one.span.end, two.span.start):
            written = text[one.span.start : two.span.end]
            yield frozenset((one.value, two.value)), written


def _for_each(sentence: str) -> Sequence[Amount]:
    """Return the amount that is said to be for each of several: "17 million baht each"."""
    match = _EACH.search(sentence)
    return [
        one
        for one in find_amounts(sentence)
        if match
        and one.unit
        and one.unit.dimension not in _UNPRICED
        and one.span.end <= match.start()
    ][-1:]
