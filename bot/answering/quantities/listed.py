"""Tells how many things a text lists: "Myanmar, Laos, Cambodia and Vietnam" are four, whether or not it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.answering.quantities.amounts import Amount

MOST = 12
LEAST_UNCOUNTED = 3
"""Things that a text must list to be counted from it: "A and B" stand in any text."""
_NAME = r"[A-Z][\w’'.-]*(?:[ ](?:of[ ]|the[ ]|de[ ])?[A-Z0-9][\w’'.-]*)*"
_ENGLISH = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:and|or) {_NAME}")
_ENGLISH_CUT = re.compile(r", (?:and |or )?| (?:and|or) ")
_THAI = re.compile(
    r"(?:คือ|ได้แก่|ประกอบด้วย)[ ]?((?:[^ ]{2,24}[ ]){0,11}[^ ]{2,24}?[ ]?(?:และ|กับ|หรือ)[ ]?[^ ]{2,})"
)
_THAI_CUT = re.compile("[ ]?(?:และ|กับ|หรือ)[ ]?|[ ]")


def counts_a_list(amount: Amount, sentence: str, texts: Iterable[str]) -> bool:
    """Tell whether `amount` of `sentence` is how many things it lists itself, or one of `texts` does."""
    value = amount.value
    if amount.vague or value.denominator != 1 or not 2 <= value <= MOST:
        return False
    if amount.unit is not None and amount.unit.dimension != "count":
        return False
    own = sentence[amount.span.end :]
    if value < LEAST_UNCOUNTED:
        return any(len(_THAI_CUT.split(match[1])) == value for match in _THAI.finditer(own))
    return any(value in listed_in(text) for text in (own, *texts))


@lru_cache(maxsize=2048)
def listed_in(text: str) -> frozenset[int]:
    """Return how many things each list of `text` has."""
    english = (len(_ENGLISH_CUT.split(match[0])) for match in _ENGLISH.finditer(text))
    thai = (len(_THAI_CUT.split(match[1])) for match in _THAI.finditer(text))
    return frozenset((*english, *thai))
