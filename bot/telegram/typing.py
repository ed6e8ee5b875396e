"""Shows "typing…" for as long as an answer takes; Telegram forgets it after five seconds."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from types import TracebackType
from typing import Any, Self

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import Application

from bot.telegram.sending import Place

logger = logging.getLogger(__name__)

AGAIN = 4.5


class Typing:
    """Use it in an `async with` block around the work; whether it is shown never matters.

    With `shown` off nothing is: in a flood the requests for it would delay the answers themselves.
    A request on its way is never cancelled, which would leave its connection open; the answer doesn't
    wait for it either.
    """

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        place: Place,
        shown: bool = True,
    ) -> None:
        self._application = application
        self._place = place
        self._shown = shown
        self._finished = asyncio.Event()

    async def __aenter__(self) -> Self:
        if self._shown:
            self._application.create_task(self._show())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._finished.set()

    async def _show(self) -> None:
        while not self._finished.is_set():
            try:
                await self._application.bot.send_chat_action(
                    self._place.chat,
                    ChatAction.TYPING,
                    message_thread_id=self._place.thread or None,
                )
            except TelegramError as error:
                logger.info("Typing isn't shown in %s: %s", self._place.chat, error)
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._finished.wait(), AGAIN)
