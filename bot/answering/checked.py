"""What is left of a written answer once it is checked, and what was taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from index.types import Language


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that was taken out, and why; `detail` is for the log: "50 billion is not in [1]"."""

    sentence: str
    reason: Literal["citation", "number", "name", "meaning", "language", "reader", "polarity"]
    detail: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a written answer.

    `text` holds the supported sentences with their [n] citations, "" if nothing is left; `cited` are
    the numbers of the passages, from 1, in the order of their first citation.
    """

    text: str
    sentences: tuple[str, ...]
    cited: tuple[int, ...]
    removed: tuple[Removed, ...]


class Checker(Protocol):
    """Takes out of a written answer what the passages don't support."""

    def check(
        self, question: str, written: str, passages: Sequence[str], language: Language
    ) -> Checked: ...
