"""Reads `passages.sqlite`: articles, copies, stories, passages and the words in them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.cutting import Days, read_days
from index.errors import IndexDamagedError
from index.postings import Postings
from index.types import Article, Copy, Passage

FILE_NAME = "passages.sqlite"
MAPPED = 2**31 - 2**16  # bytes read in place instead of into a cache; the most that SQLite takes

_FIELDS = "title, url, publisher, published, lang, author"
_ARTICLE = "articles.id, " + _FIELDS


@dataclass(frozen=True, slots=True)
class Place:
    """What ranking needs to know of a passage: whose it is, of which story, and of which days."""

    article: int
    story: int
    published: date | None
    days: tuple[Days, ...]


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
            connection = self._local.connection = self._connect_or_share()
        return connection

    def _connect_or_share(self) -> sqlite3.Connection:
        """Open a connection, or share the first where the file is gone: its generation was pruned."""
        try:
            connection = self._connect()
        except IndexDamagedError:
            with self._lock:
                if not self._connections or sqlite3.threadsafety < 3:
                    raise
                return self._connections[0]
        with self._lock:
            self._connections.append(connection)
        return connection

    def _connect(self) -> sqlite3.Connection:
        uri = f"file:{_quoted(self._path)}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            try:
                connection.execute(f"PRAGMA mmap_size = {MAPPED}")
                connection.execute("SELECT 1 FROM articles LIMIT 1")
            except sqlite3.Error:
                connection.close()
                raise
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

    def aliases(self) -> dict[str, list[str]]:
        """Return the Thai spellings that the articles give for each Latin one, the commonest first."""
        found: dict[str, list[str]] = {}
        rows = self.database().execute(
            "SELECT latin, thai FROM aliases ORDER BY articles DESC, thai"
        )
        for latin, thai in rows:
            found.setdefault(latin, []).append(thai)
        return found

    def articles(self) -> Iterator[Article]:
        """Yield every article whose text is stored, the oldest first; copies are left out."""
        for *fields, text in self.database().execute(
            f"SELECT {_ARTICLE}, text FROM articles JOIN texts USING (row) ORDER BY row"
        ):
            yield _article(fields, text)

    def incoming(self) -> Iterator[Article]:
        """Yield every article as it came in, copies too: what the next build starts from."""
        for *fields, text in self.database().execute(
            f"SELECT {_ARTICLE}, coalesce(source, text) FROM articles JOIN texts USING (row) ORDER BY row"
        ):
            yield _article(fields, text)
        for *fields, text in self.database().execute(
            "SELECT copies.id, copies.title, copies.url, copies.publisher, copies.published, "
            "copies.lang, copies.author, coalesce(copies.source, texts.source, text) "
            "FROM copies JOIN texts ON texts.row = copies.article ORDER BY copies.id"
        ):
            yield _article(fields, text)

    def digests(self) -> dict[str, bytes]:
        """Return the `article_digest` of every article by its id, copies too."""
        rows = self.database().execute(
            "SELECT id, digest FROM articles UNION ALL SELECT id, digest FROM copies"
        )
        return dict(rows.fetchall())

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id; a copy has the text of the article it is a copy of."""
        database = self.database()
        row = database.execute(
            f"SELECT {_ARTICLE}, text FROM articles JOIN texts USING (row) WHERE id = ?",
            (article_id,),
        ).fetchone()
        row = (
            row
            or database.execute(
                "SELECT copies.id, copies.title, copies.url, copies.publisher, copies.published, "
                "copies.lang, copies.author, text FROM copies "
                "JOIN texts ON texts.row = copies.article WHERE copies.id = ?",
                (article_id,),
            ).fetchone()
        )
        return _article(row[:-1], row[-1]) if row else None

    def passages(self, rows: Sequence[int]) -> list[tuple[Passage, Article]]:
        """Return the passages with these row numbers, in the order asked, each with its article."""
        marks = ",".join("?" * len(rows))
        found = {
            row: (Passage(fields[0], ordinal, start, end, text[start:end]), _article(fields, text))
            for row, ordinal, start, end, *fields, text in self.database().execute(
                f'SELECT passages.row, ordinal, start, "end", {_ARTICLE}, text FROM passages '
                "JOIN articles ON articles.row = passages.article JOIN texts ON texts.row = articles.row "
                f"WHERE passages.row IN ({marks})",
                list(rows),
            )
        }
        return [found[row] for row in rows]

    def places(self, rows: Sequence[int]) -> dict[int, Place]:
        """Return what ranking needs to know of the passages with these row numbers."""
        marks = ",".join("?" * len(rows))
        return {
            row: Place(article, story, _day(published), read_days(days))
            for row, article, story, published, days in self.database().execute(
                "SELECT passages.row, article, story, published, days FROM passages "
                f"JOIN articles ON articles.row = passages.article WHERE passages.row IN ({marks})",
                list(rows),
            )
        }

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each of `terms` stands; those in none are left out."""
        marks = ",".join("?" * len(terms))
        return dict(
            self.database().execute(
                f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", sorted(terms)
            )
        )

    def postings(self, terms: Collection[str]) -> dict[str, Postings]:
        """Return where each of `terms` stands; those that stand nowhere are left out."""
        marks = ",".join("?" * len(terms))
        return {
            term: Postings.from_bytes(rows, weights)
            for term, rows, weights in self.database().execute(
                "SELECT term, rows, weights FROM vocabulary JOIN postings ON id = postings "
                f"WHERE term IN ({marks})",
                sorted(terms),
            )
        }

    def also(self, place: Place) -> tuple[Copy, ...]:
        """Return the other articles of the story of a passage, the oldest first, then by id."""
        rows = self.database().execute(
            "SELECT id, title, url, publisher, published FROM articles "
            "WHERE story = ? AND row <> ? UNION ALL "
            "SELECT copies.id, copies.title, copies.url, copies.publisher, copies.published "
            "FROM copies JOIN articles ON articles.row = copies.article WHERE story = ?",
            (place.story, place.article, place.story),
        )
        copies = [
            Copy(article_id, title, url, publisher, _day(published))
            for article_id, title, url, publisher, published in rows
        ]
        return tuple(sorted(copies, key=lambda c: (c.published or date.max, c.article_id)))


def _article(fields: Sequence[str | None], text: str) -> Article:
    article_id, title, url, publisher, published, lang, author = fields
    return Article(
        id=article_id or "",
        text=text,
        title=title or "",
        url=url or "",
        publisher=publisher or "",
        published=_day(published),
        lang=lang or "th",
        author=author or "",
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.resolve()))
