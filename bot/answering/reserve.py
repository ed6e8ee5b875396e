"""Quotes what the reader points at or, where the reader can't be loaded, what is most like the question."""

from __future__ import annotations

import logging
import threading
from typing import Protocol

from bot.answering.quoting import FoundQuotes, QuoteFinder
from index.errors import ModelError
from index.types import SearchResult

logger = logging.getLogger(__name__)


class Loadable(Protocol):
    """What is loaded when it is first needed, or before."""

    def load(self) -> object:
        """Load it now if need be.

        Raises:
            ModelError: it can't be loaded.
        """
        ...


class QuotesInReserve:
    """Finds quotes by `read`; by `unread` from then on, if the reader turns out not to load.

    A bot without the wheel of the reader's base answers less exactly, but it answers.
    """

    def __init__(self, reader: Loadable, read: QuoteFinder, unread: QuoteFinder) -> None:
        self._reader = reader
        self._read = read
        self._unread = unread
        self._chosen: QuoteFinder | None = None
        self._lock = threading.Lock()

    def find(self, result: SearchResult) -> FoundQuotes:
        return self.load().find(result)

    def load(self) -> QuoteFinder:
        """Load the reader, or say once in the log why quotes are found without; return what finds them."""
        with self._lock:
            if self._chosen is None:
                self._chosen = self._choose()
            return self._chosen

    def _choose(self) -> QuoteFinder:
        try:
            self._reader.load()
        except ModelError as error:
            logger.warning("Quotes are chosen by similarity alone. %s", error)
            return self._unread
        return self._read
