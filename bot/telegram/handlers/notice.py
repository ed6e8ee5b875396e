"""Says kindly what the bot can't do: unknown commands, voice messages, commands of administrators."""

from __future__ import annotations

from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.replies import Replies


class NoticeHandler(Reaction):
    """Replies with one sentence."""

    def __init__(self, key: str, replies: Replies) -> None:
        super().__init__(replies)
        self._key = key

    async def react(self, received: Received) -> None:
        await self._replies.say(received.bot, received.message, self._key)
