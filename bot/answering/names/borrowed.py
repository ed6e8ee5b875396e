"""Tells which pieces of Thai words are of a common noun that dictionaries lack, not of a name: ต้า of ดาต้าเซ็นเตอร์."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from bot.answering.names.finding import Name
from index.words import any_of

FILE_NAME = "borrowed.txt"


def is_borrowed(name: Name, sentence: str) -> bool:
    """Tell whether a Thai name of one word is all within a borrowed common noun of `sentence`."""
    return len(name.parts) == 1 and any(
        start <= name.span.start and name.span.end <= end for start, end in _borrowed_in(sentence)
    )


@lru_cache(maxsize=256)
def _borrowed_in(sentence: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _known().finditer(sentence))


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    text = files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return re.compile(any_of(dict.fromkeys(" ".join(lines).split())))
