"""Knows what Thai abbreviations stand for: common ones, and those that articles explain in brackets.

"กองทุนเงินให้กู้ยืมเพื่อการศึกษา (กยศ.)": the letters of an abbreviation are consonants of the words before
the bracket, in their order, and the first one begins a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.words import any_of, pieces

FILE_NAME = "abbreviations.tsv"
MOST_PIECES = 16
LEADING_VOWELS = "เแโใไ"
BODIES = tuple(
    """กระทรวง ทบวง กรม กอง สำนัก ศูนย์ สภา สถาบัน คณะ องค์การ องค์กร ธนาคาร บริษัท บรรษัท มหาวิทยาลัย พรรค
    สมาคม มูลนิธิ โรงพยาบาล โรงเรียน สหกรณ์ สหภาพ ตลาด การไฟฟ้า การประปา การรถไฟ การท่าเรือ การเคหะ""".split()
)
OPENINGS = ("การ", "ความ")  # สังคม of พม. is การพัฒนาสังคม: these may stand before the first letter
_BRACKET = re.compile(
    r"(?P<full>[ก-๎][ก-๎\d \-–]{5,119}?)[ \u00a0]?\((?P<short>[ก-ฮ](?:\.?[ก-ฮ]){1,7}\.)\)"
)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What is written short, with its full stops, and in full."""

    short: str
    full: str


def find_abbreviations(text: str) -> tuple[Abbreviation, ...]:
    """Return those that `text` explains in brackets, and the common ones that it uses in either form."""
    found = dict.fromkeys(_explained(text))
    short, full = _common()
    for match in _pattern().finditer(text):
        found.update(dict.fromkeys(short.get(match.group(), full.get(match.group(), ()))))
    return tuple(found)


def _explained(text: str) -> Iterator[Abbreviation]:
    for match in _BRACKET.finditer(text):
        full = _written_out(match["full"], match["short"].replace(".", ""))
        if full is not None:
            yield Abbreviation(match["short"], full)


def _written_out(before: str, letters: str) -> str | None:
    """Return the end of `before` that `letters` stand for.

    It begins with the nearest word for a body ("กองทุน") that can begin it, or else with the nearest
    word of any kind and the body named right before it ("กระทรวง|วัฒนธรรม").
    """
    cut = pieces(before.strip())[-MOST_PIECES:]
    nearest = None
    for at in reversed(range(len(cut))):
        full = "".join(cut[at:])
        if not _can_begin(cut[at], letters[0]) or not _in_order(letters, full):
            continue
        if cut[at].startswith(BODIES):
            return full
        if nearest is None and len(full) > 2 * len(letters):
            body = at - 1 - (cut[at - 1] in OPENINGS)
            if body >= 0 and cut[body].startswith(BODIES):
                return "".join(cut[body:])
            nearest = full
    return nearest


def _can_begin(piece: str, letter: str) -> bool:
    parts = [piece, *(piece.removeprefix(o) for o in (*OPENINGS, *BODIES) if piece.startswith(o))]
    return any(part.lstrip(LEADING_VOWELS)[:1] == letter for part in parts)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


@lru_cache(maxsize=1)
def _common() -> tuple[dict[str, list[Abbreviation]], dict[str, list[Abbreviation]]]:
    """Return the common abbreviations by their short and by their full forms."""
    short: dict[str, list[Abbreviation]] = {}
    full: dict[str, list[Abbreviation]] = {}
    lines = files("index").joinpath(FILE_NAME).read_text(encoding="utf-8").splitlines()
    for line in lines[1:]:
        name, _, forms = line.partition(" | ")
        for form in forms.split(", "):
            known = Abbreviation(name.strip(), form.strip())
            short.setdefault(known.short, []).append(known)
            full.setdefault(known.full, []).append(known)
    return short, full


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return what finds them: a short form begins where no letter stands before it."""
    short, full = _common()
    return re.compile(rf"(?<![ก-๎.])(?:{any_of(short)})|{any_of(full)}")
