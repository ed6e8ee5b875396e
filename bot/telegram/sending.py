"""Sends messages so that none is lost and none is doubled, whatever Telegram or the network answers.

| what comes back                         | what is done                                               |
|-----------------------------------------|------------------------------------------------------------|
| 429, wait n seconds                     | that chat alone waits so long, then it is sent             |
| 5xx, or no connection                   | sent again, a little later each time, for `patience`       |
| no answer in time                       | not sent again: it may have arrived (an edit is repeated)  |
| markup refused                          | sent as plain text                                         |
| picture refused                         | its caption is sent alone                                  |
| message to reply to, or topic, is gone  | sent without                                               |
| the group has become a supergroup       | sent there, and everything stored of the group moves too   |
| blocked, or removed from the group      | remembered; nothing more is sent until somebody writes     |

Each of these is one line in the log, whether the message arrived in the end or not.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.state.people import People
from bot.telegram.pauses import Pauses, jitter, seconds_of
from bot.telegram.pieces import Formatted

logger = logging.getLogger(__name__)

LONGEST_WAIT = 300.0
PATIENCE = 3600.0
REPEATED = 3

TRYING_AGAIN = "No answer from Telegram (%s): %s; trying again."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: a chat, its topic (0: none), and the message it replies to."""

    chat: int
    thread: int = 0
    reply_to: int | None = None


class NotSent(Exception):
    """A message could not be sent; why has been logged."""


