"""Opens the SQLite files that only save work: a damaged one is made anew, an unwritable one is an error."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from index.errors import StoreError

Result = TypeVar("Result")


class CacheFile:
    """A SQLite file at `path` with the tables of `schema`, which says IF NOT EXISTS."""

    def __init__(self, path: Path, schema: str) -> None:
        self.path = path
        self._schema = schema

    def use(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Return what `work` does with an open database; started again once if the file is damaged.

        Raises:
            StoreError: the file can't be opened or written.
        """
        try:
            return self._once(work)
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self.path} can't be used ({error}). Make room or mend permissions, then try "
                "again; the file may also be deleted, it only saves work."
            ) from error
        except sqlite3.DatabaseError:
            self.delete()
            return self._once(work)

    def delete(self) -> None:
        """Delete the file and what SQLite keeps beside it."""
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)

    def _once(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        with closing(sqlite3.connect(self.path, timeout=60)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.executescript(self._schema)
            return work(database)
