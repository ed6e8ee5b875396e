"""Tells whether the bot does its work: updates are fetched, the index is open, the queue moves."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.limits import Gate
from index.errors import KhaobotError

FETCHED_WITHIN = 60.0
MOVED_WITHIN = 180.0
CONFLICT_SHOWN = 15.0

CONFLICT = (
    "Another program fetches this bot's updates with the same TELEGRAM_TOKEN (409 Conflict). "
    "Stop it, or the two take questions from each other."
)


class Health:
    """What is known of the bot's parts; `index` names the generation in use, or raises."""

    def __init__(
        self,
        index: Callable[[], str],
        gate: Gate,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._index = index
        self._gate = gate
        self._clock = clock
        self._started = clock()
        self._fetched: float | None = None
        self._conflict: float | None = None
        self.stopping = False

    def fetched(self) -> None:
        """Note that Telegram has just been asked for updates, and answered."""
        self._fetched = self._clock()
        if self._conflict is not None and self._fetched - self._conflict > CONFLICT_SHOWN:
            self._conflict = None

    def conflict(self) -> None:
        """Note that somebody else fetches this bot's updates."""
        self._conflict = self._clock()

    def seconds_since_fetch(self) -> float:
        """Return the age of the last fetch that succeeded, counted from the start before the first."""
        return self._clock() - (self._started if self._fetched is None else self._fetched)

    def problems(self) -> list[str]:
        """Return what keeps the bot from its work, a line each; none: it is alive."""
        found = []
        if self._conflict is not None:
            found.append(CONFLICT)
        if (age := self.seconds_since_fetch()) > FETCHED_WITHIN:
            found.append(f"No updates could be fetched for {age:.0f} s.")
        if (stuck := self._gate.seconds_without_progress()) > MOVED_WITHIN:
            found.append(f"No question was finished for {stuck:.0f} s, and some are in work.")
        try:
            self._index()
        except KhaobotError as error:
            found.append(str(error))
        return found

    def not_ready(self) -> list[str]:
        """Return what is still missing before questions are answered; none: it is ready."""
        if self.stopping:
            return ["It is being stopped."]
        waiting = ["Nothing was fetched yet."] if self._fetched is None else []
        return waiting + self.problems()
