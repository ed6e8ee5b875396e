"""Opens a store for each thread that reads it; what was added beside it is read with it as one."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from index.errors import IndexDamagedError, damaged

ADDED_FILE_NAME = "added.sqlite"

# What was added stands in tables of the same names in `added`; there, too, is named what it replaces.
_WHOLE = {
    **dict.fromkeys(("articles", "texts"), ("row NOT IN (SELECT row FROM added.gone)", "1")),
    **dict.fromkeys(
        ("copies", "known", "passages"), ("article NOT IN (SELECT row FROM added.gone)", "1")
    ),
    "vocabulary": ("term NOT IN (SELECT term FROM added.vocabulary)", "doc > 0"),
    "aliases": (
        "NOT EXISTS (SELECT 1 FROM added.aliases AS later WHERE later.latin = main.aliases.latin "
        "AND later.thai = main.aliases.thai)",
        "articles > 0",
    ),
}


class Connections:
    """Connections to a store that no longer changes, one a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        added = path.with_name(ADDED_FILE_NAME)
        self._added = added if added.exists() else None
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    def mine(self) -> sqlite3.Connection:
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
                if self._added:
                    self._attach(connection, self._added)
                connection.execute("SELECT 1 FROM articles LIMIT 1")
            except sqlite3.Error:
                connection.close()
                raise
        except sqlite3.Error as error:
            raise damaged(self._path, str(error)) from error
        return connection

    @staticmethod
    def _attach(connection: sqlite3.Connection, added: Path) -> None:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"ATTACH 'file:{_quoted(added)}?mode=ro&immutable=1' AS added")
        for name, (before, later) in _WHOLE.items():
            connection.execute(
                f"CREATE TEMP VIEW {name} AS SELECT * FROM main.{name} WHERE {before} "
                f"UNION ALL SELECT * FROM added.{name} WHERE {later}"
            )

    @property
    def parts(self) -> tuple[str, ...]:
        """The schemas whose tables hold the store; unqualified, a table is that of all of them."""
        return ("main", "added") if self._added else ("main",)

    def close(self) -> None:
        """Close every thread's connection; nobody may be reading any more."""
        with self._lock:
            for connection in self._connections:
                connection.close()
            self._connections.clear()


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path.resolve()))
