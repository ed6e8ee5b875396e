"""Learns which Thai and Latin spellings name the same, from brackets: "โอลาฟ ชอลซ์ (Olaf Scholz)".

The words before a bracket are paired with the words inside it one to one, from the last to the first,
and a pair counts only where both sound alike: most brackets hold translations and abbreviations. A
title or other word written together with the name ("นายทูมูร์") is dropped where that sounds closer.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from index.transliteration import latin_skeleton, similarity, weight_of
from index.words import pieces, words

_BRACKET = re.compile(
    r"(?P<thai>[\u0e01-\u0e4e][\u0e01-\u0e4e .\-]{0,79}?)[ \u00a0]?"
    r"[(（]\s*(?P<latin>[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’. \-]{2,60}?)\s*[,;)）]"
)
_LATIN_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady gen general col capt lt sgt rev president king "
    "queen prince princess h.e he hrh hm the".split()
)
MOST_PARTS = 5
ALIKE = 0.65  # for each of several parts on average
ALIKE_ALONE = 0.8  # for a part without others beside it
LEAST_OF_A_PART = 0.4
SOUNDS_ALONE = 1.9  # consonants a part needs when there is no other beside it,
SOUNDS_OF_A_WORD = 2.9  # and when it is a Thai word as well


@dataclass(frozen=True, slots=True, order=True)
class Alias:
    """Two spellings of the same, each as the words that the lexical leg compares, joined by spaces."""

    latin: str
    thai: str


def find_aliases(text: str) -> tuple[Alias, ...]:
    """Return the spellings that `text` gives in brackets, sorted, each once."""
    found: set[Alias] = set()
    for match in _BRACKET.finditer(text):
        thai = re.split(r"[ .]+", match["thai"].strip(" .-"))
        latin = _latin_parts(match["latin"])
        if latin:
            found.update(
                alias for part, name in _paired(thai, latin) if (alias := _alias(part, name))
            )
    return tuple(sorted(found))


def _latin_parts(inside: str) -> list[str]:
    """Return the words of a name without titles and initials; empty where it is no name."""
    parts = [p.strip(".") for p in inside.split() if p.strip(".").casefold() not in _LATIN_TITLES]
    parts = [part for part in parts if len(part) > 1]
    is_name = 0 < len(parts) <= MOST_PARTS and all(part[0].isupper() for part in parts)
    return parts if is_name else []


def _paired(thai: list[str], latin: list[str]) -> list[tuple[str, str]]:
    """Return the Thai and Latin words that belong together; empty where they don't sound alike."""
    together = list(zip(thai[-len(latin) :], latin, strict=False))
    if len(together) == len(latin) > 1:
        pairs = [(_without_prefix(part, name), name) for part, name in together]
        sounds = [similarity(part, name) for part, name in pairs]
        if sum(sounds) / len(sounds) >= ALIKE and min(sounds) >= LEAST_OF_A_PART:
            return [
                pair
                for pair, sound in zip(pairs, sounds, strict=True)
                if sound >= ALIKE_ALONE or not _is_thai(pair[0])
            ]
    # Parts are counted differently here and there; the last one, the family name, may still agree.
    name = latin[-1]
    part = _without_prefix(thai[-1], name)
    enough = weight_of(latin_skeleton(name)) >= _sounds_needed(part)
    return [(part, name)] if enough and similarity(part, name) >= ALIKE_ALONE else []


def _sounds_needed(part: str) -> float:
    """Return how many consonants must agree: a phrase of Thai words is no transcription at all."""
    if not _is_thai(part):
        return SOUNDS_ALONE
    return SOUNDS_OF_A_WORD if len(_parts(part)) == 1 else math.inf


def _is_thai(part: str) -> bool:
    """Whether `part` consists of words of the dictionary: then it is hardly a foreign name."""
    from pythainlp.corpus import thai_words

    return thai_words().issuperset(_parts(part))


def _without_prefix(thai: str, latin: str) -> str:
    """Return `thai` from the word on from which it sounds most like `latin`."""
    parts = _parts(thai)
    suffixes = ["".join(parts[at:]) for at in range(len(parts))]
    return max(suffixes, key=lambda suffix: similarity(suffix, latin), default=thai)


def _parts(thai: str) -> list[str]:
    return [piece for piece in pieces(thai) if not piece.isspace()]


def _alias(thai: str, latin: str) -> Alias | None:
    ours, theirs = " ".join(words(thai)), " ".join(words(latin))
    return Alias(theirs, ours) if ours and len(theirs) > 2 else None
