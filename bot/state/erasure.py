"""Erases what is stored of people: of one who asks for it, and of everybody once it is old enough."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from bot.state.database import StateDatabase

DAY = 86_400

# What is left of an answer is a count for the statistics: a day, a language, found or not.
_ANONYMOUS = (
    "UPDATE answers SET person = NULL, chat = 0, thread = 0, question_message = 0, "
    f"answer_message = NULL, question = '', record = '', at = CAST(at / {DAY} AS INTEGER) * {DAY} "
)


class Erasure:
    """Deletes for good: once it has tidied, nothing of what was erased is in the bytes of the file.

    SQLite overwrites what it deletes (secure_delete), but copies that it left when it moved rows
    between pages stay in their gaps: only writing the file anew removes those. That takes too long
    to be done for every person who asks, so it is done by a job.
    """

    def __init__(self, database: StateDatabase, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        # True at first: the run before may have been ended before it tidied.
        self._untidy = True

    def forget(self, person: int) -> int:
        """Erase all that is stored of `person`; return how many of their questions there were.

        That is what they asked, were told and voted, votes on their answers, their language, and
        their questions where somebody else's question carries them along.
        """
        with self._database.transaction() as connection:
            _forget_in_others(connection, person)
            connection.execute(
                "DELETE FROM votes WHERE person = :person "
                "OR answer IN (SELECT id FROM answers WHERE person = :person)",
                {"person": person},
            )
            connection.execute("DELETE FROM turns WHERE person = ?", (person,))
            connection.execute("DELETE FROM people WHERE person = ?", (person,))
            # A private chat has its person's number.
            connection.execute("DELETE FROM unreachable WHERE chat = ?", (person,))
            count = connection.execute(_ANONYMOUS + "WHERE person = ?", (person,)).rowcount
        self._untidy = True
        self._database.clear_log()
        return count

    def expire(self, days: int) -> int:
        """Erase what is older than `days` days; return how many questions that were.

        A person of whom nothing else is left then goes with the language they chose.
        """
        before = self._clock() - days * DAY
        with self._database.transaction() as connection:
            gone = {
                person
                for (person,) in connection.execute(
                    "SELECT person FROM answers WHERE at < :before AND person NOT NULL "
                    "UNION SELECT person FROM turns WHERE at < :before "
                    "UNION SELECT person FROM votes WHERE at < :before",
                    {"before": before},
                )
            }
            connection.execute(
                "DELETE FROM votes WHERE at < :before "
                "OR answer IN (SELECT id FROM answers WHERE at < :before AND record != '')",
                {"before": before},
            )
            connection.execute("DELETE FROM turns WHERE at < ?", (before,))
            connection.execute("DELETE FROM unreachable WHERE since < ?", (before,))
            count = connection.execute(
                _ANONYMOUS + "WHERE at < ? AND record != ''", (before,)
            ).rowcount
            connection.executemany(
                "DELETE FROM people WHERE person = :person "
                "AND NOT EXISTS (SELECT 1 FROM answers WHERE person = :person) "
                "AND NOT EXISTS (SELECT 1 FROM turns WHERE person = :person) "
                "AND NOT EXISTS (SELECT 1 FROM votes WHERE person = :person)",
                [{"person": person} for person in gone],
            )
        self._untidy = self._untidy or bool(gone)
        return count

    def tidy(self) -> None:
        """Remove what erased rows have left in the file, if any were erased since the last time."""
        if self._untidy:
            self._database.rewrite()
            self._untidy = False


def _forget_in_others(connection: sqlite3.Connection, person: int) -> None:
    """Let follow-ups of others in the same chats stand alone: one by reply carries what it follows."""
    connection.execute(
        "UPDATE turns SET question = answers.question FROM answers "
        "WHERE turns.chat = answers.chat AND turns.message = answers.question_message "
        "AND turns.person = answers.person AND answers.person != :person AND record != '' "
        "AND answers.chat IN (SELECT chat FROM answers WHERE person = :person)",
        {"person": person},
    )
    connection.execute(
        "UPDATE answers SET "
        "record = json_set(record, '$.question', question, '$.searched', question) "
        "WHERE person != :person AND record != '' "
        "AND chat IN (SELECT chat FROM answers WHERE person = :person)",
        {"person": person},
    )
