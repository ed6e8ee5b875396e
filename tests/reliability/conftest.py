"""A folder with the example index, and the emulated Telegram of the end-to-end tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import example_index, start_bot

__all__ = ["example_index", "start_bot"]

SOAK = bool(os.environ.get("SOAK"))


@pytest.fixture
def folder(tmp_path: Path, example_index: Path) -> Path:
    shutil.copytree(example_index, tmp_path / "index")
    return tmp_path
