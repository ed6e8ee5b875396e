"""Finds the lines that a publisher puts under many of its articles, and takes them out.

What stands word for word in many different articles of one site is the site's: a slogan, a
disclaimer, the name of a desk. One article tells too little to know; a collection tells.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.cleaning import Cleaned, Removal, clean, line_key

HASH_BYTES = 8  # of a line
LEAST_ARTICLES = 5
LEAST_SHARE = 0.01  # of the site's articles
_LONGEST = 300  # characters of a line that may be boilerplate; a paragraph is never
_MOST_OF_AN_ARTICLE = 0.5  # of its letters; an article that would lose more is left whole


@dataclass(frozen=True, slots=True)
class LineHashes:
    """What counting needs of an article: the hash of its longest line, and of every line."""

    story: str
    lines: frozenset[str]

    @classmethod
    def of(cls, text: str) -> LineHashes:
        return cls(_story(text), line_hashes(text))

    def to_bytes(self) -> bytes:
        """8 bytes a hash, the story's first."""
        return bytes.fromhex(self.story + "".join(sorted(self.lines)))

    @classmethod
    def from_bytes(cls, packed: bytes) -> LineHashes:
        hashes = [packed[i : i + HASH_BYTES].hex() for i in range(0, len(packed), HASH_BYTES)]
        return cls(hashes[0], frozenset(hashes[1:]))


@dataclass(slots=True)
class LineCounts:
    """In how many different articles of each site a line stands; grows article by article.

    `lines` maps site, then line hash, to a number of articles, and `articles` a site to its number
    of articles; both are plain data that a store can keep and give back. Copies of one article
    count once (they share their longest line).
    """

    lines: dict[str, Counter[str]] = field(default_factory=dict)
    articles: Counter[str] = field(default_factory=Counter)
    stories: set[str] = field(default_factory=set)

    def add(self, site: str, text: str) -> None:
        """Count the lines of one more article of a site (its publisher or host name)."""
        self.add_lines(site, LineHashes.of(text))

    def add_lines(self, site: str, hashes: LineHashes) -> None:
        """The same for an article whose lines were hashed before."""
        story = f"{site}\t{hashes.story}"
        if story in self.stories:
            return
        self.stories.add(story)
        self.articles[site] += 1
        self.lines.setdefault(site, Counter()).update(hashes.lines)


class CollectionBoilerplate:
    """The recurring lines of each site, as counted; `strip` takes them out of an article."""

    def __init__(self, counts: LineCounts) -> None:
        self._recurring = {
            site: frozenset(
                line
                for line, number in lines.items()
                if number >= max(LEAST_ARTICLES, LEAST_SHARE * counts.articles[site])
            )
            for site, lines in counts.lines.items()
        }

    @classmethod
    def of(cls, articles: Iterable[tuple[str, str]]) -> CollectionBoilerplate:
        """From (site, cleaned text) of every article of a collection, in any order."""
        counts = LineCounts()
        for site, text in articles:
            counts.add(site, text)
        return cls(counts)

    def recurring(self, site: str, lines: frozenset[str]) -> frozenset[str]:
        """Those of an article's lines that recur across its site."""
        return lines & self._recurring.get(site, frozenset())

    def strip(self, site: str, text: str) -> Cleaned:
        """The cleaned article without its site's recurring lines; its first line always stays.

        Unchanged where more than half of its letters would go: then it is itself what recurs.
        """
        return without_lines(text, self._recurring.get(site, frozenset()))


def without_lines(text: str, recurring: frozenset[str]) -> Cleaned:
    """The cleaned article without the lines with these hashes, as `CollectionBoilerplate.strip` says."""
    lines = text.split("\n")
    gone = [i for i, line in enumerate(lines) if i and recurring and line_hash(line) in recurring]
    letters = sum(len(lines[i]) for i in gone)
    if not gone or letters > _MOST_OF_AN_ARTICLE * len(text):
        return Cleaned(text)
    removed = tuple(Removal("recurs across the site", lines[i]) for i in gone)
    kept = clean("\n".join(line for i, line in enumerate(lines) if i not in set(gone)))
    return Cleaned(kept.text, removed + kept.removed, kept.title_hint)


def line_hashes(text: str) -> frozenset[str]:
    """The hashes of the lines of a text that may be boilerplate."""
    return frozenset(h for line in text.split("\n") if (h := line_hash(line)))


def line_hash(line: str) -> str:
    """16 hex digits, the same for copies of a line; "" for an empty line or a paragraph."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return ""
    return _digest(line_key(line) or line)


def _story(text: str) -> str:
    return _digest(line_key(max(text.split("\n"), key=len)))


def _digest(text: str) -> str:
    return hashlib.blake2b(
        text.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES
    ).hexdigest()
