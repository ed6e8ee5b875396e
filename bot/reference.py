"""The short id of what is being worked on: in every line logged of it, and in the apology if it fails."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("reference", default="")


def new_reference() -> str:
    """Return six hexadecimal digits."""
    return secrets.token_hex(3)


def current_reference() -> str:
    """Return the reference of what this task works on, empty outside of any work."""
    return _current.get()


@contextmanager
def working() -> Iterator[str]:
    """Give what the block does, and the tasks that it starts, a reference of their own."""
    token = _current.set(new_reference())
    try:
        yield _current.get()
    finally:
        _current.reset(token)
