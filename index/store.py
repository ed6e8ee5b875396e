"""Reads `passages.sqlite`, and `added.sqlite` beside it: articles, copies, stories, passages and words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.known import Known
from index.passage_places import PassagePlaces, Place
from index.postings import Postings
from index.store_connections import Connections
from index.types import Article, Copy, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "passages.sqlite"
LOOKUP = 500

_FIELDS = "title, url, publisher, published, lang, author"
_ARTICLE = "articles.id, " + _FIELDS


class PassageStore:
    """Reads a store that no longer changes; safe to use from several threads.

    Where articles were added beside it, both are read as one.
    """

    def __init__(self, path: Path) -> None:
        self._connections = Connections(path)
        self._parts = self._connections.parts

    def database(self) -> sqlite3.Connection:
        """Return this thread's connection.

        Raises:
            IndexDamagedError: the file is missing or isn't a database.
        """
        return self._connections.mine()

    def close(self) -> None:
        """Close every thread's connection; nobody may be reading any more."""
        self._connections.close()

    def counts(self) -> tuple[int, int]:
        """Return the numbers of articles and of passages."""
        articles, passages = (
            sum(
                self.database().execute(f"SELECT count(*) FROM {part}.{table}").fetchone()[0]
                for part in self._parts
            )
            for table in ("articles", "passages")
        )
        return articles - len(self.gone_articles()), passages - len(self.gone())

    def gone_articles(self) -> list[int]:
        """Return the rows of articles that what was added replaces: they are still there."""
        if len(self._parts) == 1:
            return []
        rows = self.database().execute("SELECT row FROM added.gone ORDER BY row").fetchall()
        return [row for (row,) in rows]

    def gone(self) -> NDArray[np.int64]:
        """Return the (n) rows of the passages of these articles, ascending."""
        import numpy as np

        if len(self._parts) == 1:
            return np.zeros(0, dtype=np.int64)
        rows = self.database().execute(
            "SELECT row FROM main.passages WHERE article IN (SELECT row FROM added.gone) ORDER BY row"
        )
        return np.array([row for (row,) in rows], dtype=np.int64)

    def lengths(self) -> NDArray[np.int32]:
        """Return the number of words of every passage by row, (rows), also of those that are gone."""
        import numpy as np

        return np.frombuffer(self._figures("words"), dtype="<i4")

    def languages(self) -> NDArray[np.uint8]:
        """Return the places in `LANGUAGES` of those of every passage by row, (rows), also of those that are gone."""
        import numpy as np

        return np.frombuffer(self._figures("languages"), dtype=np.uint8)

    def _figures(self, column: str) -> bytes:
        return b"".join(
            self.database().execute(f"SELECT {column} FROM {part}.figures").fetchone()[0]
            for part in self._parts
        )

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
        # Rows are numbered in this order, but for what was added.
        order = "published IS NULL, published, id" if len(self._parts) > 1 else "row"
        rows = self.database().execute(f"SELECT row, {_ARTICLE} FROM articles ORDER BY {order}")
        for row, *fields in rows.fetchall():
            text = self.database().execute("SELECT text FROM texts WHERE row = ?", (row,))
            yield _article(fields, text.fetchone()[0])

    def incoming(self) -> Iterator[Article]:
        """Yield every article as it came in, copies too: what the next build starts from."""
        return self._incoming("1", [])

    def incoming_of(self, ids: Collection[str]) -> Iterator[Article]:
        """Yield the articles with these ids as they came in; those that aren't there are left out."""
        chosen = sorted(ids)
        for start in range(0, len(chosen), LOOKUP):
            part = chosen[start : start + LOOKUP]
            yield from self._incoming(f"id IN ({','.join('?' * len(part))})", part)

    def _incoming(self, which: str, ids: Sequence[str]) -> Iterator[Article]:
        for *fields, text in self.database().execute(
            f"SELECT {_ARTICLE}, coalesce(source, text) FROM articles JOIN texts USING (row) WHERE {which}",
            ids,
        ):
            yield _article(fields, text)
        for *fields, text in self.database().execute(
            "SELECT copies.id, copies.title, copies.url, copies.publisher, copies.published, "
            "copies.lang, copies.author, coalesce(copies.source, texts.source, text) "
            f"FROM copies JOIN texts ON texts.row = copies.article WHERE {which}",
            ids,
        ):
            yield _article(fields, text)

    def known(self) -> Iterator[Known]:
        """Yield what is known of every article, copies too."""
        for article_id, site, published, *packed in self.database().execute(
            "SELECT id, site, published, digest, lines, gone, text, signature FROM known"
        ):
            yield Known(article_id, site, _day(published), *packed)

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

    def texts(self, rows: Sequence[int]) -> dict[int, str]:
        """Return the texts of the passages with these row numbers, without what stands around them."""
        marks = ",".join("?" * len(rows))
        found = self.database().execute(
            'SELECT passages.row, substr(text, start + 1, "end" - start) FROM passages '
            f"JOIN texts ON texts.row = passages.article WHERE passages.row IN ({marks})",
            list(rows),
        )
        return dict(found.fetchall())

    def places(self, rows: Sequence[int], with_days: bool = True) -> dict[int, Place]:
        """Return what ranking needs to know of the passages with these row numbers; without their days, if so wanted."""
        return self._places.of(rows, with_days)

    @cached_property
    def _places(self) -> PassagePlaces:
        import numpy as np

        return PassagePlaces(self.database, np.frombuffer(self._figures("articles"), dtype="<i4"))

    def frequencies(self, terms: Collection[str]) -> dict[str, int]:
        """Return in how many passages each of `terms` stands; those in none are left out."""
        marks = ",".join("?" * len(terms))
        return dict(
            self.database().execute(
                f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", sorted(terms)
            )
        )

    def postings(self, terms: Collection[str]) -> dict[str, Postings]:
        """Return where each of `terms` stands; those that stand nowhere are left out.

        Among the rows are those that are `gone`.
        """
        marks = ",".join("?" * len(terms))
        found: dict[str, Postings] = {}
        for part in self._parts:
            for term, rows, often in self.database().execute(
                f"SELECT term, rows, often FROM {part}.vocabulary JOIN {part}.postings ON id = postings "
                f"WHERE term IN ({marks})",
                sorted(terms),
            ):
                later = Postings.from_bytes(rows, often)
                found[term] = found[term].then(later) if term in found else later
        return found

    def also(self, places: Sequence[Place]) -> list[tuple[Copy, ...]]:
        """Return for each place the other articles of its story, the oldest first, then by id."""
        stories = list({place.story for place in places})
        marks = ",".join("?" * len(stories))
        telling: dict[int, list[tuple[int | None, Copy]]] = {story: [] for story in stories}
        for story, row, article_id, title, url, publisher, published in self.database().execute(
            "SELECT story, row, id, title, url, publisher, published FROM articles "
            f"WHERE story IN ({marks}) UNION ALL "
            "SELECT story, NULL, copies.id, copies.title, copies.url, copies.publisher, copies.published "
            f"FROM copies JOIN articles ON articles.row = copies.article WHERE story IN ({marks})",
            [*stories, *stories],
        ):
            telling[story].append((row, Copy(article_id, title, url, publisher, _day(published))))
        return [
            tuple(
                sorted(
                    (copy for row, copy in telling[place.story] if row != place.article),
                    key=lambda copy: (copy.published or date.max, copy.article_id),
                )
            )
            for place in places
        ]


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
