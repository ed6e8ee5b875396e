"""How long to wait before something that failed is tried again: longer each time, and never in step."""

from __future__ import annotations

import random

from telegram.error import RetryAfter

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 4.0


def jitter() -> float:
    """Return a factor that keeps those who failed together from trying again together."""
    return random.uniform(0.5, 1.0)


class Pauses:
    """The waits between the attempts at one message: each twice the last, until patience is over."""

    def __init__(self, patience: float) -> None:
        self._left = patience
        self._next = FIRST_PAUSE

    @property
    def over(self) -> bool:
        return self._left <= 0

    def next(self) -> float:
        """Return the next wait in seconds."""
        pause = self._next
        self._next = min(2 * pause, LONGEST_PAUSE)
        self._left -= pause
        return pause


def seconds_of(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    wait = error.retry_after
    return float(wait if isinstance(wait, int) else wait.total_seconds())
