"""Tells whether a sentence gives a number to another noun than the text does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.sharing import content_of
from index.words import pieces

NEXT = 12
"""Characters between a noun and its amount."""
_NOUN = re.compile("[\u0e01-\u0e4e]{3,}")


def swapped_amount(claim: str, sentences: Sequence[str]) -> str:
    """Return the noun that a Thai claim begins with, if its amount stands before that noun and another behind; else "".

    "รถบรรทุก 250 บาท รถเก๋ง 50 บาท" gives no 250 to "รถเก๋ง".
    """
    amounts = [one for one in find_amounts(claim) if not one.loose]
    if len(amounts) != 1 or amounts[0].unit is None:
        return ""
    noun = next(
        (
            t
            for t in pieces(claim[: amounts[0].span.start])
            if _NOUN.fullmatch(t) and t in content_of(claim)
        ),
        "",
    )
    for said in sentences if noun else ():
        at = said.find(noun)
        if at < 0 or at != said.rfind(noun):
            continue
        given = [one for one in find_amounts(said) if _measures(one, amounts[0])]
        same = [one for one in given if one.worth == amounts[0].worth]
        behind = next((one for one in given if one.span.start >= at), None)
        if (
            same
            and behind
            and all(one.span.end <= at for one in same)
            and behind.span.start - at - len(noun) <= NEXT
        ):
            return noun
    return ""


def _measures(one: Amount, other: Amount) -> bool:
    return bool(one.unit and other.unit and one.unit.dimension == other.unit.dimension)
