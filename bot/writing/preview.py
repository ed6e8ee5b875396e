"""Shows a text while it is being written, as far as its sentences are whole and have been checked."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

Show = Callable[[str], None]

# A sentence is over where something follows its citations: "… [1][2]. Next", or on a new line.
_END = re.compile(r"(?:\[\d+\][\s.]*)+(?=[^\s\[\].,;:!?)])|\n(?=\s*\S)")


def whole_sentences(text: str) -> str:
    """Return the beginning of `text` that will not change any more, "" if there is none."""
    ends = [match.end() for match in _END.finditer(text)]
    return text[: ends[-1]].rstrip() if ends else ""


class Preview:
    """Hears a text grow; use it in an `async with` block around the writing.

    One check runs at a time, of the latest text. When the block ends nothing more is shown: what is
    to be shown then is the answer.
    """

    def __init__(self, checked: Callable[[str], Awaitable[str]], show: Show) -> None:
        self._checked = checked
        self._show = show
        self._latest = ""
        self._grown = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def hear(self, text: str) -> None:
        """Take note of all the text so far."""
        whole = whole_sentences(text)
        if len(whole) > len(self._latest):
            self._latest = whole
            self._grown.set()

    async def __aenter__(self) -> Preview:
        self._task = asyncio.create_task(self._follow(self._show))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _follow(self, show: Show) -> None:
        shown = ""
        while True:
            await self._grown.wait()
            self._grown.clear()
            try:
                text = await self._checked(self._latest)
            except Exception:
                logger.exception("What is being written can't be checked; it is not shown.")
                return
            if text and text != shown:
                shown = text
                show(text)
