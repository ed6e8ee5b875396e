"""Restores a backup while the bot runs: everything is checked first, then put in place in single steps."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bot.backup.archive import (
    ADDED,
    INDEX,
    STATE,
    Archive,
    BackupError,
    damaged,
    opened,
)
from bot.state.database import StateDatabase, StateError
from index.build import Progress
from index.errors import IndexDamagedError, StoreError
from index.generation import Generation
from index.generations import Generations
from index.lock import build_lock
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import Manifest, read_manifest


@dataclass(frozen=True, slots=True)
class Restored:
    """The generation that is in use now, and whether the state came with it."""

    manifest: Manifest
    made_at: str
    with_state: bool


class Restorer:
    """Restores into one data directory and its state.

    The index becomes a new generation, so `khaobot index rollback` goes back to the one before. The
    rows of the state are replaced in one transaction of the database that the bot has open.
    """

    def __init__(
        self,
        generations: Generations,
        check: Callable[[Generation], None],
        state: Path,
        added: Path,
        progress: Progress,
    ) -> None:
        """`check` refuses a generation that the embedder of the settings didn't make."""
        self._generations = generations
        self._check = check
        self._state = state
        self._added = added
        self._progress = progress
        self._done = 0

    def restore(self, file: Path) -> Restored:
        """Put what `file` holds in use.

        Raises:
            BackupError: `file` can't be restored, or there is no room; nothing was changed.
            StoreError: something else is building, or the index was made by another model.
        """
        with opened(file) as archive, build_lock(self._generations.folder):
            self._check_room(file, archive)
            try:
                self._state.parent.mkdir(parents=True, exist_ok=True)
                with tempfile.TemporaryDirectory(
                    prefix=".restore-", dir=self._state.parent
                ) as staged:
                    manifest = self._restore(file, archive, Path(staged))
            except OSError as error:
                raise BackupError(
                    f"{file} can't be restored ({error.strerror or error}). Make room or mend the "
                    f"permissions of {self._generations.folder} and {self._state.parent}."
                ) from error
        return Restored(manifest, archive.record.made_at, STATE in archive.record.files)

    def _restore(self, file: Path, archive: Archive, staged: Path) -> Manifest:
        name = self._generations.new_name()
        with self._generations.building(name) as folder:
            for member in archive.record.index:
                self._extract(archive, INDEX + member, folder / member)
            manifest = self._checked_index(file, archive, folder, name)
            (staged / ADDED).mkdir()
            for member in archive.record.added:
                self._extract(archive, ADDED + member, staged / ADDED / member)
            if STATE in archive.record.files:
                self._extract(archive, STATE, staged / STATE)
                self._check_state(file, staged / STATE)
                self._replace_state(file, staged / STATE)
            self._replace_added(staged / ADDED)
            self._generations.publish(folder, name)
        self._generations.prune()
        return manifest

    def _extract(self, archive: Archive, member: str, target: Path) -> None:
        total = sum(written.bytes for written in archive.record.files.values())

        def written(count: int) -> None:
            self._done += count
            self._progress("unpack", self._done, total)

        archive.extract(member, target, written)

    def _check_room(self, file: Path, archive: Archive) -> None:
        sizes = archive.record.files
        # The state is there twice, and in the log of the database, before the old one is gone.
        needed = sum(written.bytes for written in sizes.values())
        needed += 2 * sizes[STATE].bytes if STATE in sizes else 0
        free = shutil.disk_usage(self._generations.folder).free
        if free < needed:
            raise BackupError(
                f"{file} needs {needed / 1e6:,.1f} MB, {free / 1e6:,.1f} MB are free in "
                f"{self._generations.folder}; nothing was changed. Make room."
            )

    def _checked_index(self, file: Path, archive: Archive, folder: Path, name: str) -> Manifest:
        """Open the unpacked index once, as the bot will, and give it its new name."""
        try:
            manifest = read_manifest(folder)
            packed = {
                member: archive.record.files[INDEX + member]
                for member in archive.record.index
                if member != MANIFEST
            }
            if dict(manifest.files) != packed:
                raise damaged(file, "its index is not the one of its manifest")
            manifest = replace(manifest, generation=name)
            manifest.write(folder)
            with closing(Generation.open(folder)) as generation:
                self._check(generation)
        except (IndexDamagedError, sqlite3.Error) as error:
            raise damaged(file, "its index can't be opened") from error
        return manifest

    def _check_state(self, file: Path, path: Path) -> None:
        """Refuse a state that is damaged or newer; an older one is brought to this version."""
        try:
            with closing(sqlite3.connect(path)) as database:
                (health,) = database.execute("PRAGMA quick_check(1)").fetchone()
            if health != "ok":
                raise damaged(file, "its state is damaged")
            StateDatabase(path).close()
        except StateError as error:
            raise BackupError(f"{file} can't be restored: {error}") from error
        except sqlite3.Error as error:
            raise damaged(file, "its state is no database") from error

    def _replace_state(self, file: Path, path: Path) -> None:
        database = StateDatabase(self._state)
        try:
            database.replace_from(path)
        except sqlite3.Error as error:
            raise StoreError(
                f"{self._state} can't take the state of {file} ({error}); nothing was changed. "
                "Make room or mend its permissions, then try again."
            ) from error
        finally:
            database.close()

    def _replace_added(self, folder: Path) -> None:
        """Put the added files beside those that are there: an index that is built anew needs both."""
        for path in sorted(folder.iterdir()):
            self._added.mkdir(parents=True, exist_ok=True)
            os.replace(path, self._added / path.name)
