"""Finds the clauses of a text: the smallest stretches that say something of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answering.names.finding import THAI_TITLE, find_names, is_unknown
from bot.answering.quantities.units import unit_after
from index.types import Language, Span
from index.words import pieces

JOINTS = (
    "แต่",
    "ส่วน",
    "ขณะที่",
    "เพราะ",
    "เนื่องจาก",
    "โดย",
    "และ",
    "ซึ่ง",
    "ก่อน",
    "หลัง",
    "แล้ว",
    "จึง",
    "ทั้งยัง",
)
"""Words that join clauses."""
_NO_JOINTS = (
    "ส่วนใหญ่",
    "ส่วนหนึ่ง",
    "ส่วนตัว",
    "ส่วนราชการ",
    "ส่วนลด",
    "ส่วนแบ่ง",
    "ส่วนเกิน",
    "แต่งตั้ง",
    "แต่ละ",
    "หลังคา",
)
LEAST_OF_A_CLAUSE = 12
LEAST_BEFORE_A_JOINT = 8  # with a space between
LEAST_BEFORE_A_SPACE = 24
LEAST_TO_COMPARE = 20
"""Characters of a Thai claim that says enough to be compared by its meaning: a time or a place alone doesn't."""
LEAST_TO_COMPARE_ACROSS = 32
"""The same for a text in another language, which has no words in common with it and isn't cut as finely."""
_DENIES = re.compile("ไม่|มิ|ยังไม่")
_YEAR = re.compile("(?<![0-9,.])(?:[12][0-9]{3})$")
_COUNTED = re.compile(r"[0-9๐-๙] ?$|ครึ่งปี$")
"""Behind a number หลัง is what houses are counted in, behind half a year it is the second one."""
_OFFICE = "ประธานาธิบดี|รัฐมนตรี|ผู้ว่าราชการ|ผู้ว่าการ|โค้ช|โฆษก|เลขาธิการ|ผู้อำนวยการ|ผู้นำ"
_TITLE = re.compile(rf"(?:{_OFFICE})[^ ]{{0,24}}$")
_FIRST_NAME = re.compile(rf"(?:^|[ ก-๎])(?:{THAI_TITLE}|โค้ช)[\u0e01-\u0e4e]{{2,12}}$")
_BEFORE_BRACKETS = re.compile(r"[ก-๎]{1,16} ?\([A-Z]")  # a family name with its Latin spelling
_MAY_BEGIN = re.compile("[\u0e01-\u0e4e]{2,}")

_ENGLISH_JOINT = re.compile(
    r"[,;]? (?:and|but|while|whereas|because|which|who|as|after|before|with) |[;:,] "
)
_CONTRASTING = frozenset(("while", "whereas", "but"))
LEAST_WORDS = 5
LEAST_WORDS_CONTRASTED = 3  # "Sweden condemned it, while Norway did not"


def claims(sentence: str, language: Language) -> tuple[str, ...]:
    """Return what a written sentence claims, clause by clause: each needs its own support."""
    return clauses(sentence) if language == "th" else _english_clauses(sentence)


def comparable(said: Sequence[str], across: bool) -> tuple[str, ...]:
    """Put claims that say too little alone together with the one before them: "ตั้งแต่วันที่ 2 มิถุนายน".

    The first goes with the one behind it. `across` tells that they are Thai and what they are compared with is not.
    """
    least = LEAST_TO_COMPARE_ACROSS if across else LEAST_TO_COMPARE
    found: list[str] = []
    for claim in said:
        if found and min(len(claim), len(found[-1])) < least:
            found[-1] = f"{found[-1]} {claim}"
        else:
            found.append(claim)
    return tuple(found)


def _english_clauses(sentence: str) -> tuple[str, ...]:
    found: list[str] = []
    joint, position = "", 0
    for match in [*_ENGLISH_JOINT.finditer(sentence), None]:
        piece = sentence[position : match.start() if match else len(sentence)]
        parts = joint == ", and " or joint.strip(" ,;") in _CONTRASTING
        least = LEAST_WORDS_CONTRASTED if parts else LEAST_WORDS
        if found and min(len(piece.split()), len(found[-1].split())) < least:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
        if match:
            joint, position = match[0], match.end()
    return tuple(found)


@lru_cache(maxsize=4096)
def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of Thai text: what stands between conjunctions, and between spaces if long enough."""
    found: list[str] = []
    current = ""
    tokens = pieces(text)
    names = [name.span for name in find_names(text)]
    position = 0
    for at, token in enumerate(tokens):
        length = len(current.strip())
        within = any(span.start < position < span.end for span in names)
        position += len(token)
        joined = (
            token.startswith(JOINTS)
            and not token.startswith(_NO_JOINTS)
            and not (token == "หลัง" and _COUNTED.search(current))
            and length
            >= (LEAST_BEFORE_A_JOINT if at and tokens[at - 1].isspace() else LEAST_OF_A_CLAUSE)
            and not (token in ("และ", "หรือ") and _between(names, position - len(token), position))
        )
        spaced = (
            token.isspace()
            and at + 1 < len(tokens)
            and length
            >= (LEAST_OF_A_CLAUSE if _DENIES.match(tokens[at + 1]) else LEAST_BEFORE_A_SPACE)
            and tokens[at + 1] != "หรือ"
            and not _BEFORE_BRACKETS.match(text, position)
            and _may_part(
                current, tokens[at - 1], tokens[at + 1], any(n.start == position for n in names)
            )
        )
        if (joined or spaced) and not within and current.count("(") <= current.count(")"):
            found.append(current.strip())
            current = ""
        current += token
    rest = current.strip()
    if found and len(rest) < LEAST_OF_A_CLAUSE:
        found[-1] = f"{found[-1]} {rest}".strip()
    elif rest:
        found.append(rest)
    return tuple(found)


def _between(names: Sequence[Span], start: int, end: int) -> bool:
    """Tell whether what stands from `start` to `end` joins two names."""
    return any(0 <= start - span.end <= 2 for span in names) and any(
        0 <= span.start - end <= 2 for span in names
    )


def _may_part(said: str, before: str, behind: str, named: bool) -> bool:
    """Tell whether a space may end a clause: not within "7 สิงหาคม", "109,372 คะแนน" or a name.

    `said` is the clause so far, `before` its last word and `behind` the next one; `named` tells that a
    name begins there.
    """
    if not _MAY_BEGIN.match(behind):
        return False
    if before[-1].isdigit():
        return bool(_YEAR.search(said)) and unit_after(behind, 0) is None
    if (named or is_unknown(behind)) and (is_unknown(before) or _TITLE.search(said)):
        return False
    return not _FIRST_NAME.search(said)
