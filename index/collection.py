"""Turns the articles of a build into what is stored: site lines out, equal texts once, stories grouped, cut.

The result depends on the set of articles alone, not on their order or on what was built before.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from index.chunking import Chunking
from index.cutting import VERSION as CUTTING_VERSION
from index.cutting import Cut, cut, describe_cutting
from index.dedup import SCHEME, content_hash, signature
from index.digests import article_digest
from index.known import Known, Planned, plan, recurring_lines, unpacked
from index.site_boilerplate import LineHashes, without_lines
from index.types import Article
from index.work_cache import WorkCache, key_of

CLEANING_VERSION = "1"

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
    `known` is what is known of the article and its copies, in this order.
    """

    told: Told
    copies: tuple[Told, ...]
    story: str
    cut: Cut
    known: tuple[Known, ...] = ()

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
        known = self.known(articles)
        gone = recurring_lines(known)
        tolds = self.told(articles, gone)
        by_id = {told.article.id: told for told in tolds}
        return self.planned(plan(self.completed(known, gone, tolds)), by_id)

    def known(self, articles: Sequence[Article]) -> list[Known]:
        """Return what is known of `articles` before the lines of their sites are."""
        lines = self._cache.get(
            "lines",
            [key_of(CLEANING_VERSION, article.text) for article in articles],
            lambda at: LineHashes.of(articles[at].text).to_bytes(),
        )
        return [
            Known(article.id, site_of(article), article.published, article_digest(article), found)
            for article, found in zip(articles, lines, strict=True)
        ]

    def told(self, articles: Sequence[Article], gone: Mapping[str, bytes]) -> list[Told]:
        """Return `articles` without the lines whose hashes are in `gone`, by id."""
        touched = [article for article in articles if gone[article.id]]
        recurring = [unpacked(gone[article.id]) for article in touched]
        stripped = self._cache.get(
            "stripped",
            [
                key_of(CLEANING_VERSION, article.text, *sorted(lines))
                for article, lines in zip(touched, recurring, strict=True)
            ],
            lambda n: zlib.compress(_stripped(touched[n].text, recurring[n]).encode(), 1),
        )
        texts = {
            article.id: zlib.decompress(value).decode()
            for article, value in zip(touched, stripped, strict=True)
        }
        return [
            Told(replace(article, text=texts.get(article.id, article.text)), article.text)
            for article in articles
        ]

    def completed(
        self, known: Sequence[Known], gone: Mapping[str, bytes], tolds: Sequence[Told]
    ) -> list[Known]:
        """Return `known` with what depends on the texts that are stored, `tolds` in the same order."""

        def sign(at: int) -> bytes:
            text = tolds[at].article.text
            return bytes.fromhex(content_hash(text)) + signature(text)

        signatures = self._cache.get(
            "signature",
            [key_of(SCHEME, told.article.text) for told in tolds],
            sign,
            lambda done, total: self._progress("compare", done, total),
        )
        return [
            replace(
                one,
                gone=gone[one.id],
                text=hashlib.sha256(told.article.text.encode()).digest(),
                signature=signed,
            )
            for one, told, signed in zip(known, tolds, signatures, strict=True)
        ]

    def planned(self, planned: Sequence[Planned], tolds: Mapping[str, Told]) -> list[Entry]:
        """Return the entries that are `planned`; `tolds` are their members by id."""
        cuts = self.cuts([tolds[one.first.id].article for one in planned])
        return [
            Entry(
                tolds[one.first.id],
                tuple(tolds[copy.id] for copy in one.copies),
                one.story,
                made,
                one.members,
            )
            for one, made in zip(planned, cuts, strict=True)
        ]

    def cuts(self, articles: Sequence[Article]) -> list[Cut]:
        """Return the passages of `articles`, whose texts are those that are stored."""
        cutting = describe_cutting(self._chunking)
        packed = self._cache.get(
            "cut",
            [key_of(cutting, article.title, article.text) for article in articles],
            lambda at: cut(articles[at], self._chunking).to_bytes(),
            lambda done, total: self._progress("cut", done, total),
        )
        return [Cut.from_bytes(value) for value in packed]


def describe_collecting() -> str:
    """Return all that `Known` depends on besides the articles."""
    return f"{CLEANING_VERSION}/{SCHEME}/{CUTTING_VERSION}"


def site_of(article: Article) -> str:
    """Return what names the site of an article: its publisher, else the host of its URL."""
    if article.publisher:
        return article.publisher
    try:
        return urlsplit(article.url).hostname or ""
    except ValueError:
        return ""


def _stripped(text: str, recurring: frozenset[str]) -> str:
    stripped = without_lines(text, recurring).text
    return stripped if stripped.strip() else text
