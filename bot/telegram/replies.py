"""Answers notices of all kinds in the right place and language; what every handler is given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import Bot, InlineKeyboardMarkup, Message
from telegram.constants import ChatType

from bot.state.people import People
from bot.telegram.addressing import thread_of
from bot.telegram.languages import Languages
from bot.telegram.pieces import Formatted
from bot.telegram.sending import Place, Sender
from bot.texts import text
from index.types import Language


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

    def language_for(self, message: Message) -> Language:
        """Return the language of notices to whoever sent `message`."""
        said = message.text or message.caption or ""
        # The command that it begins with has Latin letters in every language.
        return self.languages.of(message.from_user, re.sub(r"^/\S*", "", said))

    async def say(self, bot: Bot, message: Message, key: str, **values: object) -> Message:
        """Reply to `message` with the text `key` in its sender's language."""
        said = text(key, self.language_for(message), **values)
        return await self.sender.send(bot, place_of(message), said)

    async def show(
        self,
        bot: Bot,
        message: Message,
        shown: Formatted | str,
        keyboard: InlineKeyboardMarkup | None = None,
        picture: bytes | None = None,
    ) -> Message:
        """Reply to `message` with something that is already written, under a `picture` if there is one."""
        return await self.sender.send(bot, place_of(message), shown, keyboard, picture)
