"""Keeps a language model that is slow, gone or costly from holding up answers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.writing.writer import (
    AnswerWriter,
    Heard,
    WriterBusy,
    WriterError,
    WriterResting,
    WriterUnreachable,
    Written,
    unheard,
)

FAILURES = 3
REST = 60.0
LONGEST_REST = 3600.0


class Breaker:
    """Circuit breaker: after `failures` in a row the model rests, then a single text is tried.

    The pattern is from M. Nygard, Release It! (2007).
    """

    def __init__(
        self,
        failures: int = FAILURES,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._failures = 0
        self._until = -1.0

    def enter(self) -> None:
        """Take note that the model is about to be asked.

        Raises:
            WriterResting: it mustn't be asked yet.
        """
        if self._until < 0:
            return
        now = self._clock()
        if now < self._until:
            raise WriterResting("the language model rests after failures")
        self._until = now + self._rest  # this one tries; the others go on waiting

    def rests(self) -> float:
        """Return for how many seconds the model isn't asked; 0 if it may be."""
        return max(0.0, self._until - self._clock()) if self._until >= 0 else 0.0

    def succeeded(self) -> None:
        self._failures, self._until = 0, -1.0

    def failed(self, wait: float = 0.0) -> None:
        """Count a failure; a server that says how long to wait is left alone for that long."""
        self._failures += 1
        if wait or self._failures >= self._limit:
            self._until = self._clock() + min(max(wait, self._rest), LONGEST_REST)


class Budget(Protocol):
    """How many tokens may be used in a day, and how many were today."""

    @property
    def tokens(self) -> int: ...

    def spent(self) -> int: ...

    def left(self) -> bool: ...

    def spend(self, tokens: int) -> None: ...


@dataclass(frozen=True, slots=True)
class WriterState:
    """How a language model is: for how many seconds it rests (0: it may be asked), and its tokens of today.

    `daily_tokens` is 0 where no limit is set; what was used isn't counted then.
    """

    name: str
    rests: float = 0.0
    tokens_today: int = 0
    daily_tokens: int = 0

    @property
    def used_up(self) -> bool:
        return bool(self.daily_tokens) and self.tokens_today >= self.daily_tokens


class GuardedWriter:
    """A writer behind a time limit for each text, a circuit breaker and a budget."""

    def __init__(
        self, writer: AnswerWriter, seconds: float, breaker: Breaker, budget: Budget | None = None
    ) -> None:
        self._writer = writer
        self._seconds = seconds
        self._breaker = breaker
        self._budget = budget

    @property
    def name(self) -> str:
        return self._writer.name

    def state(self) -> WriterState:
        """Return how the model is, without asking it."""
        rests = self._breaker.rests()
        if self._budget is None:
            return WriterState(self.name, rests)
        return WriterState(self.name, rests, self._budget.spent(), self._budget.tokens)

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        """Return what the model writes, or fail within the time limit.

        Raises:
            WriterError: the text didn't come, or not to its end; `WriterResting` without asking.
        """
        if self._budget is not None and not self._budget.left():
            raise WriterResting("LLM_DAILY_TOKENS are used up for today")
        self._breaker.enter()
        try:
            async with asyncio.timeout(self._seconds):
                written = await self._writer.write(prompt, max_tokens, heard)
        except TimeoutError as error:
            self._breaker.failed()
            self._spend(len(prompt) // 2)
            raise WriterUnreachable("the language model took longer than LLM_TIMEOUT") from error
        except WriterError as error:
            self._breaker.failed(error.seconds if isinstance(error, WriterBusy) else 0.0)
            self._spend(error.tokens)
            raise
        self._breaker.succeeded()
        self._spend(written.tokens)
        return written

    async def close(self) -> None:
        await self._writer.close()

    def _spend(self, tokens: int) -> None:
        if self._budget is not None and tokens:
            self._budget.spend(tokens)
