"""Tells how likely a Latin spelling is that of a Thai one, letter by letter, with likelihoods learnt from pairs.

The model is the memoryless transducer of Ristad and Yianilos, "Learning String-Edit Distance" (1998), over
chunks of letters: up to two Thai ones against up to three Latin ones. `training.grounding.fit_spelling` learns it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

FILE_NAME = "spelling.tsv"
NEVER = -1e9
UNKNOWN, DROPPED = math.log(1e-7), math.log(1e-5)
"""Of one letter against another that no pair had, and of a letter of either spelling left out."""
CHUNKS = ((1, 0), (1, 1), (1, 2), (1, 3), (2, 0), (2, 1), (2, 2), (2, 3), (0, 1))
"""How many Thai letters stand against how many Latin ones."""
LEAST_OF_A_FIRST = math.log(2e-5)
LEAST = -3.8
"""For each letter of both spellings: below, nobody asks how unlikely they are."""
SHORTEST, LONGEST = 0.4, 1.3
"""Thai letters for each Latin one."""
_NOT_SPOKEN = re.compile("[ก-ฮ][ิุ]?์|[่-๋็ๆ๎ฺ]|[^ก-๎]")
_LEADING_VOWEL = re.compile("([เแโไใ])([ก-ฮ])")

Likelihoods = Mapping[tuple[str, str], float]


@lru_cache(maxsize=16384)
def thai_letters(text: str) -> str:
    """Return the letters of a Thai spelling that are spoken, a vowel behind its consonant."""
    spoken = _NOT_SPOKEN.sub("", unicodedata.normalize("NFC", text).replace("ํา", "ำ"))
    return _LEADING_VOWEL.sub(r"\2\1", spoken).replace("รร", "ั")


@lru_cache(maxsize=4096)
def latin_letters(text: str) -> str:
    """Return the letters of a Latin spelling, small and without accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if "a" <= character <= "z")


@lru_cache(maxsize=1)
def likelihoods() -> Likelihoods:
    """Return the logarithms of the likelihoods of chunks that come with the package."""
    lines = files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(thai, latin): float(value) for thai, latin, value in rows}


@lru_cache(maxsize=1)
def _firsts() -> Mapping[str, frozenset[str]]:
    """Return for each Latin letter the Thai ones that a name which begins with it may begin with."""
    found: dict[str, set[str]] = {}
    for (thai, latin), value in likelihoods().items():
        if thai and latin and value >= LEAST_OF_A_FIRST:
            found.setdefault(latin[0], set()).add(thai[0])
    return {latin: frozenset(thai) for latin, thai in found.items()}


@lru_cache(maxsize=65536)
def likeness(thai: str, latin: str) -> float:
    """Return the log-likelihood of two spellings for each of their letters; `NEVER` below `LEAST`."""
    one, other = thai_letters(thai), latin_letters(latin)
    if (
        not one
        or not other
        or not SHORTEST * len(other) - 1 <= len(one) <= LONGEST * len(other) + 2
    ):
        return NEVER
    if one[0] not in _firsts().get(other[0], ()):
        return NEVER
    letters = len(one) + len(other)
    found = best_path(one, other, likelihoods(), LEAST * letters)
    return found / letters if found > NEVER else NEVER


def best_path(thai: str, latin: str, learnt: Likelihoods, least: float = NEVER) -> float:
    """Return the log-likelihood of the likeliest way to spell the letters of one by those of the other.

    No way becomes likelier by going on, so those below `least` are left; `NEVER` if all are.
    """
    width = len(latin) + 1
    best = [NEVER] * ((len(thai) + 1) * width)
    best[0] = 0.0
    for i in range(len(thai) + 1):
        if i > 1 and max(best[(i - 2) * width : i * width]) < least:
            return NEVER
        for j in range(width):
            most = best[i * width + j]
            for ours, theirs in CHUNKS:
                if i < ours or j < theirs:
                    continue
                before = best[(i - ours) * width + j - theirs]
                if before <= most or before < least:
                    continue
                cost = learnt.get((thai[i - ours : i], latin[j - theirs : j]))
                if cost is None:
                    if ours + theirs == 1:
                        cost = DROPPED
                    elif ours == theirs == 1:
                        cost = UNKNOWN
                    else:
                        continue
                most = max(most, before + cost)
            best[i * width + j] = most
    return best[-1] if best[-1] >= least else NEVER
