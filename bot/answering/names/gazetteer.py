"""The places and bodies whose English and Thai names differ, and common English words that are no names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from index.words import any_of

_ENDINGS = re.compile(
    r"(?:tion|sion|ment|ness|ity|ing|ly|ship|ance|ence|ist|ists|ers|ors|ies|ism|ed|ous|ive|ful|less|able|ible"
    r"|ments|tions|sions|ings|ances|ences)$"
)
LEAST_WITH_ENDING = 6
LEAST_OF_A_PLURAL = 5
LEAST_SAID_AS_A_WORD = 4  # initials: newspapers write Egat, Unesco


@dataclass(frozen=True, slots=True)
class Place:
    """Something with an English and a Thai name; `seats` are places that stand for it, as Hanoi for Vietnam."""

    latin: tuple[str, ...]
    thai: tuple[str, ...]
    seats: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.latin[0]


class Gazetteer:
    """Finds known places and bodies in a text of either language."""

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._by_latin = {form: place for place in places for form in place.latin}
        self._by_thai: dict[str, list[Place]] = {}
        for place in places:
            for form in place.thai:
                self._by_thai.setdefault(form, []).append(place)
        self._latin = re.compile(rf"(?<![\w.])(?P<form>{any_of(self._by_latin)})(?![\w])(?:['’]s)?")
        self._thai = re.compile(any_of(self._by_thai))

    def in_latin(self, text: str) -> list[tuple[re.Match[str], Place]]:
        """Return the places named in Latin letters with where they are named."""
        return [(match, self._by_latin[match["form"]]) for match in self._latin.finditer(text)]

    def in_thai(self, text: str) -> list[tuple[re.Match[str], list[Place]]]:
        """Return the places named in Thai; a name may be that of several (อาเซียน)."""
        return [(match, self._by_thai[match[0]]) for match in self._thai.finditer(text)]

    def seats_of(self, place: Place) -> list[Place]:
        return [self._by_latin[seat] for seat in place.seats if seat in self._by_latin]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the gazetteer that comes with the package, and with it the provinces of Thailand."""
    places = _places_of(_lines("places.txt"))
    known = {place.name for place in places}
    provinces = [province for province in _provinces() if province.name not in known]
    return Gazetteer((*places, *provinces))


def _places_of(lines: list[str]) -> list[Place]:
    places = []
    for line in lines:
        if line.startswith("#"):
            continue
        latin, thai, seats = (
            tuple(form.strip() for form in part.split(";") if form.strip())
            for part in line.split("|")
        )
        latin = tuple(dict.fromkeys(form for name in latin for form in turned(name)))
        places.append(Place(latin, thai, seats))
    return places


def _provinces() -> list[Place]:
    from pythainlp.corpus import provinces

    rows: Any = provinces(details=True)
    return [
        Place(turned(row["name_en"]), (row["name_th"],))
        for row in rows
        if row["name_th"]
        not in ("กรุงเทพมหานคร", "ตาก", "เลย", "แพร่", "ตราด", "น่าน")  # Thai words as well
    ]


@lru_cache(maxsize=1)
def province_names() -> frozenset[str]:
    """Return the English names of the provinces of Thailand, whose Thai names have one spelling only."""
    return frozenset(province.name for province in _provinces())


def turned(name: str) -> tuple[str, ...]:
    """Return a name with the ways in which news spells it: initials said as a word, Unesco; Chonburi for Chon Buri."""
    if len(name) >= LEAST_SAID_AS_A_WORD and name.isalpha() and name.isupper() and name != "THAI":
        return (name, name.capitalize())
    if name.endswith(" Buri") or name in ("Buri Ram", "Si Sa Ket"):
        return (name, name.replace(" ", "").capitalize())
    return (name,)


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Return English words, in small letters, that news capitalises without naming anybody."""
    return frozenset(" ".join(_lines("english_words.txt")).split())


def is_english_word(word: str) -> bool:
    """Tell whether a capitalised word is an ordinary one, by the list, as the plural of such a one, or by its ending."""
    plain = word.casefold()
    known = english_words()
    plural = len(plain) >= LEAST_OF_A_PLURAL and plain.endswith("s") and plain[:-1] in known
    return (
        plural
        or plain in known
        or (len(plain) >= LEAST_WITH_ENDING and bool(_ENDINGS.search(plain)))
    )


def _lines(name: str) -> list[str]:
    text = files("bot.answering.names").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]
