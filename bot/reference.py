"""Knows what is being worked on: its short id stands in every line logged of it and in the apology."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("reference", default="")
_update: ContextVar[int | None] = ContextVar("update", default=None)


def new_reference() -> str:
    """Return six hexadecimal digits."""
    return secrets.token_hex(3)


def current_reference() -> str:
    """Return the reference of what this task works on, empty outside of any work."""
    return _current.get()


def current_update() -> int | None:
    """Return the number of Telegram's update that this task works on, if it does."""
    return _update.get()


@contextmanager
def working(update: int | None = None) -> Iterator[str]:
    """Give what the block does, and the tasks and threads that it starts, a reference of their own."""
    reference, number = _current.set(new_reference()), _update.set(update)
    try:
        yield _current.get()
    finally:
        _current.reset(reference)
        _update.reset(number)
