"""Cuts an article into passages and works out what searching needs: words, days, and names' other spellings."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from index.abbreviations import find_abbreviations
from index.aliases import Alias, find_aliases
from index.chunking import Chunking, chunk
from index.date_mentions import find_dates
from index.types import Article, Passage
from index.words import describe_segmentation, words

VERSION = 3  # of what is worked out here; another number makes the cache of it worthless


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a passage names, both included; without a year they are days of the year 4."""

    first: date
    last: date
    has_year: bool


@dataclass(frozen=True, slots=True)
class CutPassage:
    """A passage as the store keeps it: where it stands, its segmented words and its days."""

    start: int
    end: int
    words: str
    days: tuple[Days, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """The passages of an article in order, the segmented words of its title, and its aliases."""

    title_words: str
    passages: tuple[CutPassage, ...]
    aliases: tuple[Alias, ...] = ()

    def of(self, article: Article) -> list[Passage]:
        """Return the passages with their text."""
        return [
            Passage(article.id, ordinal, p.start, p.end, article.text[p.start : p.end])
            for ordinal, p in enumerate(self.passages)
        ]

    def to_bytes(self) -> bytes:
        rows = [[p.start, p.end, p.words, packed_days(p.days)] for p in self.passages]
        aliases = [[alias.latin, alias.thai] for alias in self.aliases]
        return zlib.compress(json.dumps([self.title_words, rows, aliases]).encode(), 1)

    @classmethod
    def from_bytes(cls, packed: bytes) -> Cut:
        title_words, rows, aliases = json.loads(zlib.decompress(packed))
        return cls(
            title_words,
            tuple(CutPassage(start, end, text, read_days(days)) for start, end, text, days in rows),
            tuple(Alias(latin, thai) for latin, thai in aliases),
        )


def cut(article: Article, chunking: Chunking) -> Cut:
    """Return the passages of `article`."""
    return Cut(
        " ".join(words(article.title)),
        tuple(
            CutPassage(p.start, p.end, " ".join(words(p.text)), _days(p.text))
            for p in chunk(article, chunking)
        ),
        _aliases(article.text),
    )


def _aliases(text: str) -> tuple[Alias, ...]:
    """Return the other spellings of names and the abbreviations in `text`, as words."""
    written = (
        (" ".join(words(a.short)), " ".join(words(a.full))) for a in find_abbreviations(text)
    )
    short = {Alias(name, full) for name, full in written if name and full and name != full}
    return tuple(sorted({*find_aliases(text), *short}))


def describe_cutting(chunking: Chunking) -> str:
    """Return all that a cut depends on besides the article."""
    return f"{VERSION}/{chunking.describe()}/{describe_segmentation()}"


def packed_days(days: tuple[Days, ...]) -> str:
    """Return `2024-06-20/2024-06-20 …`; a `~` in front where no year is named."""
    return " ".join(f"{'' if d.has_year else '~'}{d.first}/{d.last}" for d in days)


@lru_cache(maxsize=8192)
def read_days(packed: str) -> tuple[Days, ...]:
    """Return what `packed_days` was given."""
    found = []
    for item in packed.split():
        first, _, last = item.removeprefix("~").partition("/")
        found.append(Days(date.fromisoformat(first), date.fromisoformat(last), item[0] != "~"))
    return tuple(found)


def _days(text: str) -> tuple[Days, ...]:
    return tuple(dict.fromkeys(Days(m.first, m.last, m.has_year) for m in find_dates(text)))
