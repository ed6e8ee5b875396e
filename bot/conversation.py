"""Remembers the last questions of each person in each chat and topic, for follow-up questions."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.state.answers import Asked
from bot.state.database import StateDatabase

TURNS = 4


class Conversation:
    """One person's questions never mix with another's, nor those of one topic with another's."""

    def __init__(
        self, database: StateDatabase, minutes: int, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._seconds = minutes * 60
        self._clock = clock

    def before(self, asked: Asked) -> tuple[str, ...]:
        """Return this person's last questions here, oldest first, without those of the same message."""
        rows = self._database.rows(
            "SELECT question FROM turns WHERE person = ? AND chat = ? AND thread = ? "
            "AND message != ? AND at >= ? ORDER BY id DESC LIMIT ?",
            (asked.person, asked.chat, asked.thread, asked.message,
             self._clock() - self._seconds, TURNS),
        )  # fmt: skip
        return tuple(question for (question,) in reversed(rows))

    def add(self, asked: Asked) -> None:
        """Remember a question; the same message asked again (edited) replaces what it was."""
        place = (asked.person, asked.chat, asked.thread)
        with self._database.transaction() as connection:
            replaced = connection.execute(
                "UPDATE turns SET question = ? "
                "WHERE person = ? AND chat = ? AND thread = ? AND message = ?",
                (asked.question, *place, asked.message),
            ).rowcount
            if replaced:
                return
            connection.execute(
                "INSERT INTO turns (person, chat, thread, message, question, at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (*place, asked.message, asked.question, self._clock()),
            )
            connection.execute(
                "DELETE FROM turns WHERE person = ? AND chat = ? AND thread = ? AND id NOT IN "
                "(SELECT id FROM turns WHERE person = ? AND chat = ? AND thread = ? "
                "ORDER BY id DESC LIMIT ?)",
                (*place, *place, TURNS),
            )
