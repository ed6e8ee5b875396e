"""Takes a person's question: limits, conversation, the answer, and its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.answering.types import Answer
from bot.conversation import Conversation
from bot.limits import Gate, QueueFull, RateLimit
from bot.state.answers import Answers, Asked
from bot.workers import Workers
from bot.writing.preview import Show


class Refused(Exception):
    """A question that isn't answered; `first` is false when this person was just told so."""

    def __init__(self, first: bool = True) -> None:
        super().__init__()
        self.first = first


class TooLong(Refused):
    """The question has more characters than are taken."""

    def __init__(self, length: int, longest: int) -> None:
        super().__init__()
        self.length, self.longest = length, longest


class TooFast(Refused):
    """This person, or this chat as a whole, asks too much."""

    def __init__(self, seconds: int, first: bool, whole_chat: bool) -> None:
        super().__init__(first)
        self.seconds, self.whole_chat = seconds, whole_chat


class Busy(Refused):
    """Everybody together asks too much."""


class AnswersQuestions(Protocol):
    """Answers at once, with quotes, on the processor."""

    def answer(
        self, question: str, previous: Sequence[str] = (), searched: str | None = None
    ) -> Answer: ...


class Answering(Protocol):
    """What a desk needs: answers without holding up the event loop, and what is shown meanwhile."""

    async def answer(
        self, question: str, previous: Sequence[str] = (), show: Show | None = None
    ) -> Answer: ...

    async def close(self) -> None: ...


class Quoting:
    """Answers with quotes alone; there is nothing to show before they are found."""

    def __init__(self, answerer: AnswersQuestions, workers: Workers) -> None:
        self._answerer = answerer
        self._workers = workers

    async def answer(
        self, question: str, previous: Sequence[str] = (), show: Show | None = None
    ) -> Answer:
        return await self._workers.run(self._answerer.answer, question, previous)

    async def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Who may ask how much; `notices` keeps refusals from becoming a flood of their own."""

    longest: int
    person: RateLimit
    chat: RateLimit
    gate: Gate
    notices: RateLimit


@dataclass(frozen=True, slots=True)
class Given:
    """An answer and the number it is stored under."""

    id: int
    answer: Answer


class Desk:
    """Where questions are handed in. One person's conversation never reaches another's question."""

    def __init__(
        self,
        answering: Answering,
        conversation: Conversation,
        answers: Answers,
        limits: Limits,
    ) -> None:
        self._answering = answering
        self._conversation = conversation
        self._answers = answers
        self.limits = limits

    async def ask(
        self, asked: Asked, follows: Sequence[str] = (), show: Show | None = None
    ) -> Given:
        """Answer a question; `follows` is what it openly refers to, instead of the conversation.

        `show` is called with the checked beginning of an answer that is being written.

        Raises:
            Refused: it is too long, or too much is asked.
            KhaobotError: the index can't be read.
        """
        self._check(asked)
        previous = tuple(follows) or self._conversation.before(asked)
        try:
            with self.limits.gate.entered():
                answer = await self._answering.answer(asked.question, previous, show)
        except QueueFull:
            raise Busy(first=self.limits.notices.take(asked.chat) is None) from None
        # What somebody joins by replying becomes part of what they go on from.
        self._conversation.add(replace(asked, question=answer.searched) if follows else asked)
        return Given(self._answers.keep(asked, answer), answer)

    async def close(self) -> None:
        """Close what answering has open."""
        await self._answering.close()

    def _check(self, asked: Asked) -> None:
        if len(asked.question) > self.limits.longest:
            raise TooLong(len(asked.question), self.limits.longest)
        if wait := self.limits.person.take(asked.person, asked.at):
            raise TooFast(wait.seconds, wait.first, whole_chat=False)
        if asked.chat != asked.person and (wait := self.limits.chat.take(asked.chat, asked.at)):
            self.limits.person.give_back(asked.person)
            raise TooFast(wait.seconds, wait.first, whole_chat=True)
