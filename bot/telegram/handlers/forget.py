"""`/forget`: erases what is stored of a person."""

from __future__ import annotations

from typing import Protocol

from bot.conversation import Conversation
from bot.state.answers import Answers
from bot.telegram.addressing import person_of
from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.replies import Replies


class ForgetsPeople(Protocol):
    """Anything that holds what people sent."""

    def forget(self, person: int) -> int: ...


class ForgetHandler(Reaction):
    """Erases questions, answers and votes of whoever sends the command, in every chat."""

    def __init__(
        self, conversation: Conversation, answers: Answers, inbox: ForgetsPeople, replies: Replies
    ) -> None:
        super().__init__(replies)
        self._conversation = conversation
        self._answers = answers
        self._inbox = inbox

    async def react(self, received: Received) -> None:
        person = person_of(received.message)
        self._inbox.forget(person)
        self._conversation.forget(person)
        count = self._answers.forget(person)
        await self._replies.say(received.bot, received.message, "forgotten", count=count)
