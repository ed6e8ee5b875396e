"""Finds how passages spell, in Thai, the names that a question writes in Latin script.

A name that the articles never give in brackets (index/aliases.py) can still be heard: of all runs of
Thai in the passages that a question brings up, the one that sounds like the name is the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from index.transliteration import (
    latin_letters,
    latin_skeleton,
    similarity,
    thai_letters,
    thai_opening,
    thai_skeleton,
    weight_of,
)
from index.words import FUNCTION_WORDS, pieces

ALIKE = 0.75
SOUNDS = 1.9  # consonants a name needs: of fewer, any two words may share them
SOUNDS_OF_WORDS = 2.9  # where the Thai spelling is a word of the dictionary
MOST_PIECES = 5
OPENERS = frozenset("Since Tell Name List Give Show Say Explain Describe Please According".split())
_NAME = re.compile(r"\b[A-Z][a-zA-Z'’\-]{2,}")
_POSSESSIVE = re.compile(r"['’]s$")
_BROKEN = re.compile(r"[^ก-๎]")


def with_thai_names(question: str, passages: Sequence[str]) -> str:
    """Return `question` with each of its names as `passages` spell it, where one sounds alike."""
    if not any(map(_may_be_name, _NAME.finditer(question))):
        return question
    spellings = list(dict.fromkeys(s for passage in passages for s in _spellings(passage)))

    def in_thai(match: re.Match[str]) -> str:
        if not _may_be_name(match):
            return match.group()
        return best_spelling(_bare(match), spellings) or match.group()

    return _NAME.sub(in_thai, question)


def _may_be_name(match: re.Match[str]) -> bool:
    """Tell whether a word with a capital may be a name, not a function word or one that opens a sentence."""
    name = _bare(match)
    return name.casefold() not in FUNCTION_WORDS and bool(match.start() or name not in OPENERS)


def _bare(match: re.Match[str]) -> str:
    return _POSSESSIVE.sub("", match.group())


def best_spelling(name: str, spellings: Sequence[tuple[str, bool]]) -> str | None:
    """Return the one of `spellings` that sounds most like `name`, or None if none does.

    Args:
        spellings: each with whether it is a word of the dictionary.
    """
    sounds = latin_skeleton(name)
    weight = weight_of(sounds)
    if weight < SOUNDS:
        return None
    best, best_likeness = None, ALIKE
    letters = latin_letters(name)
    for spelling, is_word in spellings:
        if thai_opening(spelling) != sounds[0][0] or (is_word and weight < SOUNDS_OF_WORDS):
            continue
        if abs(weight_of(thai_skeleton(spelling)) - weight) > SOUNDS:
            continue
        sounding = similarity(spelling, name)
        if (sounding + 1) / 2 <= best_likeness:
            continue  # however it is written; comparing letters takes longest
        written = SequenceMatcher(None, thai_letters(spelling), letters, autojunk=False).ratio()
        likeness = (sounding + written) / 2
        if likeness > best_likeness:
            best, best_likeness = spelling, likeness
    return best


@lru_cache(maxsize=256)
def _spellings(passage: str) -> tuple[tuple[str, bool], ...]:
    """Return every run of a few pieces without white space: unknown names are cut in pieces."""
    from pythainlp.corpus import thai_words

    known = thai_words()
    found: dict[str, bool] = {}
    cut = pieces(passage)
    for start in range(len(cut)):
        run, are_words = "", True
        for piece in cut[start : start + MOST_PIECES]:
            if _BROKEN.search(piece):
                break
            run += piece
            are_words = are_words and piece in known
            found.setdefault(run, are_words or run in known)
    return tuple(found.items())
