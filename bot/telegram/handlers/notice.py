"""Says kindly what the bot can't do: unknown commands, voice messages, commands of administrators."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.replies import Replies


class NoticeHandler:
    """Replies with one sentence."""

    def __init__(self, key: str, replies: Replies) -> None:
        self._key = key
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.effective_message is not None:
            await self._replies.say(context.bot, update.effective_message, self._key)
