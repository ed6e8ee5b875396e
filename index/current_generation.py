"""Gives the generation in use for as long as somebody reads it, and opens the next one when there is one."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.embedding.embedder import Embedder
from index.errors import IndexDamagedError, IndexMismatchError, KhaobotError, damaged
from index.generation import Generation, check_model
from index.generations import Generations
from index.manifest import read_manifest
from index.store import FILE_NAME as STORE

logger = logging.getLogger(__name__)


class CurrentGeneration:
    """Hands out the generation in use, and opens the next one as soon as CURRENT names it.

    A reader keeps what it was given until it has finished; a generation is closed when it is no
    longer in use and its last reader is done. Whoever comes first opens the next one; who comes meanwhile
    is given the one before. If the next one can't be opened, the one that is open goes on answering.
    """

    def __init__(self, generations: Generations, embedder: Embedder) -> None:
        self._generations = generations
        self._embedder = embedder
        self._lock = threading.Lock()
        self._open: Generation | None = None
        self._readers: dict[Generation, int] = {}
        self._refused: str | None = None
        self._opening = False

    def check(self) -> None:
        """Refuse an embedder other than the one that made the generation in use, without opening it.

        Raises:
            StoreError: there is no index, or its manifest can't be read.
            IndexMismatchError: naming both models, and what to do.
        """
        folder = self._generations.path(self._generations.current())
        check_model(read_manifest(folder), self._embedder)

    @contextmanager
    def reading(self) -> Iterator[Generation]:
        """Give the generation in use for as long as the block lasts.

        Raises:
            StoreError: there is none, or it can't be opened and none is open.
        """
        with self._lock:
            if self._open is None:
                self._open = self._first()
            opened = self._open
            following = self._following(opened)
        if following is not None:
            self._go_on_to(following, opened)
        with self._lock:
            generation = self._open
            self._readers[generation] = self._readers.get(generation, 0) + 1
        try:
            yield generation
        except sqlite3.DatabaseError as error:
            # This class alone means a damaged file; its subclasses are mistakes of ours.
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise damaged(self._generations.path(generation.name) / STORE, str(error)) from error
        finally:
            with self._lock:
                self._readers[generation] -= 1
                if not self._readers[generation]:
                    del self._readers[generation]
                    if generation is not self._open:
                        generation.close()

    def _following(self, opened: Generation) -> str | None:
        """Return the name of the generation to go on to, None if there is none or it is being opened."""
        if self._opening:
            return None
        try:
            name = self._generations.current()
        except KhaobotError as error:
            logger.error("The generation in use stays %s: %s", opened.name, error)
            return None
        if name in (opened.name, self._refused):
            return None
        self._opening, self._refused = True, name  # unless it can be opened
        return name

    def _go_on_to(self, name: str, opened: Generation) -> None:
        """Open the generation of this name in the place of `opened`."""
        fresh = None
        try:
            fresh = self._opened(name)
        except KhaobotError as error:
            logger.error("The generation in use stays %s: %s", opened.name, error)
        finally:
            with self._lock:
                self._opening = False
                if fresh is not None:
                    self._open, self._refused = fresh, None
                    if opened not in self._readers:
                        opened.close()

    def _first(self) -> Generation:
        """Open the generation in use; should it be pruned meanwhile, the one that is in use then."""
        while True:
            name = self._generations.current()
            try:
                return self._opened(name)
            except IndexDamagedError:
                if self._generations.current() == name:
                    raise

    def _opened(self, name: str) -> Generation:
        generation = Generation.open(self._generations.path(name))
        try:
            generation.check(self._embedder)
        except IndexMismatchError:
            generation.close()
            raise
        return generation
