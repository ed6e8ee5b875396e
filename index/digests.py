"""Digests of what articles say: they tell a changed article, and a changed collection, from the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from index.types import Article


def article_digest(article: Article) -> bytes:
    """Return a digest of all that an article says: the same for the same article, however it came."""
    return digest_with(article, article.text)


def digest_with(article: Article, source: str) -> bytes:
    """Return the digest of `article` with `source` as its text: the one it came with."""
    digest = hashlib.sha256()
    for field in (article.id, *fields_of(article), source):
        digest.update((field or "").encode() + b"\x00")
    return digest.digest()


def fields_of(article: Article) -> tuple[str | None, ...]:
    """Return what an article is besides its id and text, as it is stored."""
    published = article.published.isoformat() if article.published else None
    return (article.title, article.url, article.publisher, published, article.lang, article.author)


def content_hash(articles: Iterable[Article]) -> str:
    """Return a digest of what the articles say, independent of when and how they were indexed."""
    return content_hash_of(article_digest(article) for article in articles)


def content_hash_of(digests: Iterable[bytes]) -> str:
    """Return the `content_hash` of articles with these digests."""
    digest = hashlib.sha256()
    for one in sorted(digests):
        digest.update(one)
    return digest.hexdigest()
