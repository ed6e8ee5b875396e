"""Keeps every update from before Telegram is told of its arrival until its answer has been accepted."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.state.database import StateDatabase

logger = logging.getLogger(__name__)

REMEMBERED_SECONDS = 2 * 86_400.0  # Telegram delivers an update again for a day at most
ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as it came: whose it is, the chat whose order it keeps (None: none), and its JSON."""

    id: int
    person: int | None
    line: int | None
    payload: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not done; `attempts` counts the processes that began to work on it."""

    id: int
    line: int | None
    attempts: int


class Inbox:
    """The updates of one bot, known by Telegram's `update_id`; safe to call from several threads."""

    def __init__(
        self, database: StateDatabase, minutes: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._seconds = minutes * 60
        self._clock = clock
        self._begun: set[int] = set()

    def take(self, updates: Sequence[Incoming]) -> set[int]:
        """Write `updates` to the disk, all or none, and return the numbers of those not seen before."""
        now = self._clock()
        with self._database.durable() as connection:
            return {
                update.id
                for update in updates
                if connection.execute(
                    "INSERT OR IGNORE INTO inbox (update_id, at, person, line, payload) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (update.id, now, update.person, update.line, update.payload),
                ).rowcount
            }

    def read(self, update: int) -> str | None:
        """Return the JSON of `update`, None if it is done or was forgotten."""
        row = self._database.row(
            "SELECT payload FROM inbox WHERE update_id = ? AND done_at IS NULL", (update,)
        )
        payload: str | None = row[0] if row else None
        return payload

    def begin(self, update: int | None) -> None:
        """Count that this process begins to work on `update`, once however often it is called."""
        if update is None or update in self._begun:
            return
        self._begun.add(update)
        self._database.write(
            "UPDATE inbox SET attempts = attempts + 1 WHERE update_id = ?", (update,)
        )

    def settle(self, update: int) -> None:
        """Note that `update` is done; of it only the number and the times stay."""
        self._begun.discard(update)
        self._done("update_id = ?", update)

    def waiting(self) -> list[Waiting]:
        """Return what is not done, in the order in which it came.

        What waited too long is given up first, and so is what was begun again and again: it may be
        the very thing that ends the process each time.
        """
        if late := self._done("at < ?", self._clock() - self._seconds):
            logger.warning("%d updates came too long ago and are not answered any more.", late)
        if given_up := self._done("attempts >= ?", ATTEMPTS):
            logger.error("%d updates are given up after %d attempts.", given_up, ATTEMPTS)
        rows = self._database.rows(
            "SELECT update_id, line, attempts FROM inbox WHERE done_at IS NULL ORDER BY update_id"
        )
        return [Waiting(*row) for row in rows]

    def forget(self, person: int) -> int:
        """Erase what `person` sent and is not done; what is done holds nothing of anybody."""
        return self._done("person = ?", person)

    def prune(self, seconds: float = REMEMBERED_SECONDS) -> int:
        """Delete what was done longer ago than `seconds`; at least a day, or repeats go unnoticed."""
        return self._database.write(
            "DELETE FROM inbox WHERE done_at < ?", (self._clock() - seconds,)
        )

    def _done(self, condition: str, value: float) -> int:
        return self._database.write(
            "UPDATE inbox SET done_at = ?, person = NULL, line = NULL, payload = NULL "
            f"WHERE done_at IS NULL AND {condition}",
            (self._clock(), value),
        )
