"""`/start`, `/privacy`: what the bot is, and what it keeps."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.pieces import Formatted
from bot.telegram.replies import Replies
from bot.texts import text


class PageHandler:
    """Shows one fixed page of HTML."""

    def __init__(self, page: str, replies: Replies) -> None:
        self._page = page
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        language = self._replies.languages.of(message.from_user)
        page = text(self._page, language)
        await self._replies.show(context.bot, message, Formatted(page, unmarked(page)))


def unmarked(page: str) -> str:
    """Return a page of our own HTML without its tags."""
    for tag in ("b", "i", "code"):
        page = page.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return page
