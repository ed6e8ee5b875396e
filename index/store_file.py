"""Writes `passages.sqlite`: articles, copies, passages, the inverted index and aliases."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.aliases import Alias
from index.collection import Entry
from index.cutting import Cut, packed_days
from index.digests import digest_with, fields_of
from index.language import language_of_text
from index.postings import Postings, invert
from index.types import LANGUAGES

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
CREATE TABLE known (
    article INTEGER NOT NULL REFERENCES articles (row), id TEXT NOT NULL, site TEXT NOT NULL,
    published TEXT, digest BLOB NOT NULL, lines BLOB NOT NULL, gone BLOB NOT NULL, text BLOB NOT NULL,
    signature BLOB NOT NULL
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES articles (row),
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, days TEXT NOT NULL
);
CREATE INDEX passages_of_article ON passages (article, ordinal);
CREATE TABLE figures (words BLOB NOT NULL, languages BLOB NOT NULL, articles BLOB NOT NULL);
CREATE TABLE aliases (
    latin TEXT NOT NULL, thai TEXT NOT NULL, articles INTEGER NOT NULL, PRIMARY KEY (latin, thai)
) WITHOUT ROWID;
CREATE INDEX aliases_of_thai ON aliases (thai);
CREATE TABLE vocabulary (term TEXT PRIMARY KEY, doc INTEGER NOT NULL, postings INTEGER) WITHOUT ROWID;
CREATE TABLE postings (id INTEGER PRIMARY KEY, rows BLOB NOT NULL, often BLOB NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before the rows of a store: their first numbers, and the rows of stories told there."""

    articles: int = 0
    passages: int = 0
    stories: Mapping[str, int] = field(default_factory=dict)


def write_store(path: Path, entries: Sequence[Entry]) -> Path:
    """Write a new store and return `path`; passages are numbered from 0 in order, as their vectors are."""
    cuts = [entry.cut for entry in entries]
    aliases = alias_counts(cuts)
    with new_store(path) as database:
        write_entries(database, entries)
        write_aliases(database, aliases)
        found = invert(words_of(cuts), phrases_of(aliases))
        write_words(database, ((term, len(at.rows), at) for term, at in found))
    return path


@contextmanager
def new_store(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a new, empty store to write into."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode=OFF")
        database.execute("PRAGMA synchronous=OFF")
        database.executescript(_SCHEMA)
        with database:
            yield database


def write_entries(
    database: sqlite3.Connection, entries: Sequence[Entry], before: Before = Before()
) -> None:
    """Write articles, copies and passages, with numbers that follow on those `before`."""
    rows = dict(before.stories)
    rows |= {entry.article.id: row for row, entry in enumerate(entries, before.articles)}
    at = before.passages
    languages, articles = bytearray(), array("i")
    for row, entry in enumerate(entries, before.articles):
        _write_article(database, row, entry, rows[entry.story])
        for ordinal, passage in enumerate(entry.cut.passages):
            database.execute(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
                (at, row, ordinal, passage.start, passage.end, packed_days(passage.days)),
            )
            # By the text: an article in one language may quote another at length.
            text = entry.article.text[passage.start : passage.end]
            languages.append(LANGUAGES.index(language_of_text(text)))
            articles.append(row)
            at += 1
    parts = words_of(entry.cut for entry in entries)
    lengths = array("i", (len(title.split()) + len(text.split()) for title, text in parts))
    figures = (lengths.tobytes(), languages, articles.tobytes())
    database.execute("INSERT INTO figures VALUES (?, ?, ?)", figures)


def alias_counts(cuts: Iterable[Cut]) -> Counter[Alias]:
    """Return in how many articles each alias stands."""
    return Counter(alias for cut in cuts for alias in cut.aliases)


def phrases_of(aliases: Iterable[Alias]) -> list[str]:
    """Return the spellings in `aliases`, sorted, each once."""
    return sorted({name for alias in aliases for name in (alias.latin, alias.thai)})


def words_of(cuts: Iterable[Cut]) -> Iterator[tuple[str, str]]:
    """Yield the segmented words of title and text of every passage."""
    for cut in cuts:
        for passage in cut.passages:
            yield cut.title_words, passage.words


def write_aliases(database: sqlite3.Connection, aliases: Mapping[Alias, int]) -> None:
    """Write in how many articles each of `aliases` stands."""
    database.executemany(
        "INSERT INTO aliases VALUES (?, ?, ?)",
        [(alias.latin, alias.thai, aliases[alias]) for alias in sorted(aliases)],
    )


def write_words(
    database: sqlite3.Connection, found: Iterable[tuple[str, int, Postings | None]]
) -> None:
    """Write each term with the number of passages that hold it, and its postings if there are any."""
    for number, (term, passages, postings) in enumerate(found):
        at = None
        if postings is not None:
            at = number
            database.execute(
                "INSERT INTO postings VALUES (?, ?, ?)",
                (at, postings.rows.tobytes(), postings.often.tobytes()),
            )
        database.execute("INSERT INTO vocabulary VALUES (?, ?, ?)", (term, passages, at))


def _write_article(database: sqlite3.Connection, row: int, entry: Entry, story: int) -> None:
    article, source = entry.told.article, entry.told.source
    database.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row, article.id, *fields_of(article), digest_with(article, source), story),
    )
    database.execute(
        "INSERT INTO texts VALUES (?, ?, ?)",
        (row, article.text, None if source == article.text else source),
    )
    for copy in entry.copies:
        database.execute(
            "INSERT INTO copies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (copy.article.id, *fields_of(copy.article), None if copy.source == source else copy.source,
             digest_with(copy.article, copy.source), row),
        )  # fmt: skip
    database.executemany(
        "INSERT INTO known VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (row, one.id, one.site, one.published and one.published.isoformat(), one.digest,
             one.lines, one.gone, one.text, one.signature)
            for one in entry.known
        ],
    )  # fmt: skip
