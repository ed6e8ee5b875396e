"""What an operator is told when the machine isn't as it should be: one line each, with what mends it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import main
from bot.commands.surroundings import NotThereYet, check_room, check_state, check_writable
from bot.settings import Settings, SettingsError, read_environment
from bot.state.database import StateDatabase
from index.errors import KhaobotError
from index.generations import Generations
from tests.app import FakeApp

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def clean_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for key in Settings.__dataclass_fields__:
        monkeypatch.delenv(key.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder that nobody can write, root neither."""
    folder = tmp_path / "ro"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        yield folder
        subprocess.run(["umount", "-l", str(folder)], check=True)
    elif os.geteuid():
        folder.chmod(0o500)
        yield folder
    else:
        pytest.skip("nothing can be made read-only here")


def lines_of(capsys: Capture) -> dict[str, str]:
    out = capsys.readouterr().out.splitlines()
    return {line.split()[1]: line for line in out}


def test_doctor_says_what_is_set_and_what_is_not(
    built: Generations, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(built.folder))
    assert main(["doctor"], FakeApp) == 0
    lines = lines_of(capsys)
    assert lines["room"].startswith("ok")
    assert lines["state"].startswith("--")
    assert "first khaobot run" in lines["state"]
    assert lines["telegram"].startswith("--")
    token = "123456789:" + "A" * 35
    monkeypatch.setenv("TELEGRAM_TOKEN", token)
    StateDatabase(built.folder.parent / "state.sqlite").close()
    assert main(["doctor"], FakeApp) == 0
    out = capsys.readouterr().out
    assert token not in out
    assert "ok  telegram" in out
    assert "0 questions" in out


def test_a_state_that_is_damaged_or_newer(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    with pytest.raises(NotThereYet):
        check_state(path)
    StateDatabase(path).close()
    assert "whole" in check_state(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(KhaobotError, match="newer Khaobot"):
        check_state(path)
    path.write_bytes(b"x" * 5000)
    with pytest.raises(KhaobotError, match="khaobot restore FILE"):
        check_state(path)


def test_folders_that_cannot_be_written(read_only: Path, tmp_path: Path) -> None:
    with pytest.raises(KhaobotError, match="can't be written by this user.*DATA_DIR"):
        check_room(Generations(read_only / "deep" / "index"))
    with pytest.raises(KhaobotError, match="can't be written by this user.*STATE_FILE"):
        check_state(read_only / "state.sqlite")
    (tmp_path / "file").touch()
    with pytest.raises(KhaobotError, match="is no folder"):
        check_writable(tmp_path / "file" / "index", "DATA_DIR")


def test_a_disk_without_room_for_a_rebuild(
    built: Generations, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        free: int

    assert "GB free" in check_room(built)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1000))
    with pytest.raises(KhaobotError, match="a rebuild needs"):
        check_room(built)


@pytest.mark.parametrize("command", ["run", "doctor", "backup x", "restore x", "index info"])
def test_a_file_of_settings_that_cannot_be_read(
    tmp_path: Path, command: str, capsys: Capture
) -> None:
    (tmp_path / ".env").write_bytes(b"MAX_QUOTES=\xff\xfe\n")
    assert main(command.split(), FakeApp) == 1
    assert capsys.readouterr().err == "khaobot: .env isn't text in UTF-8. Save it as UTF-8.\n"


def test_a_file_of_settings_of_somebody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("dotenv.dotenv_values", refused)
    with pytest.raises(SettingsError, match=r"\.env can't be read \(Permission denied\).*chown"):
        read_environment({}, tmp_path / ".env")


@pytest.mark.parametrize("command", ["run", "backup x", "index info", "index verify"])
def test_a_data_folder_that_is_no_folder(tmp_path: Path, command: str, capsys: Capture) -> None:
    (tmp_path / "file").touch()
    assert main([*command.split(), "--data-dir", "file/index"], FakeApp) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "TELEGRAM_TOKEN" not in line]
    assert len(said) == 1
    assert "--data-dir" in said[0]
