"""Tells whether a question points back at something said before it: "he", "there", คนนั้น, เขา."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.relational import names_nothing
from index.words import words

_POINTING = re.compile(
    r"\b(?:he|she|it|they|him|them|his|hers?|its|theirs?|there|then|that|those|this|these|such"
    r"|the (?:same|other|others|former|latter))\b",
    re.IGNORECASE,
)
# "Is it true", "how many are there", "this year": they point at nothing that was said.
_POINTS_NOWHERE = re.compile(
    r"\b(?:is|was|will|would) it (?:true|possible|legal|illegal|likely|safe|necessary|raining|mandatory)\b(?: that(?= \w))?"
    r"|\b(?:is|are|was|were|has|have|had) there(?= \w)|\bthere (?:is|are|was|were|has|have|had|will)\b"
    r"|\bthis (?:year|month|week|weekend|morning|afternoon|evening|summer|winter|season)\b"
    r"|\b(?:say|says|said|claims?|claimed|thinks?|believes?|reports?|reported|shows?|means?|true) that(?= \w)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=\s)[A-Z][\w'’-]+")
_PREPOSITION_BEFORE = re.compile(
    r"\b(?:about|of|for|with|on|to|from|in|by|after|before|at|against)\s+$", re.IGNORECASE
)
_POSSESSIVES = frozenset(("his", "her", "its", "their"))
_PLAIN = frozenset(("it", "this", "that", "these", "those", "them", "him", "her"))

# Compared with whole words: เขา is "he", but also begins the name of many a mountain.
_PRONOUNS = frozenset(
    "เขา เธอ มัน พวกเขา พวกเธอ ท่าน หล่อน ทั้งคู่ ทั้งสอง ทั้งสองฝ่าย เจ้าตัว อีกฝ่าย อีกคน".split()
)
_ALWAYS = frozenset(("ที่นั่น", "ดังกล่าว"))
_ONLY = frozenset("เท่านั้น ดังนั้น ฉะนั้น ทั้งนั้น".split())  # "only", "therefore"
_NOW = frozenset("วัน ปี เดือน ตอน ขณะ สัปดาห์ คืน เช้า เย็น บ่าย ช่วง ยุค อาทิตย์ เวลา".split())


def points_back(question: str) -> bool:
    """Tell whether a pronoun or the like in `question` refers to something outside of it."""
    return _points_back_in_english(question) or _points_back_in_thai(words(question))


def _points_back_in_english(question: str) -> bool:
    nowhere = [match.span() for match in _POINTS_NOWHERE.finditer(question)]
    return any(
        not any(start <= match.start() < end for start, end in nowhere)
        and not _refers_inside(match[0].lower(), question[: match.start()], question[match.end() :])
        for match in _POINTING.finditer(question)
    )


def _refers_inside(pointing: str, before: str, after: str) -> bool:
    """Tell whether what `pointing` refers to stands in the same question, before it."""
    last = not re.search(r"\w", after)
    if pointing in _POSSESSIVES and not last:
        return not names_nothing(words(before))  # "why do farmers burn their fields"
    if pointing.startswith(("there", "then", "the ")):
        return False
    if pointing in _PLAIN and (last or _PREPOSITION_BEFORE.search(before)):
        return False  # "what did Biden say about it"
    return bool(_NAME.search(before))  # "did Putin say when he would go"


def _points_back_in_thai(said: Sequence[str]) -> bool:
    for number, word in enumerate(said):
        if word in _ALWAYS or (word.endswith("นั้น") and word not in _ONLY):
            return True
        if word.endswith("นี้"):
            unit = word.removesuffix("นี้") or (said[number - 1] if number else "")
            if unit not in _NOW:
                return True
        if word in _PRONOUNS:
            before = list(said[:number])
            if before and before[-1] == "ของ":
                del before[-2:]  # "his wife": only what stands before the two could be "he"
            if names_nothing(before):
                return True
    return False
