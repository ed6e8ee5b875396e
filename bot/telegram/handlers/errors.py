"""What happens when something fails: the log gets everything, the person an apology with a reference."""

from __future__ import annotations

import logging
import time

from telegram import Update
from telegram.error import Conflict, NetworkError, RetryAfter
from telegram.ext import ContextTypes

from bot.errors import ErrorLog
from bot.health import CONFLICT
from bot.telegram.replies import Replies
from bot.telegram.sending import NotSent
from bot.texts import text

logger = logging.getLogger(__name__)

QUIET = 300.0


class ErrorHandler:
    """The last resort of the application. It never raises."""

    def __init__(self, errors: ErrorLog, replies: Replies) -> None:
        self._errors = errors
        self._replies = replies
        self._said: dict[str, float] = {}

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        error = context.error
        if error is None or isinstance(error, NotSent):
            return  # whoever could not send has logged why
        if not isinstance(update, Update):
            self._fetching_failed(error)
            return
        reference = self._errors.note(error, f"working on update {update.update_id}")
        message = update.effective_message
        if message is None:
            return
        # Whoever pressed a button reads the apology, not the bot that wrote the message above it.
        language = self._replies.languages.of(update.effective_user, message.text or "")
        try:
            apology = text("apology", language, reference=reference)
            await self._replies.show(context.bot, message, apology)
        except Exception:
            logger.warning("[%s] the apology could not be sent either", reference)

    def _fetching_failed(self, error: Exception) -> None:
        """Say once in a while that updates can't be fetched; the library goes on trying."""
        now, kind = time.monotonic(), type(error).__name__
        if now - self._said.get(kind, -QUIET) < QUIET:
            return
        self._said[kind] = now
        if isinstance(error, Conflict):
            logger.warning("%s", CONFLICT)
        elif isinstance(error, RetryAfter | NetworkError):
            logger.warning("Telegram can't be reached (%s); trying on.", error)
        else:
            self._errors.note(error, "fetching updates")
