"""Spells what a question names as the passages do: นาโต as นาโต้, ซีไอเอ as CIA, เซเลนสกี as เซเลนสกี้.

Thai spells foreign names by ear, and every newsroom by its own. A spelling is changed only where no
passage has it and one has another of the same: the same place of the gazetteer, the same initials, or
the same sounds, letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from index.abbreviations import Abbreviation, find_abbreviations
from index.places import Places
from index.transliteration import LETTER_NAMES, thai_letters, thai_skeleton, weight_of
from index.words import any_of, pieces, word_edges

SOUNDS = 1.9  # consonants that a name needs to be told by its sound
LETTERS = 4
LETTERS_OF_WORDS = 7  # where every piece of the spelling is a word
MOST_PIECES = 6
_OF_NAME = {name: letter for letter, name in LETTER_NAMES.items()}
_THAI = re.compile("[ก-๎]+")
_NAME = re.compile(any_of(LETTER_NAMES.values()))
_SPELT_OUT = re.compile(rf"(?:{any_of(LETTER_NAMES.values())}){{2,8}}")
_INITIALS = re.compile(r"(?<![A-Za-z])[A-Z]{2,8}(?![A-Za-z])")


def as_spelt(
    question: str, passages: Sequence[str], places: Places, among: Sequence[str] = ()
) -> str:
    """Return `question` with its names as `passages` spell them, where they have them by another spelling.

    What abbreviations stand for is read in `passages` and in those they are found `among`.
    """
    text = "\n".join(passages)
    if not text:
        return question
    question = _initials_as_spelt(question, text)
    if not _THAI.search(question):
        return question
    known = [known for part in (question, *passages, *among) for known in _abbreviations(part)]
    question = _abbreviations_as_spelt(question, text, known)
    question = _places_as_spelt(question, text, places)
    return _names_as_spelt(question, passages)


def _abbreviations_as_spelt(question: str, text: str, known: Iterable[Abbreviation]) -> str:
    """Return `question` with กองทุนเงินให้กู้ยืมเพื่อการศึกษา for กยศ., or the other way round."""
    forms: dict[str, list[str]] = {}
    for abbreviation in known:
        short, full = abbreviation.short.removesuffix("."), abbreviation.full
        forms.setdefault(short, []).append(full)
        forms.setdefault(full, []).append(abbreviation.short)
    if not forms:
        return question

    def other(start: int, stop: int) -> str | None:
        asked = question[start:stop].removesuffix(".")
        if _stands_in(asked, text):
            return None
        return next((form for form in forms[asked] if _stands_in(form, text)), None)

    # With its full stop it may stand right after another word: ผู้จัดการกยศ.
    pattern = re.compile(rf"(?:(?<![ก-๎.])|(?=[ก-ฮ.]{{3,9}}\.))(?:{any_of(forms)})(?![ะ-ฺ็-๎ก-ฮ])\.?")
    return _replaced(question, [match.span() for match in pattern.finditer(question)], other)


def _places_as_spelt(question: str, text: str, places: Places) -> str:
    def other(start: int, stop: int) -> str | None:
        place = named[start, stop]
        if _stands_in(question[start:stop], text):
            return None
        return next((name for name in place.thai if _stands_in(name, text)), None)

    named = {(start, stop): place for start, stop, place in places.find(question, "th")}
    return _replaced(question, named, other)


def _initials_as_spelt(question: str, text: str) -> str:
    """Return `question` with CIA for ซีไอเอ, or the other way round."""

    def other(start: int, stop: int) -> str | None:
        asked = question[start:stop]
        latin = asked.isascii()
        letters = asked if latin else "".join(_OF_NAME[n] for n in _NAME.findall(asked))
        written = "".join(LETTER_NAMES[letter] for letter in letters) if latin else letters
        here, there = (_stands_in(form, text) for form in (asked, written))
        if here or not there:
            return None
        return written if latin else f" {written} "

    edges = word_edges(question)
    shouted = question.isupper() and question.isascii()
    patterns = (_SPELT_OUT,) if shouted else (_SPELT_OUT, _INITIALS)
    found = [m.span() for pattern in patterns for m in pattern.finditer(question)]
    return _replaced(question, (span for span in sorted(found) if edges.issuperset(span)), other)


def _names_as_spelt(question: str, passages: Sequence[str]) -> str:
    """Return `question` with names that no dictionary has in the passages' spelling of the same sounds."""

    def other(start: int, stop: int) -> str | None:
        asked = question[start:stop]
        if any(_stands_in(asked, passage) for passage in passages):
            return None
        spelt = (_heard(passage).find(sounds[start, stop]) for passage in passages)
        return next((spelling for spelling in spelt if spelling is not None), None)

    sounds = _unknown_runs(question)
    longest_first = sorted(sounds, key=lambda span: span[0] - span[1])
    return _replaced(question, longest_first, other)


