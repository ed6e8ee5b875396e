"""Checks what the bot needs of the machine: a token, folders it may write, room, a state that is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.settings import Settings
from bot.state.database import VERSION
from index.errors import KhaobotError
from index.generations import Generations


class NotThereYet(KhaobotError):
    """Something isn't set or made yet; that is no failure of what is there."""


def check_token(settings: Settings) -> str:
    """Say that there is a token, and nothing of it."""
    if not settings.telegram_token:
        raise NotThereYet(
            "TELEGRAM_TOKEN is not set; khaobot run needs one, from @BotFather (/newbot)"
        )
    admins = len(settings.admin_ids)
    return f"set, for {settings.telegram_api_url}; {admins} administrators (ADMIN_IDS)"


def check_state(path: Path) -> str:
    """Look into the state without changing it.

    Raises:
        NotThereYet: the first run will make it.
        KhaobotError: it is damaged, of a newer version, or can't be written.
    """
    check_writable(path.parent, "STATE_FILE")
    if not path.exists():
        raise NotThereYet(f"{path} is made by the first khaobot run")
    if not os.access(path, os.R_OK | os.W_OK):
        raise KhaobotError(
            f"{path} belongs to somebody else. Give it to the user of the bot: chown USER {path}*"
        )
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            (health,) = database.execute("PRAGMA quick_check(1)").fetchone()
            answers = database.execute("SELECT count(*) FROM answers").fetchone()[0]
    except sqlite3.Error as error:
        raise KhaobotError(
            f"{path} can't be read ({error}). Go back to a backup: khaobot restore FILE"
        ) from error
    if health != "ok":
        raise KhaobotError(f"{path} is damaged. Go back to a backup: khaobot restore FILE")
    if version > VERSION:
        raise KhaobotError(f"{path} was written by a newer Khaobot. Upgrade this one.")
    return f"{path}, {answers:,} questions, {path.stat().st_size / 1e6:,.1f} MB, whole"


def check_writable(folder: Path, setting: str) -> None:
    """Refuse a folder that can't be written, or that nobody could make.

    Raises:
        KhaobotError: naming the folder that is in the way.
    """
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    if not there.is_dir():
        raise KhaobotError(f"{there} is no folder. Name another one: {setting}")
    if not os.access(there, os.W_OK | os.X_OK):
        raise KhaobotError(
            f"{there} can't be written by this user. Mend it with chown or chmod, or set {setting}"
        )


def check_room(generations: Generations) -> str:
    """Say how much is free where the index is kept; a rebuild writes it once more.

    Raises:
        KhaobotError: there isn't room for a rebuild, or the folder can't be written.
    """
    folder = generations.folder
    check_writable(folder, "DATA_DIR")
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    free, names = shutil.disk_usage(there).free, generations.names()
    files = generations.path(names[-1]).iterdir() if names else ()
    needed = sum(file.stat().st_size for file in files)
    said = f"{free / 1e9:,.1f} GB free in {folder}"
    if free < needed:
        raise KhaobotError(f"{said}; a rebuild needs {needed / 1e9:,.1f} GB. Make room")
    return said
