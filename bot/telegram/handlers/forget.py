"""`/forget`: erases what is stored of a person."""

from __future__ import annotations

from typing import Protocol

from telegram import Update
from telegram.ext import ContextTypes

from bot.conversation import Conversation
from bot.state.answers import Answers
from bot.telegram.addressing import person_of
from bot.telegram.replies import Replies


class ForgetsPeople(Protocol):
    """Anything that holds what people sent."""

    def forget(self, person: int) -> int: ...


class ForgetHandler:
    """Erases questions, answers and votes of whoever sends the command, in every chat."""

    def __init__(
        self, conversation: Conversation, answers: Answers, inbox: ForgetsPeople, replies: Replies
    ) -> None:
        self._conversation = conversation
        self._answers = answers
        self._inbox = inbox
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        person = person_of(message)
        self._inbox.forget(person)
        self._conversation.forget(person)
        count = self._answers.forget(person)
        await self._replies.say(context.bot, message, "forgotten", count=count)
