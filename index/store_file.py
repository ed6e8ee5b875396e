"""Writes `passages.sqlite`: articles, copies, passages, words and aliases."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from index.collection import Entry
from index.cutting import packed_days
from index.types import Article

# unicode61 would split Thai words at their vowels and tone marks (category M), and decimals at the
# point: these count as letters, so that every one of `words` is one token.
_SCHEMA = """
CREATE TABLE articles (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT NOT NULL,
    publisher TEXT NOT NULL, published TEXT, lang TEXT NOT NULL, author TEXT NOT NULL,
    text TEXT NOT NULL, source TEXT, digest BLOB NOT NULL, story INTEGER NOT NULL
);
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
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = '',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '._฿๏๚๛'"
);
CREATE TABLE aliases (
    latin TEXT NOT NULL, thai TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (latin, thai)
) WITHOUT ROWID;
CREATE INDEX aliases_of_thai ON aliases (thai);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""


def write_store(path: Path, entries: Sequence[Entry]) -> None:
    """Write a new store; passages are numbered from 0 in the order given, as their vectors are."""
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
                    database.execute(
                        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                        (row, entry.cut.title_words, passage.words),
                    )
                    row += 1
            counts = Counter(alias for entry in entries for alias in entry.cut.aliases)
            database.executemany(
                "INSERT INTO aliases VALUES (?, ?, ?)",
                [(alias.latin, alias.thai, counts[alias]) for alias in sorted(counts)],
            )
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()


def _write_article(database: sqlite3.Connection, row: int, entry: Entry, story: int) -> None:
    article, source = entry.told.article, entry.told.source
    database.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row, article.id, *_fields(article), article.text,
         None if source == article.text else source, _digest(article, source), story),
    )  # fmt: skip
    for copy in entry.copies:
        database.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (copy.article.id, *_fields(copy.article), None if copy.source == source else copy.source,
             _digest(copy.article, copy.source), row),
        )  # fmt: skip


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
