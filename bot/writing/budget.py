"""Counts the tokens used each day in a small file, so that a restart doesn't start the count anew."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from index.dates import today_in_bangkok

logger = logging.getLogger(__name__)


class DailyBudget:
    """At most `tokens` a day, in Thailand's days; the text that passes the limit is still finished.

    Commands that run beside the bot count into the same file; what two write at the same moment
    may be counted once.
    """

    def __init__(
        self, file: Path, tokens: int, today: Callable[[], date] = today_in_bangkok
    ) -> None:
        self._file = file
        self.tokens = tokens
        self._today = today

    def left(self) -> bool:
        return self.spent() < self.tokens

    def spend(self, tokens: int) -> None:
        """Count `tokens`; a file that can't be written is an error in the log, not in an answer."""
        record = {"day": self._today().isoformat(), "tokens": self.spent() + tokens}
        fresh = self._file.with_suffix(f".{os.getpid()}.new")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(record), encoding="utf-8")
            fresh.replace(self._file)
        except OSError as error:
            logger.error(
                "%s can't be written (%s): LLM_DAILY_TOKENS don't hold.", self._file, error
            )

    def spent(self) -> int:
        """Return the tokens of today; 0 if the file can't be read, which the log tells."""
        try:
            record = json.loads(self._file.read_text(encoding="utf-8"))
            return int(record["tokens"]) if record["day"] == self._today().isoformat() else 0
        except FileNotFoundError:
            return 0
        except (OSError, ValueError, KeyError, TypeError) as error:
            logger.error("%s can't be read (%s); the count starts at 0.", self._file, error)
            return 0
