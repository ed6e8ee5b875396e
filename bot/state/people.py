"""Remembers the language that people chose, and which chats can no longer be written to."""

from __future__ import annotations

import time

from bot.state.database import StateDatabase
from index.types import Language


class People:
    """What is known of a person (by Telegram's number) and of a chat."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database
        self._unreachable = {chat for (chat,) in database.rows("SELECT chat FROM unreachable")}

    def language(self, person: int) -> Language | None:
        """Return the language that `person` chose, or None."""
        row = self._database.row("SELECT language FROM people WHERE person = ?", (person,))
        language: Language | None = row[0] if row else None
        return language

    def choose_language(self, person: int, language: Language | None) -> None:
        """Keep the choice; None goes back to finding it out."""
        self._database.write(
            "INSERT INTO people (person, language) VALUES (?, ?) "
            "ON CONFLICT (person) DO UPDATE SET language = excluded.language",
            (person, language),
        )

    def is_unreachable(self, chat: int) -> bool:
        """Tell whether the bot was blocked in or removed from `chat`."""
        return chat in self._unreachable

    def mark_unreachable(self, chat: int) -> None:
        self._unreachable.add(chat)
        self._database.write("INSERT OR IGNORE INTO unreachable VALUES (?, ?)", (chat, time.time()))

    def mark_reachable(self, chat: int) -> None:
        """Note that somebody wrote in `chat`, so it can be answered again."""
        if chat in self._unreachable:
            self._unreachable.discard(chat)
            self._database.write("DELETE FROM unreachable WHERE chat = ?", (chat,))

    def migrate_chat(self, old: int, new: int) -> None:
        """Move everything of a group to the supergroup that it has become."""
        with self._database.transaction() as connection:
            for table in ("turns", "answers"):
                connection.execute(f"UPDATE {table} SET chat = ? WHERE chat = ?", (new, old))
