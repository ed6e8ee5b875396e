"""Tells whether a sentence gives two numbers each to what the other counts: "96 phones and 21 computers"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.sharing import content_of
from index.words import pieces

BEFORE = 40  # characters before a number in which what it counts stands
LEAST = 3  # characters of what is counted
_THAI = re.compile("[ก-๎]+")
_BETWEEN = frozenset(
    "ได้ อีก จำนวน ราว ประมาณ กว่า เพียง รวม ถึง มากกว่า เกือบ มูลค่า เป็น ที่ แล้ว ทั้งหมด มี ไม่เกิน สูงสุด เฉลี่ย อยู่".split()
)
"""Words that may stand between what is counted and its number."""


def crossed(sentence: str, given: Sequence[str]) -> str:
    """Return the first of two amounts of a Thai `sentence` that the texts `given` have the other way round."""
    known = [counted for text in given for counted in _counted(text)]
    for (one, first), (other, second) in combinations(_counted(sentence), 2):
        if one == other or first.worth == second.worth:
            continue
        has = {
            (word, amount.worth)
            for word, amount in known
            if amount.dimension == first.dimension == second.dimension
        }
        if has >= {(one, second.worth), (other, first.worth)} and has.isdisjoint(
            {(one, first.worth), (other, second.worth)}
        ):
            return first.span.of(sentence)
    return ""


@lru_cache(maxsize=2048)
def _counted(text: str) -> tuple[tuple[str, Amount], ...]:
    """Return the amounts of a Thai text, each with the word right before it that says what it is of."""
    found = []
    for amount in find_amounts(text):
        word = _word_before(text, amount.span.start)
        if word and not (amount.loose or amount.vague):
            found.append((word, amount))
    return tuple(found)


def _word_before(text: str, position: int) -> str:
    for word in reversed(pieces(text[max(0, position - BEFORE) : position])):
        if word.isspace() or word in _BETWEEN:
            continue
        fits = len(word) >= LEAST and _THAI.fullmatch(word) and word in content_of(text)
        return word if fits else ""
    return ""
