"""Notes errors under a short reference: the person is told the reference, the log has everything."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.reference import current_reference, new_reference
from bot.scrubbing import scrubbed

logger = logging.getLogger(__name__)

KEPT = 20
SHOWN = 120


@dataclass(frozen=True, slots=True)
class Noted:
    """One error as `/status` lists it."""

    reference: str
    at: datetime
    summary: str


class ErrorLog:
    """The last errors, newest last."""

    def __init__(self) -> None:
        self._noted: deque[Noted] = deque(maxlen=KEPT)

    def note(self, error: BaseException, while_doing: str) -> str:
        """Log `error` with its traceback, remember one line of it, and return the reference of the work."""
        reference = current_reference() or new_reference()
        logger.error("[%s] while %s", reference, while_doing, exc_info=error)
        summary = scrubbed(f"{type(error).__name__}: {error}".splitlines()[0])[:SHOWN]
        self._noted.append(Noted(reference, datetime.now(UTC), summary))
        return reference

    def latest(self, count: int) -> tuple[Noted, ...]:
        """Return the last `count` errors, newest first."""
        return tuple(reversed(self._noted))[:count]
