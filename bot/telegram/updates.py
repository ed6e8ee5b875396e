"""Works on several chats at once, and on each chat's updates one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, Protocol

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.reference import working

# Updates wait in their chat's line, not at this door; it only bounds memory.
MAX_UPDATES = 4096


class HandsOut(Protocol):
    """Where updates come from, which is told what became of each."""

    def settle(self, update: int) -> None: ...

    def release(self, update: int) -> None: ...


class PerChat(BaseUpdateProcessor):
    """Keeps the order within a chat; buttons and inline queries don't wait for questions."""

    def __init__(self, queue: HandsOut | None = None, max_updates: int = MAX_UPDATES) -> None:
        super().__init__(max_updates)
        self._queue = queue
        self._lines: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Run `coroutine` when its turn has come; that it has ended is what makes an update done.

        By then the answer was accepted by Telegram, or will never be. What is cancelled or dies with
        the process is not done: it is begun again by the next one.
        """
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with working(update.update_id if isinstance(update, Update) else None):
                await self._in_line(update, coroutine)
            if self._queue is not None and isinstance(update, Update):
                self._queue.settle(update.update_id)
        finally:
            self._tasks.discard(task)
            if self._queue is not None and isinstance(update, Update):
                self._queue.release(update.update_id)

    def cancel(self) -> int:
        """Cancel what is being worked on and return how many updates that were."""
        for task in self._tasks:
            task.cancel()
        return len(self._tasks)

    async def _in_line(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = line_of(update)
        if chat is None:
            await coroutine
            return
        line = self._lines.setdefault(chat, asyncio.Lock())
        self._waiting[chat] = self._waiting.get(chat, 0) + 1
        try:
            async with line:
                await coroutine
        finally:
            self._waiting[chat] -= 1
            if not self._waiting[chat]:
                del self._waiting[chat], self._lines[chat]

    @property
    def waiting(self) -> int:
        """How many updates are worked on or wait for their turn."""
        return sum(self._waiting.values())

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""


def line_of(update: object) -> int | None:
    """Return the chat whose order `update` must keep, None for what needs none."""
    if not isinstance(update, Update) or update.effective_chat is None:
        return None
    if update.callback_query is not None or update.inline_query is not None:
        return None
    return update.effective_chat.id
