"""Writes `passages.sqlite`: articles, copies, passages, the inverted index and aliases."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from index.collection import Entry
from index.cutting import packed_days
from index.postings import invert
from index.types import Article

_SCHEMA = """
CREATE TABLE articles (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT NOT NULL,
    publisher TEXT NOT NULL, published TEXT, lang TEXT NOT NULL, author TEXT NOT NULL,
    digest BLOB NOT NULL, story INTEGER NOT NULL
);
CREATE TABLE texts (row INTEGER PRIMARY KEY REFERENCES articles (row), text TEXT NOT NULL, source TEXT);
CREATE INDEX articles_of_story ON articles (story);
CREATE TABLE copies (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, url TEXT NOT NULL, publisher TEXT NOT NULL,
    published TEXT, lang TEXT NOT NULL, author TEXT NOT NULL, source TEXT, digest BLOB NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (row)
);
CREATE INDEX copies_of_article ON copies (article);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (row),
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, days TEXT NOT NULL
);
CREATE INDEX passages_of_article ON passages (article, ordinal);
CREATE TABLE aliases (
    latin TEXT NOT NULL, thai TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (latin, thai)
) WITHOUT ROWID;
CREATE INDEX aliases_of_thai ON aliases (thai);
CREATE TABLE vocabulary (term TEXT PRIMARY KEY, doc INTEGER NOT NULL, postings INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE postings (id INTEGER PRIMARY KEY, rows BLOB NOT NULL, weights BLOB NOT NULL);
"""


def write_store(path: Path, entries: Sequence[Entry]) -> Path:
    """Write a new store and return `path`; passages are numbered from 0 in order, as their vectors are."""
    rows = {entry.article.id: number for number, entry in enumerate(entries)}
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.executescript(_SCHEMA)
        with database:
            row = 0
            for number, entry in enumerate(entries):
                _write_article(database, number, entry, rows[entry.story])
                for ordinal, passage in enumerate(entry.cut.passages):
                    database.execute(
                        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
                        (row, number, ordinal, passage.start, passage.end,
                         packed_days(passage.days)),
                    )  # fmt: skip
                    row += 1
            counts = Counter(alias for entry in entries for alias in entry.cut.aliases)
            database.executemany(
                "INSERT INTO aliases VALUES (?, ?, ?)",
                [(alias.latin, alias.thai, counts[alias]) for alias in sorted(counts)],
            )
            _write_words(
                database, entries, {n for alias in counts for n in (alias.latin, alias.thai)}
            )
    return path


def _write_article(database: sqlite3.Connection, row: int, entry: Entry, story: int) -> None:
    article, source = entry.told.article, entry.told.source
    database.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row, article.id, *_fields(article), _digest(article, source), story),
    )
    database.execute(
        "INSERT INTO texts VALUES (?, ?, ?)",
        (row, article.text, None if source == article.text else source),
    )
    for copy in entry.copies:
        database.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (copy.article.id, *_fields(copy.article), None if copy.source == source else copy.source,
             _digest(copy.article, copy.source), row),
        )  # fmt: skip


def _write_words(database: sqlite3.Connection, entries: Sequence[Entry], phrases: set[str]) -> None:
    passages = ((e.cut.title_words, passage.words) for e in entries for passage in e.cut.passages)
    for number, (term, found) in enumerate(invert(passages, sorted(phrases))):
        database.execute("INSERT INTO vocabulary VALUES (?, ?, ?)", (term, len(found.rows), number))
        database.execute(
            "INSERT INTO postings VALUES (?, ?, ?)",
            (number, found.rows.tobytes(), found.weights.tobytes()),
        )


def article_digest(article: Article) -> bytes:
    """Return a digest of all that an article says: the same for the same article, however it came."""
    return _digest(article, article.text)


def _digest(article: Article, source: str) -> bytes:
    digest = hashlib.sha256()
    for field in (article.id, *_fields(article), source):
        digest.update((field or "").encode() + b"\x00")
    return digest.digest()


def _fields(article: Article) -> tuple[str | None, ...]:
    published = article.published.isoformat() if article.published else None
    return (article.title, article.url, article.publisher, published, article.lang, article.author)


def content_hash(articles: Iterable[Article]) -> str:
    """Return a digest of what the articles say, independent of when and how they were indexed."""
    digest = hashlib.sha256()
    for one in sorted(article_digest(article) for article in articles):
        digest.update(one)
    return digest.hexdigest()
