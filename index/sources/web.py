"""Reads articles from addresses: a feed entry by entry, a page, or a file that a server sends."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Protocol
from urllib.parse import urlsplit

from index.errors import FetchError, SourceError
from index.language import language_of_text
from index.sources.charsets import decode_page
from index.sources.feeds import Entry, is_feed, read_feed
from index.sources.fetch import Fetched, Stamp
from index.sources.formats import PARSERS
from index.sources.html import metadata_and_text
from index.sources.metadata import article_from
from index.sources.types import Located, Read, Rejection
from index.types import Article

MAX_UNPACKED = 64 * 1024 * 1024
_PAGES = ("text/html", "application/xhtml+xml", "")
_KINDS = {
    "text/plain": ".txt", "text/markdown": ".md", "application/jsonl": ".jsonl",
    "application/x-ndjson": ".jsonl", "application/json": ".jsonl",
}  # fmt: skip


class Getter(Protocol):
    """What reading needs of a `Fetcher`."""

    def get(self, url: str, stamp: Stamp = ...) -> Fetched: ...


class WebReader:
    """Turns what is at an address into articles; one that fails is rejected and the others go on."""

    def __init__(self, getter: Getter) -> None:
        self._getter = getter

    def read(self, url: str) -> Iterator[Read]:
        """Yield the articles at `url`, a feed or a page by what the server says it is."""
        try:
            fetched = self._getter.get(url)
            yield from self.articles_of(fetched)
        except SourceError as error:
            yield Rejection(url, str(error))

    def articles_of(self, fetched: Fetched) -> Iterator[Read]:
        """Yield the articles in what was fetched.

        Raises:
            SourceError: it holds none.
        """
        if is_feed(fetched.content, fetched.content_type):
            for entry in read_feed(fetched.content, fetched.url, fetched.charset):
                try:
                    yield Located(entry.link or entry.id, self.article_of(entry))
                except SourceError as error:
                    yield Rejection(entry.link or entry.id, str(error))
        elif kind := _kind(fetched):
            yield from PARSERS[kind](_unpacked(fetched), fetched.url, fetched.url)
        elif fetched.content_type in _PAGES:
            yield Located(fetched.url, page_article(fetched))
        else:
            raise SourceError(f"is of the type {fetched.content_type}, which is not read")

    def article_of(self, entry: Entry) -> Article:
        """Return the article of a feed entry: its own text if that is all of it, else the linked page.

        Raises:
            FetchError: the page can't be read now.
            SourceError: there is no article in it.
        """
        record = dict(entry.record)
        if entry.link and not entry.is_full:
            fetched = self._getter.get(entry.link)
            if fetched.content_type not in _PAGES:
                raise SourceError(f"is of the type {fetched.content_type}, which is not read")
            # What the page says is about this article alone; the feed fills in what it lacks.
            record |= _page_record(fetched)
        record["lang"] = language_of_text(str(record.get("text", "")))
        return article_from(record, default_id=entry.id)


def page_article(fetched: Fetched) -> Article:
    """Return the article of a page.

    Raises:
        SourceError: there is none in it.
    """
    return article_from(_page_record(fetched), default_id=fetched.url)


def _page_record(fetched: Fetched) -> dict[str, str]:
    record = metadata_and_text(decode_page(fetched.content, fetched.charset), fetched.url)
    # A page may name its own better address, but not pass itself off as another site's.
    if _host(record.get("url", "")) != _host(fetched.url):
        record["url"] = fetched.url
    return record | {"lang": language_of_text(record["text"])}


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _kind(fetched: Fetched) -> str | None:
    """Return how a file that isn't a page is read: by the ending of its address, else by its type."""
    if fetched.content_type == "text/html":
        return None
    path = PurePosixPath(urlsplit(fetched.url).path.removesuffix(".gz"))
    if path.suffix in (".txt", ".md", ".jsonl"):
        return path.suffix
    return _KINDS.get(fetched.content_type)


def _unpacked(fetched: Fetched) -> bytes:
    if not fetched.content.startswith(b"\x1f\x8b"):
        return fetched.content
    try:
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        content = unpacker.decompress(fetched.content, MAX_UNPACKED)
    except zlib.error as error:
        raise FetchError(f"can't be unpacked ({error})") from error
    if unpacker.unconsumed_tail:
        raise FetchError(f"is larger than {MAX_UNPACKED // 2**20} MB unpacked")
    return content
