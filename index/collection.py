"""Turns the articles of a build into what is stored: site lines out, equal texts once, stories grouped, cut.

The result depends on the set of articles alone, not on their order or on what was built before.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from index.chunking import Chunking
from index.cutting import Cut, cut, describe_cutting
from index.dedup import SCHEME, Signed, content_hash, group_stories, signature
from index.site_boilerplate import CollectionBoilerplate, LineCounts, LineHashes
from index.types import Article
from index.work_cache import WorkCache, key_of

CLEANING_VERSION = "1"
HASH_BYTES = 32

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Told:
    """A text as it came in: `article` has the text that is stored, `source` the one before."""

    article: Article
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored text: the article that shows it, its copies word for word, its story, its passages.

    `story` is the id of the oldest article of the story, among near-copies; often the article's own.
    """

    told: Told
    copies: tuple[Told, ...]
    story: str
    cut: Cut

    @property
    def article(self) -> Article:
        return self.told.article


class Collector:
    """Works out the entries of a build; what is known of a text is taken from the cache."""

    def __init__(self, cache: WorkCache, chunking: Chunking, progress: Progress) -> None:
        self._cache = cache
        self._chunking = chunking
        self._progress = progress

    def entries(self, articles: Sequence[Article]) -> list[Entry]:
        """Return the entries of `articles`, the oldest first."""
        same: dict[str, list[Told]] = {}
        for told in sorted(self._without_site_lines(articles), key=_age):
            same.setdefault(told.article.text, []).append(told)
        firsts = [copies[0].article for copies in same.values()]
        stories = group_stories(self._signed(firsts))
        return [
            Entry(copies[0], tuple(copies[1:]), stories[copies[0].article.id], made)
            for copies, made in zip(same.values(), self._cuts(firsts), strict=True)
        ]

    def _without_site_lines(self, articles: Sequence[Article]) -> list[Told]:
        packed = self._cache.get(
            "lines",
            [key_of(CLEANING_VERSION, article.text) for article in articles],
            lambda at: LineHashes.of(articles[at].text).to_bytes(),
        )
        hashes = [LineHashes.from_bytes(value) for value in packed]
        counts = LineCounts()
        for article, found in zip(articles, hashes, strict=True):
            counts.add_lines(site_of(article), found)
        boilerplate = CollectionBoilerplate(counts)
        recurring = {
            at: lines
            for at, (article, found) in enumerate(zip(articles, hashes, strict=True))
            if (lines := boilerplate.recurring(site_of(article), found.lines))
        }
        touched = list(recurring)
        stripped = self._cache.get(
            "stripped",
            [key_of(CLEANING_VERSION, articles[at].text, *sorted(recurring[at])) for at in touched],
            lambda n: zlib.compress(self._stripped(boilerplate, articles[touched[n]]).encode(), 1),
        )
        texts = {at: zlib.decompress(v).decode() for at, v in zip(touched, stripped, strict=True)}
        return [
            Told(replace(article, text=texts.get(at, article.text)), article.text)
            for at, article in enumerate(articles)
        ]

    @staticmethod
    def _stripped(boilerplate: CollectionBoilerplate, article: Article) -> str:
        text = boilerplate.strip(site_of(article), article.text).text
        return text if text.strip() else article.text

    def _signed(self, articles: Sequence[Article]) -> list[Signed]:
        def sign(at: int) -> bytes:
            text = articles[at].text
            return bytes.fromhex(content_hash(text)) + signature(text)

        packed = self._cache.get(
            "signature",
            [key_of(SCHEME, article.text) for article in articles],
            sign,
            lambda done, total: self._progress("compare", done, total),
        )
        return [
            Signed(article.id, article.published, p[:HASH_BYTES].hex(), p[HASH_BYTES:])
            for article, p in zip(articles, packed, strict=True)
        ]

    def _cuts(self, articles: Sequence[Article]) -> list[Cut]:
        cutting = describe_cutting(self._chunking)
        packed = self._cache.get(
            "cut",
            [key_of(cutting, article.title, article.text) for article in articles],
            lambda at: cut(articles[at], self._chunking).to_bytes(),
            lambda done, total: self._progress("cut", done, total),
        )
        return [Cut.from_bytes(value) for value in packed]


def site_of(article: Article) -> str:
    """Return what names the site of an article: its publisher, else the host of its URL."""
    if article.publisher:
        return article.publisher
    try:
        return urlsplit(article.url).hostname or ""
    except ValueError:
        return ""


def _age(told: Told) -> tuple[date, str]:
    return told.article.published or date.max, told.article.id
