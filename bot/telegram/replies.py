"""Answers notices of all kinds in the right place and language; what every handler is given."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from bot.state.people import People
from bot.telegram.addressing import thread_of
from bot.telegram.languages import Languages
from bot.telegram.pieces import Formatted
from bot.telegram.sending import Place, Sender
from bot.texts import text


def place_of(message: Message) -> Place:
    """Return where an answer to `message` goes: the same topic, and in a group as a reply."""
    private = message.chat.type == ChatType.PRIVATE
    return Place(message.chat_id, thread_of(message), None if private else message.id)


@dataclass(frozen=True, slots=True)
class Replies:
    """Collaborators that nearly every handler needs."""

    sender: Sender
    languages: Languages
    people: People

    async def say(self, bot: Bot, message: Message, key: str, **values: object) -> Message:
        """Reply to `message` with the text `key` in its sender's language."""
        language = self.languages.of(message.from_user, message.text or message.caption or "")
        return await self.sender.send(bot, place_of(message), text(key, language, **values))

    async def show(
        self,
        bot: Bot,
        message: Message,
        shown: Formatted | str,
        keyboard: InlineKeyboardMarkup | None = None,
    ) -> Message:
        """Reply to `message` with something that is already written."""
        return await self.sender.send(bot, place_of(message), shown, keyboard)
