"""What all reactions to messages begin with: the message is there, and its sender's language is known."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.ext import ContextTypes, ExtBot

from bot.telegram.replies import Replies
from index.types import Language


@dataclass(frozen=True, slots=True)
class Received:
    """A message and the language that its sender reads."""

    message: Message
    language: Language
    update: Update
    context: ContextTypes.DEFAULT_TYPE

    @property
    def bot(self) -> ExtBot[Any]:
        return self.context.bot

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Start `work` and return: the next message of the chat doesn't wait for it."""
        self.context.application.create_task(work, self.update)


class Reaction(ABC):
    """Does something with a message; the application calls it with an update."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is not None:
            language = self._replies.language_for(message)
            await self.react(Received(message, language, update, context))

    @abstractmethod
    async def react(self, received: Received) -> None: ...
