"""Says how much may be asked: a rate for each person and chat, and a limit on what waits at once."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

WINDOW = 60.0
REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Wait:
    """A refusal for `seconds`; `first` is true once per burst, so that it is said only once."""

    seconds: int
    first: bool


class RateLimit:
    """At most `count` in any minute for each key; what is refused doesn't count."""

    def __init__(self, count: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._clock = clock
        self._taken: dict[int, deque[float]] = {}
        self._told: dict[int, float] = {}

    def take(self, key: int, at: float | None = None) -> Wait | None:
        """Count one for `key`, or say how long to wait.

        `at` is when it was asked, if that isn't now: what has waited counts for the minute that it came in.
        """
        now = self._clock() if at is None else at
        taken = self._taken.setdefault(key, deque())
        while taken and taken[0] <= now - WINDOW:
            taken.popleft()
        if len(taken) < self._count:
            taken.append(now)
            self._told.pop(key, None)
            self._shrink(now)
            return None
        free_at = taken[0] + WINDOW
        first = self._told.get(key, -math.inf) < now
        self._told[key] = max(free_at, self._told.get(key, free_at))
        return Wait(max(1, math.ceil(free_at - now)), first)

    def give_back(self, key: int) -> None:
        """Take back the last one counted for `key`: it was not served."""
        if self._taken.get(key):
            self._taken[key].pop()

    def _shrink(self, now: float) -> None:
        if len(self._taken) > REMEMBERED:
            idle = [k for k, times in self._taken.items() if not times or times[-1] <= now - WINDOW]
            for key in idle:
                del self._taken[key]
                self._told.pop(key, None)


class QueueFull(Exception):
    """More is being asked at once than the queue takes."""


class Gate:
    """Counts what is being answered or waits for its turn; past `limit` nobody else comes in.

    `most` is how many there were at once since the start.
    """

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self.inside = 0
        self.most = 0
        self._clock = clock
        self._moved = clock()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Take a place for as long as the block lasts.

        Raises:
            QueueFull: there is none.
        """
        if self.inside >= self.limit:
            raise QueueFull
        if not self.inside:
            self._moved = self._clock()
        self.inside += 1
        self.most = max(self.most, self.inside)
        try:
            yield
        finally:
            self.inside -= 1
            self._moved = self._clock()

    def seconds_without_progress(self) -> float:
        """Return for how long somebody has been inside without anybody coming out."""
        return self._clock() - self._moved if self.inside else 0.0
