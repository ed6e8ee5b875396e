"""Prefers, among readings about equally good, those whose sentence names the place that is asked about.

News tells of several places in one breath: a visit to Hanoi and, two paragraphs on, a treaty signed in
Pyongyang. The reader compares what was done more than where.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from index.places import Places

T = TypeVar("T")


class Placing:
    """Knows places by a gazetteer; a city stands for its country, as Hanoi for Vietnam."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def of_the_place(
        self, question: str, readings: Sequence[T], sentence: Callable[[T], str]
    ) -> list[T]:
        """Return the `readings` whose sentence names a place of `question`; all if none does."""
        asked = self._places.countries(question)
        naming = [one for one in readings if asked & self._places.countries(sentence(one))]
        return naming or list(readings)
