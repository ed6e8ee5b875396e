"""Tells whether a sentence gives each of two parties what a text gives the other: "A 40 and B 60" for "A 60, B 40".

Between languages parties are compared by their names, in one language by their words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from bot.answering.names.carrying import Aliases
from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.sides import count, names_of, words_of
from bot.answering.turns import is_thai

LEAST = 4  # characters of what names a party
CLEARER = 2
REACH = 90  # characters before an amount in which its party stands
_BORDER = re.compile(
    r"ขณะที่|ส่วน|แต่|และ|กับ|เทียบกับ|ด้าน|รองลงมา|, |; |\b(?:and|while|whereas|against|but|compared with|with)\b"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two amounts that follow each other, and what stands with each of them: its party is there."""

    amounts: tuple[Amount, Amount]
    said: tuple[str, str]


@lru_cache(maxsize=1024)
def pairs_of(text: str) -> tuple[Pair, ...]:
    """Return the amounts of one kind that follow each other in a sentence, each with what stands before it."""
    amounts = [one for one in find_amounts(text) if not one.loose]
    found = []
    for first, second in combinations(amounts, 2):
        between = text[first.span.end : second.span.start]
        border = _BORDER.search(between)
        if first.worth == second.worth or border is None or len(between) > REACH:
            continue
        before = text[max(0, first.span.start - REACH) : first.span.start]
        cut = list(_BORDER.finditer(before, 0, max(0, len(before) - LEAST)))
        before = before[cut[-1].end() :] if cut else before
        behind = text[second.span.end :][:REACH]
        behind = behind[: cut[0].start()] if (cut := list(_BORDER.finditer(behind))) else behind
        said = (before + between[: border.start()], between[border.end() :] + behind)
        found.append(Pair((first, second), said))
    return tuple(found)


def given_crosswise(
    sentence: str, given: Sequence[str], aliases: Aliases, known: tuple[str, ...] = ()
) -> str:
    """Return what a sentence gives to one of two parties where the texts `given` give it to the other; else ""."""
    for ours in pairs_of(sentence):
        for text in given:
            same = is_thai(sentence) == is_thai(text)
            parties = [
                (
                    words_of(ours.said[at], ours.said[1 - at])
                    if same
                    else names_of(ours.said[at], ours.said[1 - at], known)
                )
                for at in (0, 1)
            ]
            if not any(parties):
                continue
            for theirs in pairs_of(text):
                worths = [one.worth for one in theirs.amounts]
                if [one.worth for one in ours.amounts] == worths:
                    said = theirs.said
                elif [one.worth for one in reversed(ours.amounts)] == worths:
                    said = (theirs.said[1], theirs.said[0])
                else:
                    continue
                own = [count(parties[at], said[at], aliases, known) for at in (0, 1)]
                crossed = [count(parties[at], said[1 - at], aliases, known) for at in (0, 1)]
                alone = sum(map(len, parties)) == 1  # nobody else is named
                sure = all(crossed) or (alone and any(crossed))
                if sure and sum(crossed) >= CLEARER * sum(own):
                    return ours.amounts[0].span.of(sentence)
    return ""
