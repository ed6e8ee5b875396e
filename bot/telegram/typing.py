"""Shows "typing…" for as long as an answer takes; Telegram forgets it after five seconds."""

from __future__ import annotations

import asyncio
import contextlib
from types import TracebackType
from typing import Self

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.telegram.sending import Place

AGAIN = 4.5


class Typing:
    """Use it in an `async with` block around the work; whether it is shown never matters."""

    def __init__(self, bot: Bot, place: Place) -> None:
        self._bot = bot
        self._place = place
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._show())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _show(self) -> None:
        while True:
            with contextlib.suppress(TelegramError):
                await self._bot.send_chat_action(
                    self._place.chat,
                    ChatAction.TYPING,
                    message_thread_id=self._place.thread or None,
                )
            await asyncio.sleep(AGAIN)
