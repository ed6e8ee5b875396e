"""`/forget`: erases what is stored of a person."""

from __future__ import annotations

from typing import Protocol

from telegram import Update
from telegram.ext import ContextTypes

from bot.state.erasure import Erasure
from bot.telegram.addressing import person_of
from bot.telegram.replies import Replies
from bot.texts import text
from bot.workers import Workers


class ForgetsPeople(Protocol):
    """Anything that holds what people sent."""

    def forget(self, person: int) -> int: ...


class ForgetHandler:
    """Erases all that is stored of whoever sends the command, in every chat."""

    def __init__(
        self, erasure: Erasure, inbox: ForgetsPeople, workers: Workers, replies: Replies
    ) -> None:
        self._erasure = erasure
        self._inbox = inbox
        self._workers = workers
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        # Asked first: the language that was chosen is forgotten, too.
        language = self._replies.languages.of(message.from_user, message.text or "")
        person = person_of(message)
        self._inbox.forget(person)
        count = await self._workers.run(self._erasure.forget, person)
        await self._replies.show(context.bot, message, text("forgotten", language, count=count))
