"""`/help`: what works when, which depends on whether Telegram shows the bot everything in groups."""

from __future__ import annotations

from html import escape

from telegram import Update
from telegram.ext import ContextTypes

from bot.access import Access
from bot.telegram.addressing import person_of
from bot.telegram.handlers.start import unmarked
from bot.telegram.menu import ADMIN_COMMANDS, COMMANDS
from bot.telegram.pieces import Formatted
from bot.telegram.replies import Replies
from bot.texts import text


class HelpHandler:
    """Lists the commands; those of administrators only to administrators."""

    def __init__(self, access: Access, replies: Replies) -> None:
        self._access = access
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        language = self._replies.languages.of(message.from_user)
        names = list(COMMANDS)
        if self._access.is_admin(person_of(message)):
            names += ADMIN_COMMANDS
        listed = "\n".join(f"/{name} – {text(f'command_{name}', language)}" for name in names)
        seen = bool(context.bot.bot.can_read_all_group_messages)
        page = text(
            "help",
            language,
            bot=escape(context.bot.username),
            mentions=text("mentions_seen" if seen else "mentions_unseen", language),
            commands=listed,
        )
        await self._replies.show(context.bot, message, Formatted(page, unmarked(page)))
