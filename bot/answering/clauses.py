"""Finds the clauses of a text: the smallest stretches that say something of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answering.names.finding import thai_words_of
from index.types import Language

JOINTS = ("แต่", "ส่วน", "ขณะที่", "เพราะ", "เนื่องจาก", "โดย", "และ", "ซึ่ง", "ก่อน", "หลัง", "แล้ว", "จึง", "ทั้งยัง")
"""Words that join clauses."""
LEAST_OF_A_CLAUSE = 12
LEAST_BEFORE_A_SPACE = 34
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
    tokens = thai_words_of(text)
    for at, token in enumerate(tokens):
        length = len(current.strip())
        joined = token.startswith(JOINTS) and length >= LEAST_OF_A_CLAUSE
        spaced = (
            token.isspace()
            and length >= LEAST_BEFORE_A_SPACE
            and at + 1 < len(tokens)
            and _MAY_BEGIN.match(tokens[at + 1]) is not None
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
