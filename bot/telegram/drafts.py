"""Shows an answer while it is being written: as a draft in private chats, by editing a message in groups.

A draft is Telegram's own preview, which the answer then replaces. Groups have none: there the first
sentences are a message, which is edited a few times and at last becomes the answer.
"""

from __future__ import annotations

import asyncio
import logging
from types import TracebackType
from typing import Any, Self

from telegram import Message
from telegram.error import TelegramError
from telegram.ext import Application

from bot.telegram.pieces import ELLIPSIS, head
from bot.telegram.sending import NotSent, Place, Sender

logger = logging.getLogger(__name__)

FAILURES = 3
PRIVATE_EVERY = 1.0
GROUP_EVERY = 3.0  # Telegram takes about 20 messages and edits a minute in a group
LONGEST = 3000
TIMEOUT = 5.0


class Drafts:
    """Opens drafts; where Telegram keeps refusing them, they are given up for good.

    Some bots may not send them, and edits instead of them would run into the flood limit.
    """

    def __init__(
        self, sender: Sender, private_every: float = PRIVATE_EVERY, group_every: float = GROUP_EVERY
    ) -> None:
        self.sender = sender
        self.private_every = private_every
        self.group_every = group_every
        self._failures = 0

    def open(
        self, application: Application[Any, Any, Any, Any, Any, Any], place: Place, number: int
    ) -> Draft:
        """Return a draft for the answer to message `number`; in a group `place` is a reply."""
        return Draft(self, application, place, number)

    @property
    def given_up(self) -> bool:
        return self._failures >= FAILURES

    def sent(self) -> None:
        self._failures = 0

    def refused(self, error: TelegramError) -> None:
        self._failures += 1
        logger.info("A draft was refused: %s", error)
        if self.given_up:
            logger.warning("Telegram refuses drafts; answers come as a whole from now on.")


class Draft:
    """One answer in the making; use it in an `async with` block around the writing.

    When the block ends, nothing of it is on its way any more, so that nothing can come after the
    answer. `message` is what a group was sent: the answer takes its place.
    """

    def __init__(
        self,
        drafts: Drafts,
        application: Application[Any, Any, Any, Any, Any, Any],
        place: Place,
        number: int,
    ) -> None:
        self._drafts = drafts
        self._application = application
        self._place = place
        self._number = number
        self._in_group = place.chat < 0
        self._latest = ""
        self._news = asyncio.Event()
        self._finished = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.message: Message | None = None

    def show(self, text: str) -> None:
        """Show `text` as soon as it is time to; nothing waits for it."""
        if self._finished.is_set() or (not self._in_group and self._drafts.given_up):
            return
        self._latest = head(text, LONGEST)
        self._news.set()
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._finished.set()
        self._news.set()
        if self._task is not None:
            await self._task

    async def _run(self) -> None:
        every = self._drafts.group_every if self._in_group else self._drafts.private_every
        while True:
            await self._news.wait()
            self._news.clear()
            if self._finished.is_set() or not await self._send():
                return
            try:
                await asyncio.wait_for(self._finished.wait(), every)
            except TimeoutError:
                continue
            return

    async def _send(self) -> bool:
        """Show the latest text; return False if nothing more should be shown of this answer."""
        try:
            await (self._edit() if self._in_group else self._draft())
        except NotSent:
            return False  # why is in the log
        except TelegramError as error:
            if self._in_group:
                logger.info(
                    "What is being written can't be shown in %s: %s", self._place.chat, error
                )
            else:
                self._drafts.refused(error)
            return False
        return True

    async def _draft(self) -> None:
        await self._application.bot.send_message_draft(
            self._place.chat,
            self._number,
            self._latest,
            message_thread_id=self._place.thread or None,
            read_timeout=TIMEOUT,
        )
        self._drafts.sent()

    async def _edit(self) -> None:
        text = f"{self._latest} {ELLIPSIS}"
        bot = self._application.bot
        if self.message is None:
            self.message = await self._drafts.sender.send(bot, self._place, text)
        else:
            # Once: the flood limit is for the answer to wait out, not for a preview of it.
            await bot.edit_message_text(
                text, self.message.chat_id, self.message.id, read_timeout=TIMEOUT
            )
