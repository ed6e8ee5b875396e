"""Finds how passages spell, in Thai, the names that a question writes in Latin script.

A name that the articles never give in brackets (index/aliases.py) can still be heard: of all runs of
Thai in the passages that a question brings up, the one that sounds like the name is the name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from index.transliteration import (
    Skeleton,
    latin_letters,
    latin_skeleton,
    skeleton_similarity,
    thai_letters,
    thai_skeleton,
    weight_of,
)
from index.words import FUNCTION_WORDS, cut

ALIKE = 0.75
CERTAIN = 0.9
SOUNDS = 1.9  # consonants a name needs: of fewer, any two words may share them
SOUNDS_OF_WORDS = 2.9  # where the Thai spelling is a word of the dictionary
MOST_PIECES = 5
OPENERS = frozenset("Since Tell Name List Give Show Say Explain Describe Please According".split())
_NAME = re.compile(r"\b[A-Z][a-zA-Z'’\-]{2,}")
_POSSESSIVE = re.compile(r"['’]s$")
_THAI = re.compile(r"[ก-๎]+")


def with_thai_names(question: str, passages: Sequence[str]) -> str:
    """Return `question` with each of its names as `passages`, the best first, spell it where one sounds alike."""

    def in_thai(match: re.Match[str]) -> str:
        heard = heard_in(passages, _bare(match)) if _may_be_name(match) else None
        return heard or match.group()

    return _NAME.sub(in_thai, question)


def _may_be_name(match: re.Match[str]) -> bool:
    """Tell whether a word with a capital may be a name, not a function word or one that opens a sentence."""
    name = _bare(match)
    return name.casefold() not in FUNCTION_WORDS and bool(match.start() or name not in OPENERS)


def _bare(match: re.Match[str]) -> str:
    return _POSSESSIVE.sub("", match.group())


def heard_in(passages: Sequence[str], name: str) -> str | None:
    """Return the run of Thai in `passages` that sounds most like `name`, or None if none does.

    Where it is as good as certain, later passages aren't looked through.
    """
    sounds = latin_skeleton(name)
    weight, letters = weight_of(sounds), latin_letters(name)
    if weight < SOUNDS:
        return None
    best, best_likeness = None, ALIKE
    for passage in passages:
        for run in _runs(passage, sounds[0][0]):
            if run.is_word and weight < SOUNDS_OF_WORDS:
                continue
            if abs(run.weight - weight) > SOUNDS:
                continue
            sounding = skeleton_similarity(run.skeleton, sounds)
            if (sounding + 1) / 2 <= best_likeness:
                continue  # however it is written; comparing letters takes longest
            written = SequenceMatcher(None, thai_letters(run.text), letters, autojunk=False).ratio()
            likeness = (sounding + written) / 2
            if likeness > best_likeness:
                best, best_likeness = run.text, likeness
        if best_likeness >= CERTAIN:
            break
    return best


class _Run(NamedTuple):
    """A run of a few pieces without white space: unknown names are cut in pieces."""

    text: str
    is_word: bool
    skeleton: Skeleton
    weight: float


@lru_cache(maxsize=256)
def _runs(passage: str, sound: str) -> Sequence[_Run]:
    """Return every run of a passage, once, that opens with `sound`."""
    from pythainlp.corpus import thai_words

    known = thai_words()
    found: dict[str, _Run] = {}
    for parts in _chunks(passage):
        for start in range(len(parts)):
            text, are_words, skeleton, weight = _Run("", True, (), 0.0)
            for piece in parts[start : start + MOST_PIECES]:
                text += piece.text
                are_words = are_words and piece.is_word
                skeleton += piece.skeleton
                weight += piece.weight
                if not skeleton:
                    continue
                if skeleton[0][0] != sound:
                    break
                if text not in found:
                    found[text] = _Run(text, are_words or text in known, skeleton, weight)
    return tuple(found.values())


@lru_cache(maxsize=32)
def _chunks(passage: str) -> Sequence[Sequence[_Run]]:
    """Return the pieces of each stretch of Thai in a passage, as runs of one."""
    from pythainlp.corpus import thai_words

    known = thai_words()
    return tuple(
        tuple(_Run(p, p in known, s := thai_skeleton(p), weight_of(s)) for p in cut(chunk))
        for chunk in _THAI.findall(passage)
    )
