"""Fetches updates by long polling, for as long as the bot runs, through whatever goes wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.health import Health
from bot.metrics import Metrics
from bot.telegram.pauses import jitter, seconds_of

logger = logging.getLogger(__name__)

POLL_SECONDS = 10
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 3.0

Take = Callable[[Sequence[Update]], Awaitable[None]]
Report = Callable[[Exception], Awaitable[object]]


class Fetcher:
    """Asks Telegram for updates and hands them to `take`, which writes them to the disk.

    Telegram takes the next request as the receipt for the updates before its offset, so that request
    is made only after `take` has returned. `drop_pending_updates` is never used: what came while the
    bot was away is answered. The first request waits for nothing: only once one has succeeded is the
    bot ready.
    """

    def __init__(
        self,
        bot: Bot,
        take: Take,
        report: Report,
        health: Health,
        metrics: Metrics,
        allowed: Sequence[str],
        poll_seconds: int = POLL_SECONDS,
    ) -> None:
        self._bot = bot
        self._take = take
        self._report = report
        self._health = health
        self._metrics = metrics
        self._allowed = list(allowed)
        self._poll_seconds = poll_seconds
        self._offset: int | None = None
        self._wait = 0  # seconds that the next request may wait for updates
        self._pause = FIRST_PAUSE

    async def run(self) -> None:
        """Fetch until cancelled.

        Raises:
            InvalidToken: Telegram doesn't know the token (any more).
        """
        await self._trying_on(self._bot.delete_webhook)  # with one, nothing can be fetched
        while True:
            await self._trying_on(self._fetch)

    async def _trying_on(self, call: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await call()
            except InvalidToken:
                raise
            except Exception as error:
                await self._failed(error)
            else:
                self._pause = FIRST_PAUSE
                return

    async def _fetch(self) -> None:
        try:
            updates: Sequence[Update] = await self._bot.get_updates(
                offset=self._offset, timeout=self._wait, allowed_updates=self._allowed
            )
            following = updates[-1].update_id + 1 if updates else self._offset
        except TelegramError:
            raise
        except Exception:
            updates, following = await self._readable()
        await self._take(updates)
        self._health.fetched()
        self._metrics.fetch("fetched")
        self._offset = following
        self._wait = self._poll_seconds

    async def _readable(self) -> tuple[list[Update], int | None]:
        """Return the updates that the library can read, and the offset behind them all.

        One that it can't read must not hold up the others for ever.
        """
        query = "timeout=0" + (f"&offset={self._offset}" if self._offset is not None else "")
        raw: Any = await self._bot.request.post(f"{self._bot.base_url}/getUpdates?{query}")
        updates = []
        for data in raw:
            try:
                updates.append(Update.de_json(data, self._bot))
            except Exception:
                number = data["update_id"]
                logger.exception("Update %s can't be read and is passed over.", number)
        return updates, raw[-1]["update_id"] + 1 if raw else self._offset

    async def _failed(self, error: Exception) -> None:
        if isinstance(error, Conflict):
            self._health.conflict()
        self._metrics.fetch("conflict" if isinstance(error, Conflict) else "failed")
        await self._report(error)
        if isinstance(error, RetryAfter):
            await asyncio.sleep(seconds_of(error))
            return
        await asyncio.sleep(self._pause * jitter())
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
