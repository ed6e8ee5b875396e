"""The sync that runs by itself every so often."""

from __future__ import annotations

import logging

from telegram.ext import ContextTypes

from bot.errors import ErrorLog
from bot.maintenance import JobRunning, Maintenance

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
