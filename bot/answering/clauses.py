"""Finds the clauses of a text: the smallest stretches that say something of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answering.names.finding import is_unknown
from bot.answering.quantities.units import unit_after
from index.calendar_words import month_number
from index.types import Language
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
LEAST_OF_A_CLAUSE = 12
LEAST_BEFORE_A_SPACE = 24
_DENIES = re.compile("ไม่|มิ|ยังไม่")
_MAY_BEGIN = re.compile("[\u0e01-\u0e4e]{2,}")

_ENGLISH_JOINT = re.compile(
    r"[,;]? (?:and|but|while|because|which|who|as|after|before|with) |[;:,] "
)
LEAST_WORDS = 5


def claims(sentence: str, language: Language) -> tuple[str, ...]:
    """Return what a written sentence claims, clause by clause: each needs its own support."""
    return clauses(sentence) if language == "th" else _english_clauses(sentence)


def _english_clauses(sentence: str) -> tuple[str, ...]:
    found: list[str] = []
    for piece in _ENGLISH_JOINT.split(sentence):
        if found and min(len(piece.split()), len(found[-1].split())) < LEAST_WORDS:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return tuple(found)


@lru_cache(maxsize=1024)
def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of Thai text: what stands between conjunctions, and between spaces if long enough."""
    found: list[str] = []
    current = ""
    tokens = pieces(text)
    for at, token in enumerate(tokens):
        length = len(current.strip())
        joined = token.startswith(JOINTS) and length >= LEAST_OF_A_CLAUSE
        spaced = (
            token.isspace()
            and at + 1 < len(tokens)
            and length
            >= (LEAST_OF_A_CLAUSE if _DENIES.match(tokens[at + 1]) else LEAST_BEFORE_A_SPACE)
            and _may_part(tokens[at - 1], tokens[at + 1])
        )
        if (joined or spaced) and current.count("(") <= current.count(")"):
            found.append(current.strip())
            current = ""
        current += token
    rest = current.strip()
    if found and len(rest) < LEAST_OF_A_CLAUSE:
        found[-1] = f"{found[-1]} {rest}".strip()
    elif rest:
        found.append(rest)
    return tuple(found)


def _may_part(before: str, behind: str) -> bool:
    """Tell whether a space between two words may end a clause: not within "7 สิงหาคม" or a name."""
    if not _MAY_BEGIN.match(behind):
        return False
    if before[-1].isdigit():
        return unit_after(behind, 0) is None and month_number(behind) is None
    return not (is_unknown(before) and is_unknown(behind))
