"""Tells whether a message asks the bot something, and what: by command, mention, reply, or in private."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType
from telegram.ext import filters

from bot.state.answers import Asked

ASK = "ask"
_MENTIONS: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]


@dataclass(frozen=True, slots=True)
class Addressed:
    """What a message asks. An empty `question` is a call without one.

    `reply_to_bot` is the message of the bot that this one replies to; `quoted` the text of somebody
    else's message that it points at.
    """

    question: str
    reply_to_bot: int | None = None
    quoted: str | None = None


def addressed(message: Message, me: User) -> Addressed | None:
    """Return what `message` asks of the bot `me`, or None if it isn't meant for it."""
    if message.text is None or _sent_by_bot(message, me):
        return None
    replied = _replied_to(message)
    to_bot = replied is not None and replied.from_user is not None and replied.from_user.id == me.id
    own = replied.message_id if replied is not None and to_bot else None
    theirs = None if to_bot or replied is None else (replied.text or replied.caption)

    command = command_of(message)
    if command is not None:
        if not is_command(command, ASK, me):
            return None
        question = without(message.text, [message.entities[0]])
        return _pointing(question, own, theirs)
    mentions = [
        entity
        for entity, said in message.parse_entities(_MENTIONS).items()
        if _is_me(entity, said, me)
    ]
    if message.chat.type == ChatType.PRIVATE:
        return _pointing(without(message.text, mentions), own, theirs)
    if mentions or to_bot:
        return _pointing(without(message.text, mentions), own, theirs if mentions else None)
    return None


def asked_by(message: Message, question: str) -> Asked:
    """Return `question` with who asked it where; an anonymous administrator asks as the group."""
    at = (message.edit_date or message.date).timestamp()
    return Asked(person_of(message), message.chat_id, thread_of(message), message.id, question, at)


def person_of(message: Message) -> int:
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user is not None else message.chat_id


def thread_of(message: Message) -> int:
    """Return the forum topic of `message`, 0 outside of topics (a reply thread is none)."""
    return (message.message_thread_id or 0) if message.is_topic_message else 0


def command_of(message: Message) -> str | None:
    """Return the command that `message` begins with, without its slash, as `ask` or `ask@bot`."""
    first = message.entities[0] if message.entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    return message.parse_entity(first)[1:]


def is_command(said: str, name: str, me: User) -> bool:
    """Tell whether `said`, as `add` or `add@bot`, is the command `name` for the bot `me`."""
    said, _, of = said.lower().partition("@")
    return said == name and of in ("", (me.username or "").lower())


class Captioned(filters.MessageFilter):
    """Lets through what has the command `name` for this bot, and no other one, as its caption."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Captioned({name})")
        self._name = name

    def filter(self, message: Message) -> bool:
        # Not by entities: whoever types a caption before choosing the file may have none.
        said = (message.caption or "").partition(" ")[0].partition("\n")[0]
        return said.startswith("/") and is_command(said[1:], self._name, message.get_bot().bot)


def without(said: str, entities: Sequence[MessageEntity]) -> str:
    """Return `said` without `entities`, whose offsets count UTF-16 units, not characters."""
    units = said.encode("utf-16-le")
    for entity in sorted(entities, key=lambda entity: -entity.offset):
        start, end = entity.offset * 2, (entity.offset + entity.length) * 2
        units = units[:start] + units[end:]
    lines = units.decode("utf-16-le", "ignore").strip(" \t\n,:").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _pointing(question: str, own: int | None, theirs: str | None) -> Addressed:
    # A bare call in a reply to somebody asks what that message says.
    if not question and theirs:
        return Addressed(theirs.strip())
    return Addressed(question, own, theirs)


def _replied_to(message: Message) -> Message | None:
    """Return the message replied to; in a topic every message "replies" to the one that opened it."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    if message.is_topic_message and replied.message_id == message.message_thread_id:
        return None
    return replied


def _sent_by_bot(message: Message, me: User) -> bool:
    """Tell whether a bot wrote the message; an anonymous administrator only looks like one."""
    if message.via_bot is not None and message.via_bot.id == me.id:
        return True  # an inline result of ours, put into the chat
    if message.sender_chat is not None:
        return False
    return message.from_user is None or message.from_user.is_bot


def _is_me(entity: MessageEntity, said: str, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    return said[1:].lower() == (me.username or "").lower()
