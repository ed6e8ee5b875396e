"""Finds the Thai names of people in a Thai sentence that its passages don't have."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answering.names.common_words import is_common, is_frequent
from bot.answering.names.finding import THAI_TITLE, first_names, is_unknown
from bot.answering.names.spelling import likeness
from index.words import pieces, word_edges

_TITLED = re.compile(rf"(?:{THAI_TITLE}[ ]?)+(?P<first>[ก-ฮเ-ไ][ก-๎]+)")
_PAIR = re.compile(r"(?P<before>[ก-๎]{3,}) (?P<last>[ก-๎]{3,18})(?![ก-๎])")
_LATIN = re.compile("[A-Z][a-z]+")
_COUNTED = re.compile(
    "(?:[0-9๐-๙]|หลาย|ทุก|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ทหาร|ตำรวจ) ?$"
)  # ทหาร 4 นาย
# กฤษณา is a tree as well: such a name must follow a word that people follow.
_BEFORE_A_NAME = re.compile("(?:ของ|โดย|กับ|และ|คือ|แก่|ต่อ|ให้|ถึง|จาก|ว่า|หรือ)$")
LEAST = 3  # characters of a first name that is known
BEGINNING = 4  # characters of one that isn't; where it ends nobody can tell
ALIKE = -2.9  # likeliness, a letter, from which on a Latin name is a Thai one's spelling


def missing_person(sentence: str, letters: str) -> str:
    """Return the first Thai name of a person that `letters`, the passages without spaces, don't have; "" if none."""
    borders = word_edges(sentence)
    for match in _TITLED.finditer(sentence):
        if borders.issuperset((match.start(), match.start("first"))) and not _COUNTED.search(
            sentence, 0, match.start()
        ):
            name = _known_beginning(match["first"])
            if name and not is_frequent(name) and not _stands(name, letters):
                return name
            if not name and not _begins(match["first"], letters):
                return match["first"]
    for match in _PAIR.finditer(sentence):
        name = _known_ending(match["before"])
        if name and not _stands(name, letters):
            return f"{name} {match['last']}"
    return ""


def _begins(run: str, letters: str) -> bool:
    """Tell whether `letters` have the beginning of `run`, which is a name unknown and what follows it."""
    first = pieces(run)[0]
    return is_common(first) or first in letters or _stands(run[:BEGINNING], letters)


def _stands(name: str, letters: str) -> bool:
    return name in letters or any(likeness(name, latin) >= ALIKE for latin in _latin_in(letters))


@lru_cache(maxsize=64)
def _latin_in(letters: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LATIN.findall(letters)))


def _known_beginning(run: str) -> str:
    """Return the longest first name that `run`, which follows a title, begins with; "" if none is known."""
    names = first_names()
    return next((run[:end] for end in range(len(run), LEAST - 1, -1) if run[:end] in names), "")


def _known_ending(run: str) -> str:
    """Return the first name that `run`, which a space follows, ends with, as far as it is nothing else."""
    names, borders = first_names(), word_edges(run)
    return next(
        (
            run[start:]
            for start in range(len(run) - LEAST)
            if start in borders
            and run[start:] in names
            and not is_frequent(run[start:])
            and (is_unknown(run[start:]) or _BEFORE_A_NAME.search(run, 0, start))
        ),
        "",
    )
