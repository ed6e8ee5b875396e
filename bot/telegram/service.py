"""Runs the bot: starts its parts in order, waits for a signal, and stops within a limit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot.health import Health
from bot.monitoring import Monitoring
from bot.telegram.application import Bot, TokenRefused
from bot.telegram.fetching import FIRST_PAUSE, LONGEST_PAUSE
from bot.telegram.inbox_queue import InboxQueue
from bot.telegram.pauses import jitter
from bot.telegram.updates import PerChat

logger = logging.getLogger(__name__)

SIGNALS = (signal.SIGINT, signal.SIGTERM)
CLOSING_SECONDS = 3.0  # for what follows when nothing is in hand any more


@dataclass(frozen=True, slots=True)
class Service:
    """The bot and what surrounds it; `receive` brings updates into `queue` until it is cancelled."""

    application: Bot
    queue: InboxQueue
    per_chat: PerChat
    receive: Callable[[], Coroutine[Any, Any, None]]
    health: Health
    monitoring: Monitoring
    stop_seconds: float

    def run(self) -> None:
        """Run until SIGINT or SIGTERM.

        Raises:
            TokenRefused: Telegram doesn't know the token.
            KhaobotError: an address can't be listened on.
        """
        try:
            asyncio.run(self._run())
        except InvalidToken as error:
            raise TokenRefused from error

    async def _run(self) -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in SIGNALS:
            loop.add_signal_handler(number, stop.set)
        self.monitoring.start()
        stopped = asyncio.create_task(stop.wait())
        working = asyncio.create_task(self.work())
        await asyncio.wait({stopped, working}, return_when=asyncio.FIRST_COMPLETED)
        self.health.stopping = True
        working.cancel()
        stopped.cancel()
        try:
            with contextlib.suppress(asyncio.CancelledError):
                await working
        finally:
            await self._stop_in_time()
            self.monitoring.stop()

    async def work(self) -> None:
        """Start everything and bring in updates, until cancelled."""
        await self.start()
        # Nobody waits for the menus: Telegram may have them set much later.
        greeting = asyncio.create_task(self.greet())
        try:
            await self.receive()
        finally:
            greeting.cancel()

    async def start(self) -> None:
        """Meet Telegram, however long that takes, and begin to answer what is in the inbox."""
        application, pause = self.application, FIRST_PAUSE
        while True:
            try:
                await application.initialize()
                break
            except InvalidToken:
                raise
            except TelegramError as error:
                logger.warning("Telegram can't be reached (%s); trying on.", error)
                await asyncio.sleep(pause * jitter())
                pause = min(2 * pause, LONGEST_PAUSE)
        await application.start()
        self.queue.open(application.bot)

    async def greet(self) -> None:
        """Do what can only be done when Telegram knows us, and is not urgent."""
        if self.application.post_init is not None:
            await self.application.post_init(self.application)

    async def stop(self) -> None:
        """Finish what is in hand within the limit; what isn't finished stays in the inbox."""
        application = self.application
        self.queue.close()
        if application.running:
            try:
                await asyncio.wait_for(self.queue.join(), self.stop_seconds)
            except TimeoutError:
                logger.warning("%d updates are left unfinished.", self.per_chat.cancel())
            await application.stop()
        if self.queue.waiting:
            logger.info("%d updates stay in the inbox for the next start.", self.queue.waiting)
        await application.shutdown()
        if application.post_shutdown is not None:
            await application.post_shutdown(application)

    async def _stop_in_time(self) -> None:
        try:
            await asyncio.wait_for(self.stop(), self.stop_seconds + CLOSING_SECONDS)
        except TimeoutError:
            # A thread is in the middle of a build or an answer, and Python would wait for it. Ending here
            # is as safe as a crash: a build publishes whole generations only, an answer is in the inbox.
            logger.warning("Something is still running; it is ended.")
            logging.shutdown()
            os._exit(0)