class Sender:
    """Sends and edits on behalf of all handlers.

    `patience` is for how many seconds a message is tried again that surely didn't arrive; `count` is
    told what became of each attempt, in a word.
    """

    def __init__(
        self,
        people: People,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        patience: float = PATIENCE,
        jitter: Callable[[], float] = jitter,
        count: Callable[[str], None] = lambda word: None,
    ) -> None:
        self._people = people
        self._sleep = sleep
        self._patience = patience
        self._jitter = jitter
        self._count = count
        self._quiet_until: dict[int, float] = {}

    async def send(
        self,
        bot: Bot,
        place: Place,
        message: Formatted | str,
        keyboard: InlineKeyboardMarkup | None = None,
        picture: bytes | None = None,
    ) -> Message:
        """Send a new message; with a `picture`, as its caption.

        Raises:
            NotSent: it wasn't, or nobody knows; the log says why.
        """
        if self._people.is_unreachable(place.chat):
            raise NotSent
        if isinstance(message, str):
            message = Formatted("", message)
        markup = bool(message.html)
        pauses = Pauses(self._patience)
        while True:
            await self._quiet(place.chat)
            try:
                said = message.html if markup else message.plain
                sent = await _post(bot, place, said, markup, keyboard, picture)
                self._count("sent")
                return sent
            except TimedOut as error:
                if not _never_left(error):
                    self._count("unsure")
                    logger.warning(
                        "A message to %s may or may not have arrived; it is not sent again.",
                        place.chat,
                    )
                    raise NotSent from error
                await self._pause(pauses, place.chat, error)
            except BadRequest as error:
                remedy = _remedy(error)
                if remedy == "plain" and markup:
                    logger.warning("Telegram refused markup (%s); sent as plain text.", error)
                    markup = False
                elif remedy == "no reply" and place.reply_to is not None:
                    logger.info("Sent to %s without a reply: %s", place.chat, error)
                    place = replace(place, reply_to=None)
                elif remedy == "no thread" and place.thread:
                    logger.info("Sent to %s outside of its topic: %s", place.chat, error)
                    place = replace(place, thread=0)
                elif picture is not None:
                    logger.warning("Telegram refused a picture (%s); sent without it.", error)
                    picture = None
                else:
                    raise self._lost(place.chat, error) from error
            except ChatMigrated as error:
                self._people.migrate_chat(place.chat, error.new_chat_id)
                logger.info("The group %s is now %s.", place.chat, error.new_chat_id)
                place = Place(error.new_chat_id)
            except TelegramError as error:
                await self._wait_or_lose(error, place.chat, pauses)

    async def edit(
        self,
        bot: Bot,
        chat: int,
        number: int,
        message: Formatted | str,
        keyboard: InlineKeyboardMarkup | None = None,
    ) -> bool:
        """Change message `number` of `chat`; return False if it can't be changed any more.

        Raises:
            NotSent: it wasn't; the log says why.
        """
        if isinstance(message, str):
            message = Formatted("", message)
        markup = bool(message.html)
        pauses = Pauses(self._patience)
        while True:
            await self._quiet(chat)
            try:
                await bot.edit_message_text(
                    message.html if markup else message.plain,
                    chat,
                    number,
                    parse_mode=ParseMode.HTML if markup else None,
                    reply_markup=keyboard,
                )
                self._count("edited")
                return True
            except BadRequest as error:
                if "not modified" in str(error).lower():
                    logger.info("Message %s of %s already says so.", number, chat)
                    return True
                if _remedy(error) == "plain" and markup:
                    logger.warning("Telegram refused markup (%s); sent as plain text.", error)
                    markup = False
                else:
                    logger.info("Message %s of %s can't be edited: %s", number, chat, error)
                    return False
            except TimedOut as error:
                await self._pause(pauses, chat, error)
            except ChatMigrated as error:
                self._people.migrate_chat(chat, error.new_chat_id)
                logger.info("The group %s is now %s.", chat, error.new_chat_id)
                return False  # messages of the old group stay there
            except TelegramError as error:
                await self._wait_or_lose(error, chat, pauses)

    async def repeatable(self, call: Callable[[], Awaitable[Any]], what: str) -> bool:
        """Make a call that does no harm when made twice; failing is logged, never raised."""
        pauses = Pauses(self._patience)
        for _ in range(REPEATED):
            try:
                await call()
                return True
            except RetryAfter as error:
                self._count("limited")
                seconds = min(seconds_of(error), LONGEST_WAIT)
                logger.warning("Telegram asks to wait %.0f s before %s.", seconds, what)
                await self._sleep(seconds)
            except (BadRequest, Forbidden) as error:
                logger.info("%s was refused: %s", what, error)
                return False
            except NetworkError as error:
                self._count("retried")
                logger.warning(TRYING_AGAIN, what, error)
                await self._sleep(pauses.next() * self._jitter())
            except TelegramError as error:
                logger.warning("%s failed: %s", what, error)
                return False
        logger.warning("%s failed: no connection.", what)
        return False

    async def _wait_or_lose(self, error: TelegramError, chat: int, pauses: Pauses) -> None:
        """Wait before the next attempt, or raise if there is no use in one."""
        if isinstance(error, RetryAfter):
            seconds = seconds_of(error)
            if seconds > LONGEST_WAIT:
                raise self._lost(chat, error) from error
            logger.warning("Telegram asks to wait %.0f s before writing to %s.", seconds, chat)
            self._count("limited")
            self._quiet_until[chat] = time.monotonic() + seconds
            await self._sleep(seconds)
            self._quiet_until.pop(chat, None)
        elif isinstance(error, Forbidden):
            self._people.mark_unreachable(chat)
            self._count("blocked")
            logger.info("%s can't be written to any more: %s", chat, error)
            raise NotSent from error
        elif isinstance(error, NetworkError):
            await self._pause(pauses, chat, error)
        else:
            raise self._lost(chat, error) from error

    async def _quiet(self, chat: int) -> None:
        """Wait while Telegram has asked for silence in `chat`."""
        while (left := self._quiet_until.get(chat, 0.0) - time.monotonic()) > 0:
            await self._sleep(left)

    async def _pause(self, pauses: Pauses, chat: int, error: TelegramError) -> None:
        if pauses.over:
            raise self._lost(chat, error) from error
        self._count("retried")
        logger.warning(TRYING_AGAIN, chat, error)
        await self._sleep(pauses.next() * self._jitter())

    def _lost(self, chat: int, error: Exception) -> NotSent:
        self._count("failed")
        logger.error("A message to %s was not sent: %s", chat, error)
        return NotSent()


async def _post(
    bot: Bot,
    place: Place,
    said: str,
    markup: bool,
    keyboard: InlineKeyboardMarkup | None,
    picture: bytes | None,
) -> Message:
    common: dict[str, Any] = {
        "parse_mode": ParseMode.HTML if markup else None,
        "message_thread_id": place.thread or None,
        "reply_parameters": _reply(place),
        "reply_markup": keyboard,
    }
    if picture is not None:
        return await bot.send_photo(place.chat, picture, caption=said, **common)
    return await bot.send_message(place.chat, said, **common)


def _reply(place: Place) -> ReplyParameters | None:
    if place.reply_to is None:
        return None
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True)


def _remedy(error: BadRequest) -> str:
    said = str(error).lower()
    if "can't parse entities" in said or "unsupported start tag" in said:
        return "plain"
    if "replied not found" in said or "reply message not found" in said:
        return "no reply"
    if "thread not found" in said or "topic_closed" in said or "topic_deleted" in said:
        return "no thread"
    return ""


def _never_left(error: TimedOut) -> bool:
    """Tell whether the request surely never reached Telegram: no connection was made for it."""
    import httpx

    return isinstance(error.__cause__, httpx.ConnectTimeout | httpx.PoolTimeout)
