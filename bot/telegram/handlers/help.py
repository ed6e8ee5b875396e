"""`/help`: what works when, which depends on whether Telegram shows the bot everything in groups."""

from __future__ import annotations

from html import escape

from bot.access import Access
from bot.telegram.addressing import person_of
from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.handlers.start import unmarked
from bot.telegram.menu import ADMIN_COMMANDS, COMMANDS
from bot.telegram.pieces import Formatted
from bot.telegram.replies import Replies
from bot.texts import text


class HelpHandler(Reaction):
    """Lists the commands; those of administrators only to administrators."""

    def __init__(self, access: Access, replies: Replies) -> None:
        super().__init__(replies)
        self._access = access

    async def react(self, received: Received) -> None:
        bot, message, language = received.bot, received.message, received.language
        names = list(COMMANDS)
        if self._access.is_admin(person_of(message)):
            names += ADMIN_COMMANDS
        listed = "\n".join(f"/{name} – {text(f'command_{name}', language)}" for name in names)
        seen = bool(bot.bot.can_read_all_group_messages)
        page = text(
            "help",
            language,
            bot=escape(bot.username),
            mentions=text("mentions_seen" if seen else "mentions_unseen", language),
            commands=listed,
        )
        await self._replies.show(bot, message, Formatted(page, unmarked(page)))
