"""Writes `added.sqlite`: the tables of a store, and in them what differs from the base beside which it lies."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.added import Addition
from index.aliases import Alias
from index.collection import Collector
from index.cutting import Cut
from index.postings import Postings, invert
from index.store import LOOKUP
from index.store_file import (
    Before,
    alias_counts,
    new_store,
    phrases_of,
    words_of,
    write_aliases,
    write_entries,
    write_words,
)
from index.types import Article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class AddedFile:
    """Writes additions beside the base that `database` has open as `main`.

    The vocabulary names every term that a passage has gained or lost, with the number of passages that hold
    it now, and its postings in what was added; the aliases, likewise, those whose number has changed.
    """

    def __init__(self, database: sqlite3.Connection, collector: Collector) -> None:
        self._base = database
        self._collector = collector

    def write(self, path: Path, addition: Addition) -> Path:
        """Write `addition` to `path` and return it."""
        cuts = [entry.cut for entry in addition.entries]
        left = self._cuts_of(addition.gone)
        before = self._aliases()
        changes = alias_counts(cuts)
        changes.subtract(alias_counts(left))
        after = Counter({alias: before[alias] + change for alias, change in changes.items()})
        live = [alias for alias in {**before, **after} if after.get(alias, before[alias]) > 0]
        rows = Before(self._next("articles"), self._next("passages"), addition.kept)
        with new_store(path) as database:
            database.execute("CREATE TABLE gone (row INTEGER PRIMARY KEY)")
            database.executemany("INSERT INTO gone VALUES (?)", [(row,) for row in addition.gone])
            write_entries(database, addition.entries, rows)
            write_aliases(database, {alias: after[alias] for alias in after if changes[alias]})
            words = self._words(cuts, left, phrases_of(before), phrases_of(live), addition.gone)
            write_words(database, words)
        return path

    def _words(
        self,
        cuts: Sequence[Cut],
        left: Sequence[Cut],
        before: Sequence[str],
        live: Sequence[str],
        gone: Sequence[int],
    ) -> Iterator[tuple[str, int, Postings | None]]:
        """Yield each term that has changed, in how many passages it stands now, and its postings here.

        `before` and `live` are the spellings of the aliases of the base, and of all.
        """
        lost = {term: len(found.rows) for term, found in invert(words_of(left), before)}
        first = self._next("passages")
        here = {
            term: Postings(found.rows + first, found.often)
            for term, found in invert(words_of(cuts), live)
        }
        # A phrase that nobody looked up before may stand in the base as well.
        phrases = [name for name in live if " " in name and name not in set(before)]
        for phrase, found in self._in_base(phrases, gone):
            here[phrase] = found.then(here[phrase]) if phrase in here else found
        terms = sorted({*lost, *here})
        often = self._often(terms)
        for term in terms:
            postings = here.get(term)
            added = len(postings.rows) if postings else 0
            yield term, often.get(term, 0) - lost.get(term, 0) + added, postings

    def _in_base(
        self, phrases: Sequence[str], gone: Sequence[int]
    ) -> Iterator[tuple[str, Postings]]:
        """Yield where those of `phrases` that stand in the base do so, but for articles that are gone."""
        import numpy as np

        parts = {phrase: phrase.split() for phrase in phrases}
        holding = self._rows({word for words in parts.values() for word in words})
        empty = np.zeros(0, dtype=np.int32)
        together = [
            reduce(np.intersect1d, [holding.get(word, empty) for word in words])
            for words in parts.values()
        ]
        rows = np.unique(np.concatenate([empty, *together])).tolist()
        places = [place for place in self._places(rows) if place[1] not in set(gone)]
        articles = sorted({article for _, article, _ in places})
        cuts = dict(zip(articles, self._cuts_of(articles), strict=True))
        texts = [
            (cuts[article].title_words, cuts[article].passages[ordinal].words)
            for _, article, ordinal in places
        ]
        at = np.array([row for row, _, _ in places], dtype="<i4")
        for term, found in invert(texts, phrases):
            if term in parts:
                yield term, Postings(at[found.rows], found.often)

    def _next(self, table: str) -> int:
        (row,) = self._base.execute(f"SELECT max(row) FROM main.{table}").fetchone()
        return int(row) + 1

    def _aliases(self) -> Counter[Alias]:
        rows = self._base.execute("SELECT latin, thai, articles FROM main.aliases")
        return Counter({Alias(latin, thai): articles for latin, thai, articles in rows})

    def _cuts_of(self, articles: Sequence[int]) -> list[Cut]:
        """Return how the articles of the base in these rows were cut."""
        found = self._among(
            "SELECT row, id, title, text FROM main.articles JOIN main.texts USING (row) WHERE row", articles
        )  # fmt: skip
        texts = {row: Article(i, text, title) for row, i, title, text in found}
        return self._collector.cuts([texts[row] for row in articles])

    def _places(self, rows: Sequence[int]) -> list[tuple[int, int, int]]:
        return sorted(
            self._among("SELECT row, article, ordinal FROM main.passages WHERE row", rows)
        )

    def _rows(self, terms: Collection[str]) -> dict[str, NDArray[np.int32]]:
        import numpy as np

        found = self._among(
            "SELECT term, rows FROM main.vocabulary JOIN main.postings ON id = postings WHERE term",
            sorted(terms),
        )
        return {term: np.frombuffer(rows, dtype="<i4") for term, rows in found}

    def _often(self, terms: Sequence[str]) -> dict[str, int]:
        return dict(self._among("SELECT term, doc FROM main.vocabulary WHERE term", terms))

    def _among(self, query: str, values: Sequence[object]) -> Iterator[Any]:
        """Yield what `query` finds, which ends in the column that is to be one of `values`."""
        for start in range(0, len(values), LOOKUP):
            part = values[start : start + LOOKUP]
            yield from self._base.execute(f"{query} IN ({','.join('?' * len(part))})", part)
