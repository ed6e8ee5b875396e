"""Runs what takes the processor (embedding, searching) in a few threads, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

THREADS = 2


class Workers:
    """A few threads that are kept: each has its own connection to the store of a generation.

    `begins` is called in the thread before each piece of work: whatever ends the process is likely to
    be there. `tidies` is called in one after it, when its result is on the way and whoever waits had their turn.
    """

    def __init__(
        self,
        threads: int = THREADS,
        name: str = "answering",
        begins: Callable[[], None] = lambda: None,
        tidies: Callable[[], None] = lambda: None,
    ) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._begins = begins
        self._tidies = tidies

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `function` returns, called in one of the threads."""
        loop, context = asyncio.get_running_loop(), copy_context()

        def work() -> T:
            self._begins()
            try:
                return function(*args, **kwargs)
            finally:
                with suppress(RuntimeError):  # closing: nothing new is taken
                    self._executor.submit(self._tidies)

        return await loop.run_in_executor(self._executor, lambda: context.run(work))

    def close(self) -> None:
        """Wait for what is running and end the threads."""
        self._executor.shutdown(cancel_futures=True)
