"""Keeps what was worked out of an article's text, so that a rebuild works only on what changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from index.cache_file import CacheFile

FILE_NAME = "work.sqlite"
LOOKUP = 500
BATCH = 64

_SCHEMA = """
CREATE TABLE IF NOT EXISTS work (
    kind TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, used_by TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uses (
    kind TEXT NOT NULL, key BLOB NOT NULL, used_by TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS uses_by ON uses (used_by);
"""


class WorkCache:
    """A SQLite file of results by kind and the hash of what they were worked out of."""

    def __init__(self, path: Path, generation: str) -> None:
        self._file = CacheFile(path, _SCHEMA)
        self._generation = generation

    def get(
        self,
        kind: str,
        keys: Sequence[bytes],
        work: Callable[[int], bytes],
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> list[bytes]:
        """Return the result for each key; those that aren't known are `work(position)`.

        Results are kept every `BATCH`, so a build that is interrupted goes on where it was.
        """
        return self._file.use(lambda database: self._get(database, kind, keys, work, progress))

    def forget_before(self, generation: str) -> int:
        """Delete what no generation from `generation` on has used; return how many."""

        def forget(database: sqlite3.Connection) -> int:
            with database:
                forgotten = database.execute(
                    "DELETE FROM work WHERE (kind, key) IN (SELECT kind, key FROM uses WHERE used_by < ?)",
                    (generation,),
                ).rowcount
                database.execute("DELETE FROM uses WHERE used_by < ?", (generation,))
                return forgotten

        return self._file.use(forget)

    def _get(
        self,
        database: sqlite3.Connection,
        kind: str,
        keys: Sequence[bytes],
        work: Callable[[int], bytes],
        progress: Callable[[int, int], None],
    ) -> list[bytes]:
        known: dict[bytes, bytes] = {}
        for start in range(0, len(keys), LOOKUP):
            part = keys[start : start + LOOKUP]
            marks = ",".join("?" * len(part))
            known.update(
                database.execute(
                    f"SELECT key, value FROM work WHERE kind = ? AND key IN ({marks})",
                    (kind, *part),
                )
            )
        missing = {key: at for at, key in enumerate(keys) if key not in known}
        todo = list(missing.items())
        for start in range(0, len(todo), BATCH):
            part_done = {key: work(at) for key, at in todo[start : start + BATCH]}
            known.update(part_done)
            with database:
                database.executemany(
                    "INSERT OR REPLACE INTO work VALUES (?, ?, ?, ?)",
                    [(kind, key, value, self._generation) for key, value in part_done.items()],
                )
                self._mark(database, kind, list(part_done))
            progress(start + len(part_done), len(todo))
        with database:
            self._mark(database, kind, keys)
        return [known[key] for key in keys]

    def _mark(self, database: sqlite3.Connection, kind: str, keys: Sequence[bytes]) -> None:
        """Note that the generation uses these, in the transaction that is open."""
        database.executemany(
            # Beside the results: changing their own rows would write all of them anew.
            "INSERT INTO uses VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
            "SET used_by = ?3 WHERE used_by < ?3",
            [(kind, key, self._generation) for key in keys],
        )


def key_of(*parts: str) -> bytes:
    """Return the key of a result that depends on `parts` and nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return digest.digest()
