"""Tests of the lock that lets one process build at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexLockedError, StoreError
from index.lock import FILE_NAME, build_lock

HOLD = """
import sys
from pathlib import Path
from index.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock until it reads a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_told_who_is_building(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        with (
            pytest.raises(IndexLockedError, match=rf"process {holder.pid} on .* since .*Wait"),
            build_lock(tmp_path),
        ):
            pass
        holder.communicate("go\n", timeout=20)
    with build_lock(tmp_path):
        pass


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    with hold(tmp_path) as holder:
        holder.kill()
        holder.wait(20)
    with build_lock(tmp_path):
        assert str(holder.pid) not in (tmp_path / FILE_NAME).read_text(encoding="utf-8")


def test_a_failure_inside_drops_the_lock(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), build_lock(tmp_path):
        raise RuntimeError
    with build_lock(tmp_path):
        pass


def test_the_folder_is_made(tmp_path: Path) -> None:
    with build_lock(tmp_path / "new" / "folder"):
        assert (tmp_path / "new" / "folder" / FILE_NAME).is_file()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="--data-dir"), build_lock(tmp_path / "file" / "data"):
        pass
