"""Whoever writes can be written to again, even if the bot was blocked before."""

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
