"""Writes and reads `passages.sqlite`: articles, passages, and the full-text table of segmented words."""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from index.errors import IndexDamagedError
from index.types import Article, Passage
from index.words import words

FILE_NAME = "passages.sqlite"

# unicode61 would split Thai words at their vowels and tone marks (category M), and decimals at the
# point: these count as letters, so that every one of `words` is one token.
_SCHEMA = """
CREATE TABLE articles (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, url TEXT NOT NULL,
    publisher TEXT NOT NULL, published TEXT, lang TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (row),
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX passages_of_article ON passages (article, ordinal);
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = '',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '._฿๏๚๛'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
"""
_ARTICLE = "articles.id, title, url, publisher, published, lang"


def write_store(path: Path, articles: Iterable[tuple[Article, Sequence[Passage]]]) -> None:
    """Write a new store; passages are numbered from 0 in the order given, as their vectors are."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.executescript(_SCHEMA)
        with database:
            row = 0
            for number, (article, passages) in enumerate(articles):
                database.execute(
                    "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (number, *_fields(article), article.text),
                )
                title = " ".join(words(article.title))
                for passage in passages:
                    database.execute(
                        "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
                        (row, number, passage.ordinal, passage.start, passage.end),
                    )
                    database.execute(
                        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
                        (row, title, " ".join(words(passage.text))),
                    )
                    row += 1
        database.execute("INSERT INTO words (words) VALUES ('optimize')")
        database.commit()


def _fields(article: Article) -> tuple[str | None, ...]:
    published = article.published.isoformat() if article.published else None
    return (article.id, article.title, article.url, article.publisher, published, article.lang)


class PassageStore:
    """Reads a store that no longer changes; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def database(self) -> sqlite3.Connection:
        """Return this thread's connection.

        Raises:
            IndexDamagedError: the file is missing or isn't a database.
        """
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
            with self._lock:
                self._connections.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        uri = f"file:{_quoted(self._path)}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            connection.execute("SELECT 1 FROM articles LIMIT 1")
        except sqlite3.Error as error:
            raise IndexDamagedError(
                f"{self._path} can't be read ({error}). Go back with: khaobot index rollback, "
                "or build anew with: khaobot index build SOURCE"
            ) from error
        return connection

    def close(self) -> None:
        """Close every thread's connection; nobody may be reading any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()

    def counts(self) -> tuple[int, int]:
        """Return the numbers of articles and of passages."""
        database = self.database()
        (articles,) = database.execute("SELECT count(*) FROM articles").fetchone()
        (passages,) = database.execute("SELECT count(*) FROM passages").fetchone()
        return articles, passages

    def articles(self) -> Iterator[Article]:
        """Yield every article in order."""
        for *fields, text in self.database().execute(
            f"SELECT {_ARTICLE}, text FROM articles ORDER BY row"
        ):
            yield _article(fields, text)

    def article(self, article_id: str) -> Article | None:
        row = (
            self.database()
            .execute(f"SELECT {_ARTICLE}, text FROM articles WHERE id = ?", (article_id,))
            .fetchone()
        )
        return _article(row[:-1], row[-1]) if row else None

    def passages(self, rows: Sequence[int]) -> list[tuple[Passage, Article]]:
        """Return the passages with these row numbers, in the order asked, each with its article."""
        marks = ",".join("?" * len(rows))
        found = {
            row: (Passage(fields[0], ordinal, start, end, text[start:end]), _article(fields, text))
            for row, ordinal, start, end, *fields, text in self.database().execute(
                f'SELECT passages.row, ordinal, start, "end", {_ARTICLE}, text FROM passages '
                f"JOIN articles ON articles.row = passages.article WHERE passages.row IN ({marks})",
                list(rows),
            )
        }
        return [found[row] for row in rows]


def content_hash(articles: Iterable[Article]) -> str:
    """Return a digest of what the articles say, independent of when and how they were indexed."""
    digest = hashlib.sha256()
    for article in articles:
        for field in (*_fields(article), article.text):
            digest.update((field or "").encode() + b"\x00")
    return digest.hexdigest()


def _article(fields: Sequence[str | None], text: str) -> Article:
    article_id, title, url, publisher, published, lang = fields
    return Article(
        id=article_id or "",
        text=text,
        title=title or "",
        url=url or "",
        publisher=publisher or "",
        published=date.fromisoformat(published) if published else None,
        lang=lang or "th",
    )


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.resolve()))
