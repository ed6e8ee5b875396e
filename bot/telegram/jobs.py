"""What runs by itself every so often: bringing in articles, and erasing what is old."""

from __future__ import annotations

import logging

from telegram.ext import ContextTypes

from bot.errors import ErrorLog
from bot.maintenance import JobRunning, Maintenance
from bot.state.erasure import Erasure
from bot.workers import Workers

logger = logging.getLogger(__name__)


class ScheduledSync:
    """Brings in new articles without anybody asking; `/status` tells how it went."""

    def __init__(self, maintenance: Maintenance, errors: ErrorLog) -> None:
        self._maintenance = maintenance
        self._errors = errors

    async def __call__(self, context: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            done = await self._maintenance.sync(lambda stage, step, total: None)
        except JobRunning as running:
            logger.info("No sync this time: %s is running.", running.job)
        except Exception as error:
            self._errors.note(error, "syncing on schedule")
        else:
            report = done.report
            logger.info(
                "Sync: %d added, %d replaced, %d rejected; %s is in use.",
                len(report.added), len(report.replaced),
                len(report.rejections), done.manifest.generation,
            )  # fmt: skip


class ScheduledErasure:
    """Erases what is older than `days` days (0: nothing), and what erased rows left in the file."""

    def __init__(self, erasure: Erasure, days: int, workers: Workers, errors: ErrorLog) -> None:
        self._erasure = erasure
        self._days = days
        self._workers = workers
        self._errors = errors

    async def __call__(self, context: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            count = await self._workers.run(self._erase)
        except Exception as error:
            self._errors.note(error, "erasing what is old")
        else:
            if count:
                logger.info("Erased: %d questions older than %d days.", count, self._days)

    def _erase(self) -> int:
        count = self._erasure.expire(self._days) if self._days else 0
        self._erasure.tidy()
        return count
