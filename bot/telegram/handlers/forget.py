"""`/forget`: erases what is stored of a person."""

from __future__ import annotations

from typing import Protocol

from bot.state.erasure import Erasure
from bot.telegram.addressing import person_of
from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.replies import Replies
from bot.texts import text
from bot.workers import Workers


class ForgetsPeople(Protocol):
    """Anything that holds what people sent."""

    def forget(self, person: int) -> int: ...


class ForgetHandler(Reaction):
    """Erases all that is stored of whoever sends the command, in every chat."""

    def __init__(
        self, erasure: Erasure, inbox: ForgetsPeople, workers: Workers, replies: Replies
    ) -> None:
        super().__init__(replies)
        self._erasure = erasure
        self._inbox = inbox
        self._workers = workers

    async def react(self, received: Received) -> None:
        # Asked first: the language that was chosen is forgotten, too.
        language = received.language
        person = person_of(received.message)
        self._inbox.forget(person)
        count = await self._workers.run(self._erasure.forget, person)
        said = text("forgotten", language, count=count)
        await self._replies.show(received.bot, received.message, said)
