"""`/start`, `/privacy`: what the bot is, and what it keeps."""

from __future__ import annotations

from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.pieces import Formatted
from bot.telegram.replies import Replies
from bot.texts import text


class PageHandler(Reaction):
    """Shows one fixed page of HTML."""

    def __init__(self, page: str, replies: Replies) -> None:
        super().__init__(replies)
        self._page = page

    async def react(self, received: Received) -> None:
        page = text(self._page, received.language)
        await self._replies.show(received.bot, received.message, Formatted(page, unmarked(page)))


def unmarked(page: str) -> str:
    """Return a page of our own HTML without its tags."""
    for tag in ("b", "i", "code"):
        page = page.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return page
