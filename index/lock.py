"""Lets one process at a time build in a data directory, and tells the second one who is at it."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.errors import IndexLockedError, StoreError

FILE_NAME = "LOCK"


class HeldError(Exception):
    """Another process holds the lock; the message says which and since when."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock in the file at `path`, which is made if it isn't there.

    The operating system drops the lock when its holder dies, so a stale one is simply taken over.

    Raises:
        HeldError: another process holds it.
        OSError: the file can't be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise HeldError(_holder(path)) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(_myself()).encode(), 0)
        yield
        os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


@contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Hold the build lock of `folder`.

    Raises:
        IndexLockedError: another process holds it; the message says which and since when.
        StoreError: the folder can't be written.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(held(folder / FILE_NAME))
        except HeldError as error:
            raise IndexLockedError(
                f"Another build is running in {folder} ({error}). Wait until it has finished."
            ) from error
        except OSError as error:
            raise StoreError(
                f"{folder} can't be written ({error.strerror}). "
                "Name a folder that can with --data-dir, or mend its permissions."
            ) from error
        yield


def _myself() -> dict[str, str | int]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"pid": os.getpid(), "host": socket.gethostname(), "since": now}


def _holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "holder unknown"
