"""Prefers, among readings about equally good, who holds the office asked about to a deputy or a former holder."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from index.offices import titles_in

T = TypeVar("T")

_WHO_HOLDS = re.compile(
    r"\bwho(?:'s| is| was| are| were| heads| leads)\b|(?:ใคร|ผู้ใด)\s*(?:คือ|เป็น)|(?:คือ|เป็น)\s*(?:ใคร|ผู้ใด)|ชื่อ(?:อะไร|ว่าอะไร)",
    re.IGNORECASE,
)


def of_the_holder(question: str, readings: Sequence[T], sentence: Callable[[T], str]) -> list[T]:
    """Return `readings` without those whose sentence names an office of `question` for somebody else alone.

    Where the question is who holds it, those that don't name it at all go as well. All of them stay, if none
    would be left.
    """
    asked = titles_in(question)
    offices = {title.office for title in asked}
    named = [
        {title for title in titles_in(sentence(one)) if title.office in offices} for one in readings
    ]
    naming = [one for one, titles in zip(readings, named, strict=True) if titles & asked]
    if naming and _WHO_HOLDS.search(question):
        return naming
    fitting = [
        one for one, titles in zip(readings, named, strict=True) if titles & asked or not titles
    ]
    return fitting or list(readings)
