"""Whoever writes can be written to again, and a group that became a supergroup is the same group."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.state.people import People


class NoteReachable:
    """Sees every update before the others do."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.effective_chat is not None:
            self._people.mark_reachable(update.effective_chat.id)


class NoteMigration:
    """Moves what is stored of a group to the supergroup that it has become."""

    def __init__(self, people: People) -> None:
        self._people = people

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id is not None:
            self._people.migrate_chat(message.chat_id, message.migrate_to_chat_id)
