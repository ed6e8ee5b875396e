"""Opens the state file: one SQLite database in WAL mode, shared by all that remember something."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import KhaobotError

logger = logging.getLogger(__name__)

# What Telegram has just delivered: it is about the present, whatever is restored.
LIVE = frozenset({"inbox"})
BUSY_SECONDS = 30.0
CLEARING_ATTEMPTS, CLEARING_PAUSE = 60, 0.5

# chat and thread say where something was asked (thread 0: no topic), person who asked it.
_SCHEMA = """
CREATE TABLE people (person INTEGER PRIMARY KEY, language TEXT);
CREATE TABLE unreachable (chat INTEGER PRIMARY KEY, since REAL NOT NULL);
CREATE TABLE turns (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL, chat INTEGER NOT NULL, thread INTEGER NOT NULL,
    message INTEGER NOT NULL, question TEXT NOT NULL, at REAL NOT NULL
);
CREATE INDEX turns_of_person ON turns (person, chat, thread, id);
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, person INTEGER, chat INTEGER NOT NULL, thread INTEGER NOT NULL,
    question_message INTEGER NOT NULL, answer_message INTEGER, question TEXT NOT NULL,
    status TEXT NOT NULL, language TEXT NOT NULL, generation TEXT NOT NULL, record TEXT NOT NULL,
    at REAL NOT NULL
);
CREATE INDEX answers_of_chat ON answers (chat, question_message);
CREATE INDEX answers_in_chat ON answers (chat, answer_message);
CREATE INDEX answers_of_person ON answers (person);
CREATE INDEX answers_at ON answers (at);
CREATE TABLE votes (
    answer INTEGER NOT NULL REFERENCES answers (id), person INTEGER NOT NULL,
    vote INTEGER NOT NULL, at REAL NOT NULL, PRIMARY KEY (answer, person)
) WITHOUT ROWID;
"""

# What Telegram delivered. Once an update is done only its number stays, by which a repeat is known.
_INBOX = """
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY, at REAL NOT NULL, done_at REAL, attempts INTEGER NOT NULL DEFAULT 0,
    person INTEGER, line INTEGER, payload TEXT
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE done_at IS NULL;
"""

_SCRIPTS = (_SCHEMA, _INBOX)
VERSION = len(_SCRIPTS)


class StateError(KhaobotError):
    """The state file can't be read or written."""


class StateDatabase:
    """One connection behind a lock. Statements are small and take well under a millisecond each."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, making it if it isn't there.

        Raises:
            StateError: it can't be opened, or is of a newer version of Khaobot.
        """
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)  # for nobody else to read: it holds what people asked
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("PRAGMA secure_delete=ON")  # /forget leaves nothing behind
            self._migrate(path)
        except (OSError, sqlite3.Error) as error:
            raise StateError(
                f"{path} can't be used ({error}). Mend its permissions or name another STATE_FILE."
            ) from error

    def _migrate(self, path: Path) -> None:
        (version,) = self._connection.execute("PRAGMA user_version").fetchone()
        for number, script in enumerate(_SCRIPTS[version:], version + 1):
            self._connection.executescript(
                f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;"
            )
        if version > VERSION:
            raise StateError(
                f"{path} was written by a newer Khaobot (version {version}, this one reads {VERSION}). "
                "Upgrade Khaobot, or name another STATE_FILE."
            )

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give the connection; what the block writes is kept as a whole, or not at all."""
        with self._lock, self._connection:
            yield self._connection

    @contextmanager
    def durable(self) -> Iterator[sqlite3.Connection]:
        """Like `transaction`, and on the disk when the block has ended: a power cut takes nothing back."""
        with self._lock:
            self._connection.execute("PRAGMA synchronous=FULL")
            try:
                with self._connection:
                    yield self._connection
            finally:
                self._connection.execute("PRAGMA synchronous=NORMAL")

    def write(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with self.transaction() as connection:
            return connection.execute(statement, values).rowcount

    def insert(self, statement: str, values: Sequence[Any]) -> int:
        """Run one INSERT and return the id of the new row."""
        with self.transaction() as connection:
            return connection.execute(statement, values).lastrowid or 0

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(query, values).fetchall()

    def row(self, query: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        return next(iter(self.rows(query, values)), None)

    def replace_from(self, other: Path) -> None:
        """Put the rows of the database in file `other` in the place of these, all at once.

        Another process that has this one open goes on with the new rows. What it is just working on
        (`LIVE`) stays.

        Raises:
            sqlite3.Error: `other` has other tables, or there is no room; nothing was changed.
        """
        with self._lock:
            self._connection.execute("ATTACH DATABASE ? AS other", (str(other),))
            try:
                with self._connection as connection:
                    connection.execute("BEGIN IMMEDIATE")
                    for table in self._tables():
                        columns = ", ".join(
                            name
                            for (name,) in connection.execute(
                                "SELECT name FROM pragma_table_info(?)", (table,)
                            )
                        )
                        connection.execute(f"DELETE FROM main.{table}")
                        connection.execute(
                            f"INSERT INTO main.{table} ({columns}) "
                            f"SELECT {columns} FROM other.{table}"
                        )
            finally:
                self._connection.execute("DETACH DATABASE other")
        self.clear_log()

    def _tables(self) -> list[str]:
        return [
            name
            for (name,) in self._connection.execute(
                "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            )
            if name not in LIVE
        ]

    def rewrite(self) -> None:
        """Write the whole file anew (about a second for 30 MB, in which nothing else is written)."""
        with self._lock:
            self._connection.execute("VACUUM")
        self.clear_log()

    def clear_log(self) -> None:
        """Move everything into the file itself and empty the log, which still has what was erased."""
        for _ in range(CLEARING_ATTEMPTS):
            with self._lock:
                # Without waiting: whoever reads (a backup) must not hold up everybody else.
                self._connection.execute("PRAGMA busy_timeout=0")
                (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                self._connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
            if not busy:
                return
            time.sleep(CLEARING_PAUSE)
        logger.warning("The log of the state is being read; it is emptied after the next erasure.")

    def close(self) -> None:
        with self._lock:
            self._connection.close()
