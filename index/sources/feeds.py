"""Reads an RSS or Atom feed into entries: where each article is, and as much of it as the feed carries."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from index.errors import SourceError
from index.sources.charsets import decode_page
from index.sources.html import text_of_fragment
from index.sources.urls import is_url
from index.work_cache import key_of

FULL_TEXT = 600  # characters from which an entry's own text is taken for the whole article
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_XML_TYPES = (
    "application/xml",
    "text/xml",
    "text/plain",
    "text/html",
    "application/octet-stream",
    "",
)
_OPENINGS = (b"<rss", b"<feed", b"<rdf:rdf")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed; `record` is what the feed itself tells, with `text` as far as it goes."""

    id: str
    link: str
    record: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""

    @property
    def is_full(self) -> bool:
        return len(self.record.get("text", "")) >= FULL_TEXT


def is_feed(content: bytes, content_type: str) -> bool:
    """Tell a feed from a page by its content type, and by its first tag where that says little."""
    if content_type in _FEED_TYPES:
        return True
    start = content[:1000].lower()
    return content_type in _XML_TYPES and any(opening in start for opening in _OPENINGS)


def read_feed(content: bytes, url: str, charset: str = "") -> list[Entry]:
    """Return the entries of the feed at `url` in its order; `charset` is the server's word for it.

    Raises:
        SourceError: it isn't a feed, or so broken that no entry can be read.
    """
    import feedparser

    headers = {"content-location": url, "content-type": "application/xml; charset=utf-8"}
    text = decode_page(content, charset)
    try:
        # As a stream: of bytes alone feedparser would see whether they name a file or an address.
        feed: Any = feedparser.parse(  # type: ignore[attr-defined, no-untyped-call]
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
        )
    # feedparser promises never to raise and does, on markup that its backends choke on.
    except Exception as error:
        raise SourceError(f"is a feed that can't be parsed ({type(error).__name__})") from error
    if not feed.entries:
        if not feed.get("version"):
            raise SourceError("is not an RSS or Atom feed")
        return []
    publisher = text_of_fragment(str(feed.feed.get("title") or ""))
    return [_entry(item, url, number, publisher) for number, item in enumerate(feed.entries, 1)]


def _entry(item: Any, feed_url: str, number: int, publisher: str) -> Entry:
    link = str(item.get("link") or "")
    if not is_url(link):
        link = ""
    identity = link or str(item.get("id") or "") or f"{feed_url}#{number}"
    texts = [str(part.get("value") or "") for part in item.get("content") or []]
    texts.append(str(item.get("summary") or ""))
    source = item.get("source") or {}
    # Asked as a plain dict: feedparser would warn of standing one date in for the other.
    published, updated = (str(dict.get(item, key) or "") for key in ("published", "updated"))
    record = {
        "text": max((text_of_fragment(text) for text in texts), key=len),
        "title": text_of_fragment(str(item.get("title") or "")),
        "author": str(item.get("author") or ""),
        "publisher": str(source.get("title") or "") or publisher,
        "published": published or updated,
        "url": link,
    }
    told = (*record.values(), updated)
    return Entry(identity, link, {k: v for k, v in record.items() if v}, key_of(*told).hex())
