"""Tells how alike a Thai and a Latin spelling of a name sound, by their consonants.

Both are reduced to classes of consonants, as in Suwanvisat and Prasitjutrakul, "Thai-English
Cross-Language Transliterated Word Retrieval using Soundex Technique" (1998); vowels, which differ most
between transcriptions, don't count. The classes are compared by a weighted edit distance in which
sounds that transcriptions often drop (h, w, y, and what a ์ silences) are cheap.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Skeleton = tuple[tuple[str, float], ...]

WEAK = 0.3
_THAI = {
    consonant: sound
    for sound, consonants in {
        "k": "กขฃคฅฆ", "n": "งนณ", "c": "จฉชฌ", "s": "ซศษส", "t": "ดตถทธฎฏฐฑฒ", "p": "บปผพภฝฟ",
        "m": "มำ", "l": "รลฬฤ", "y": "ยญ", "w": "ว", "h": "หฮ",
    }.items()
    for consonant in consonants
}  # fmt: skip
_LATIN = dict(zip("kgqctdpbfvwlrmnjszyh", "kkkkttpppwwllmncssyh", strict=True))
_LATIN_FIRST = [
    (re.compile(pattern), written)
    for pattern, written in (
        ("sch|tch|ch|sh|zh", "j"),
        ("th", "t"),
        ("ph", "p"),
        ("kh|ck|gh|qu", "k"),
        ("ng(?![aeiou])", "n"),
        ("^x", "s"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        (r"([a-z])\1+", r"\1"),
    )
]
_NEAR = {
    frozenset(pair): cost
    for pair, cost in {"kc": 0.4, "sc": 0.4, "ct": 0.5, "st": 0.5, "wp": 0.5, "nm": 0.6, "nl": 0.6,
                       "yc": 0.4, "hk": 0.4}.items()
}  # fmt: skip
_WEAK_SOUNDS = "hwy"
# Closer than the classes: letters as most transcriptions write them, vowels too.
_LETTERS = {
    thai: latin
    for latin, written in {
        "k": "กขฃคฅฆ", "n": "งนณ", "j": "จฉชฌ", "s": "ซศษส", "d": "ดฎ", "t": "ตถทธฏฐฑฒ", "b": "บ", "p": "ปผพภ",
        "f": "ฝฟ", "m": "ม", "r": "รฤ", "l": "ลฬ", "i": "ยญิีึืไใ", "w": "ว", "h": "หฮ", "a": "ะาัำ", "u": "ุู",
        "e": "เแ", "o": "โอ",
    }.items()
    for thai in written
}  # fmt: skip
# What Thai calls the Latin letters, as it writes initials: ซีไอเอ.
LETTER_NAMES = {
    "A": "เอ", "B": "บี", "C": "ซี", "D": "ดี", "E": "อี", "F": "เอฟ", "G": "จี", "H": "เอช", "I": "ไอ", "J": "เจ",
    "K": "เค", "L": "แอล", "M": "เอ็ม", "N": "เอ็น", "O": "โอ", "P": "พี", "Q": "คิว", "R": "อาร์", "S": "เอส",
    "T": "ที", "U": "ยู", "V": "วี", "W": "ดับเบิลยู", "X": "เอ็กซ์", "Y": "วาย", "Z": "แซด",
}  # fmt: skip
_LEADING_VOWEL = re.compile("([เแโไใ])([ก-ฮ])")
_SILENT = re.compile("[ก-ฮ][ิุ]?์")


def similarity(thai: str, latin: str) -> float:
    """Return how alike `thai` and `latin` sound: 1 is the same consonants, 0 is none in common."""
    return skeleton_similarity(thai_skeleton(thai), latin_skeleton(latin))


def skeleton_similarity(one: Skeleton, other: Skeleton) -> float:
    """Return the `similarity` of spellings with these skeletons."""
    most = max(weight_of(one), weight_of(other))
    return max(0.0, 1.0 - _distance(one, other) / most) if one and other else 0.0


def weight_of(skeleton: Skeleton) -> float:
    """Return about how many consonants it has that can't be dropped."""
    return sum(weight for _, weight in skeleton)


@lru_cache(maxsize=4096)
def thai_skeleton(text: str) -> Skeleton:
    """Return the classes of the consonants of a Thai spelling, each with the cost to drop it."""
    text = unicodedata.normalize("NFC", text).replace("ํา", "ำ")
    found: list[tuple[str, float]] = []
    for at, character in enumerate(text):
        sound = _THAI.get(character)
        if sound:
            silent = text.startswith(("์", "ิ์", "ุ์"), at + 1)
            found.append((sound, WEAK if silent or sound in _WEAK_SOUNDS else 1.0))
    return tuple(found)


@lru_cache(maxsize=4096)
def latin_skeleton(text: str) -> Skeleton:
    """Return the classes of the consonants of a Latin spelling, each with the cost to drop it."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(character for character in text if "a" <= character <= "z")
    for pattern, written in _LATIN_FIRST:
        text = pattern.sub(written, text)
    sounds = [_LATIN[character] for character in text if character in _LATIN]
    return tuple((sound, WEAK if sound in _WEAK_SOUNDS else 1.0) for sound in sounds)


@lru_cache(maxsize=16384)
def thai_letters(text: str) -> str:
    """Return a Thai spelling in Latin letters, sound by sound, as `latin_letters` does a Latin one."""
    text = _LEADING_VOWEL.sub(r"\2\1", _SILENT.sub("", text))
    return "".join(_LETTERS.get(character, "") for character in text)


@lru_cache(maxsize=4096)
def latin_letters(text: str) -> str:
    """Return a Latin spelling with one letter for each sound that Thai writes alike."""
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(character for character in text if "a" <= character <= "z")
    for pattern, written in _LATIN_FIRST:
        text = pattern.sub(written, text)
    return text.translate(str.maketrans("cgqvyz", "kkkfis"))


def _distance(one: Skeleton, other: Skeleton) -> float:
    """Return the cheapest way to make one of the other by dropping, adding and changing sounds."""
    row = [0.0]
    for _, weight in other:
        row.append(row[-1] + weight)
    for sound, weight in one:
        before, row = row, [row[0] + weight]
        for at, (theirs, cost) in enumerate(other):
            change = 0.0 if sound == theirs else _NEAR.get(frozenset((sound, theirs)), 1.0)
            row.append(
                min(
                    before[at] + change * max(weight, cost),
                    before[at + 1] + weight,
                    row[-1] + cost,
                )
            )
    return row[-1]
