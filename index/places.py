"""Knows the countries and the cities of the news by their Thai and English names.

News prose calls one place by several names: what is signed in Hanoi is signed with Vietnam, and an
English question names in Latin script what the articles write in Thai.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.types import Language
from index.words import any_of, word_edges

FILE_NAME = "places.tsv"


@dataclass(frozen=True, slots=True)
class Place:
    """A country, or a city with its country; of each name's spellings the usual one comes first."""

    english: tuple[str, ...]
    thai: tuple[str, ...]
    country: Place | None = None


class Places:
    """The gazetteer, ready to be found in a question."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._named: dict[str, Place] = {}
        for place in places:
            for name in (*place.english, *place.thai):
                self._named.setdefault(name, place)
        latin = [name for place in places for name in place.english]
        thai = [name for place in places for name in place.thai]
        self._patterns: dict[Language, re.Pattern[str]] = {
            "en": re.compile(rf"\b(?:{any_of(latin)})(?!\w)"),
            "th": re.compile(any_of(thai)),
        }

    @classmethod
    def bundled(cls) -> Places:
        """Return the places that come with the package."""
        return _bundled()

    def find(self, text: str, language: Language) -> Iterator[tuple[int, int, Place]]:
        """Yield where `text` names a place in the script of `language`, as code points [start, end)."""
        edges = word_edges(text) if language == "th" else None
        for match in self._patterns[language].finditer(text):
            if edges is None or edges.issuperset(match.span()):
                yield match.start(), match.end(), self._named[match.group()]

    def countries(self, text: str) -> frozenset[Place]:
        """Return the countries that `text` names in either script, by themselves or by a city."""
        scripts: tuple[Language, ...] = ("en", "th")
        named = (place for script in scripts for _, _, place in self.find(text, script))
        return frozenset(place.country or place for place in named)

    def in_thai(self, question: str) -> str:
        """Return `question` with its places as a Thai article names them, a city with its country."""
        parts, end = [], 0
        for start, stop, place in self.find(question, "en"):
            parts += [question[end:start], place.thai[0]]
            end = stop
        return self._with_countries("".join([*parts, question[end:]]))

    def _with_countries(self, question: str) -> str:
        """Return `question` with the country after every city whose country it does not name."""
        found = list(self.find(question, "th"))
        named = {id(place) for _, _, place in found}
        parts, end = [], 0
        for _, stop, place in found:
            if place.country is not None and id(place.country) not in named:
                named.add(id(place.country))
                space = " " if question[stop : stop + 1].isalnum() else ""
                parts += [question[end:stop], f" {place.country.thai[0]}{space}"]
                end = stop
        return "".join([*parts, question[end:]])


@lru_cache(maxsize=1)
def _bundled() -> Places:
    lines = files("index").joinpath(FILE_NAME).read_text(encoding="utf-8").splitlines()
    return Places(tuple(place for line in lines[1:] for place in _read(line)))


def _read(line: str) -> Iterator[Place]:
    english, thai, cities = (part.strip() for part in line.split("|", 2))
    country = Place(tuple(english.split(",")), tuple(thai.split(",")))
    yield country
    for city in filter(None, cities.split(", ")):
        name, _, spellings = city.partition("=")
        yield Place((name,), tuple(spellings.split("|")), country)