def _unknown_runs(text: str) -> dict[tuple[int, int], str]:
    """Return the sounds of the runs of pieces that are no word of the dictionary, by their code points.

    A foreign name is cut into pieces some of which are no words; all may be, by chance, in a long one.
    """
    from pythainlp.corpus import thai_words

    known = thai_words()
    cut = pieces(text)
    at = list(accumulate(map(len, cut), initial=0))
    found = {}
    for first in range(len(cut)):
        unknown, run, sound = False, "", ""
        for length, piece in enumerate(cut[first : first + MOST_PIECES], start=1):
            if not _THAI.fullmatch(piece):
                break
            run += piece
            sound += thai_letters(piece)
            unknown = unknown or piece not in known
            enough = len(sound) >= (LETTERS if unknown else LETTERS_OF_WORDS)
            if enough and run not in known and weight_of(thai_skeleton(run)) >= SOUNDS:
                found[at[first], at[first + length]] = sound
    return found


class _Heard:
    """A passage by its sounds: its letters as most transcriptions write them, and where pieces begin and end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._begins: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        letters, at = "", 0
        for piece in pieces(text):
            sound = thai_letters(piece) if _THAI.fullmatch(piece) else ""
            if sound:
                self._begins[len(letters)] = at
                letters += sound
            at += len(piece)
            if sound:
                self._ends[len(letters)] = at
            else:
                letters += "|"  # no name reaches over white space or another script
        self._letters = letters

    def find(self, sound: str) -> str | None:
        """Return the first run of whole pieces that sounds like this."""
        at = self._letters.find(sound)
        while at >= 0:
            begin, end = self._begins.get(at), self._ends.get(at + len(sound))
            if begin is not None and end is not None:
                return self._text[begin:end]
            at = self._letters.find(sound, at + 1)
        return None


# The passages of one answer are looked through several times.
_heard = lru_cache(maxsize=256)(_Heard)
_abbreviations = lru_cache(maxsize=256)(find_abbreviations)


def _stands_in(name: str, text: str) -> bool:
    """Whether `text` has `name` and no letter or mark of the same script goes on with it."""
    if name not in text:
        return False
    if name.isascii():
        return re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", text) is not None
    return re.search(rf"{re.escape(name)}(?![ะ-ฺ็-๎])", text) is not None


def _replaced(
    question: str,
    spans: Iterable[tuple[int, int]],
    other: Callable[[int, int], str | None],
) -> str:
    """Return `question` with what `other` returns for its spans; of spans that overlap the first counts."""
    taken: dict[tuple[int, int], str] = {}
    for start, stop in spans:
        if all(stop <= first or start >= last for first, last in taken):
            instead = other(start, stop)
            if instead is not None:
                taken[start, stop] = instead
    edges = [0, *(edge for span in sorted(taken) for edge in span), len(question)]
    parts = [taken.get(span, question[slice(*span)]) for span in pairwise(edges)]
    return "".join(parts)
