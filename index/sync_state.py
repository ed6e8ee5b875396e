"""Remembers in `sources.sqlite` what was read from each source, so that only what changed is read again."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from index.cache_file import CacheFile
from index.sources.fetch import Stamp
from index.sources.types import Rejection

FILE_NAME = "sources.sqlite"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS items (
    source TEXT NOT NULL, item TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
    content TEXT NOT NULL, articles TEXT NOT NULL, rejections TEXT NOT NULL,
    PRIMARY KEY (source, item)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was last read of one item: a file, a feed, an entry of a feed, or a page.

    `stamp` is the server's, or a file's size and time; `content` a hash; `articles` maps the ids
    that came of it to the digests of the articles, in hex.
    """

    stamp: Stamp = field(default_factory=Stamp)
    content: str = ""
    articles: Mapping[str, str] = field(default_factory=dict)
    rejections: tuple[Rejection, ...] = ()


class SyncState:
    """A SQLite file. Losing it costs a full reading and nothing else."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, _SCHEMA)

    def items(self, source: str) -> dict[str, Remembered]:
        """Return what is remembered of each item of `source`."""
        return self._file.use(lambda database: _items(database, source))

    def keep(self, items: Mapping[tuple[str, str], Remembered]) -> None:
        """Remember `items`, by source and item, all or none of them."""
        rows = [
            (
                source,
                item,
                known.stamp.etag,
                known.stamp.modified,
                known.content,
                json.dumps(dict(known.articles)),
                json.dumps([[r.where, r.reason] for r in known.rejections]),
            )
            for (source, item), known in items.items()
        ]

        def write(database: sqlite3.Connection) -> None:
            with database:
                database.executemany(
                    "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?)", rows
                )

        self._file.use(write)


def _items(database: sqlite3.Connection, source: str) -> dict[str, Remembered]:
    rows = database.execute(
        "SELECT item, etag, modified, content, articles, rejections FROM items WHERE source = ?",
        (source,),
    )
    return {
        item: Remembered(
            Stamp(etag, modified),
            content,
            json.loads(articles),
            tuple(Rejection(where, reason) for where, reason in json.loads(rejections)),
        )
        for item, etag, modified, content, articles, rejections in rows
    }
