"""Reads what a stretch of a passage offers to names: Latin words, places, and runs of Thai words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.names.finding import find_names
from bot.answering.names.gazetteer import Place
from bot.answering.names.spotting import Lettered, is_barrier, lettered
from index.transliteration import thai_skeleton
from index.words import pieces

MOST_TOKENS = 5
LONGEST = 28  # characters of a Thai name looked at
LONG = 12  # characters of a word that may begin with a name: ราชมังคลากีฬาสถาน
LEAST_OF_ITS_BEGINNING = 6
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][\w’'.-]*")


@dataclass(frozen=True, slots=True)
class Sounds:
    """What a stretch of a passage holds of names: its Latin words, places, and Thai runs by first sound."""

    text: str
    latin: frozenset[str]
    places: frozenset[Place]
    runs: Mapping[str, tuple[str, ...]]
    letters: Lettered


@lru_cache(maxsize=1024)
def sounds_of(text: str, known: tuple[str, ...] = ()) -> Sounds:
    """Return what `text` offers to names."""
    latin = frozenset(
        part
        for match in _LATIN.finditer(text)
        for part in (plain(match[0]), *map(plain, re.split(r"[-’']", match[0])))
        if part
    )
    places = frozenset(place for name in find_names(text, known) for place in name.places)
    tokens = pieces(text)
    runs = list(_runs(tokens))
    by_sound: dict[str, dict[str, None]] = {}
    for _, _, run in runs:
        if skeleton := thai_skeleton(run):
            by_sound.setdefault(first_sound(skeleton), {})[run] = None
    return Sounds(
        squeezed(text),
        latin,
        places,
        {key: tuple(value) for key, value in by_sound.items()},
        lettered(tokens, runs),
    )


def _runs(tokens: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the runs of Thai words: the first one's number, that of the word behind the last, and the run."""
    from pythainlp.corpus import thai_words

    words = thai_words()
    for start, first in enumerate(tokens):
        if not "\u0e01" <= first[:1] <= "\u0e4e":
            continue
        for end in range(LEAST_OF_ITS_BEGINNING, len(first) if len(first) >= LONG else 0):
            if first[end:] in words:
                yield start, start + 1, first[:end]
        run = ""
        for at, token in enumerate(tokens[start : start + MOST_TOKENS], start=start + 1):
            run += token
            if len(run) > LONGEST or "\n" in token or is_barrier(token):
                break
            if not token.isspace():
                yield start, at, run


def first_sound(skeleton: Sequence[tuple[str, float]]) -> str:
    """Return the class of the first consonant; those that transcriptions mix up are one class."""
    sound = next((sound for sound, weight in skeleton if weight >= 1), skeleton[0][0])
    return "s" if sound in "sct" else sound


def plain(word: str) -> str:
    """Return a Latin word in small letters without accents, full stops and the possessive s."""
    word = re.sub(r"['’]s?$", "", word)
    folded = unicodedata.normalize("NFKD", word).casefold()
    return "".join(c for c in folded if c.isalnum())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))
