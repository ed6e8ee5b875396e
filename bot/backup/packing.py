"""Packs a backup while the bot runs: a snapshot of the state, and the generation in use held open."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from bot import __version__
from bot.backup.archive import (
    ADDED,
    INDEX,
    PIECE,
    RECORD,
    STATE,
    BackupError,
    Record,
    is_plain_name,
)
from index.build import Progress
from index.errors import IndexDamagedError, damaged
from index.generations import Generations
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import FileDigest, Manifest, read_manifest

PAGES = 1024  # of the state, copied between two steps of the progress


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a backup of `bytes` bytes."""

    manifest: Manifest
    with_state: bool
    bytes: int


class Packer:
    """Makes backups of one data directory and its state. Nobody waits for it, and it takes no lock."""

    def __init__(
        self, generations: Generations, state: Path, added: Path, progress: Progress
    ) -> None:
        self._generations = generations
        self._state = state
        self._added = added
        self._progress = progress

    def pack(self, file: Path) -> Packed:
        """Write a backup to `file`, which appears when it is complete and not before.

        Raises:
            BackupError: `file` exists or can't be written, or the state is damaged.
            StoreError: there is no index, or it is damaged.
        """
        if file.exists():
            raise BackupError(f"{file} exists already. Name a new file, for example with the date.")
        try:
            # Beside the file, so that it gets its name in one step; for nobody else to read.
            with tempfile.TemporaryDirectory(prefix=".khaobot-", dir=file.parent) as folder:
                packed = self._pack(Path(folder))
                (Path(folder) / "backup").rename(file)
            _flush(file.parent)
            return packed
        except OSError as error:
            raise BackupError(
                f"{file} can't be written ({error.strerror or error}). Make room, or name a file in a "
                "folder that exists and can be written."
            ) from error

    def _pack(self, folder: Path) -> Packed:
        with ExitStack() as stack:
            manifest, index = stack.enter_context(self._held_open())
            members = {INDEX + name: source for name, source in index.items()}
            if self._state.is_file():
                self._snapshot(folder / STATE)
                members[STATE] = stack.enter_context((folder / STATE).open("rb"))
            for path in self._added_files():
                members[ADDED + path.name] = stack.enter_context(path.open("rb"))
            self._check_room(folder, members)
            digests = self._write(folder / "backup", members)
        for name, written in manifest.files.items():
            if digests[INDEX + name] != written:
                raise damaged(
                    self._generations.path(manifest.generation) / name, "it isn't what was written"
                )
        return Packed(manifest, STATE in members, (folder / "backup").stat().st_size)

    @contextmanager
    def _held_open(self) -> Iterator[tuple[Manifest, dict[str, BinaryIO]]]:
        """Open the files of the generation in use: they can be read even after it was pruned."""
        while True:
            name = self._generations.current()
            folder = self._generations.path(name)
            with ExitStack() as stack:
                try:
                    manifest = read_manifest(folder)
                    files: dict[str, BinaryIO] = {
                        file: stack.enter_context((folder / file).open("rb"))
                        for file in (MANIFEST, *manifest.files)
                    }
                except (FileNotFoundError, IndexDamagedError) as error:
                    if self._generations.current() != name:
                        continue  # pruned between the two looks
                    raise damaged(folder, str(error)) from error
                yield manifest, files
                return

    def _snapshot(self, target: Path) -> None:
        """Copy the state as it is at this moment; who writes meanwhile isn't kept waiting."""
        try:
            with (
                closing(sqlite3.connect(f"{self._state.absolute().as_uri()}?mode=rw", uri=True)) as source,
                closing(sqlite3.connect(target)) as copy,
            ):  # fmt: skip
                source.execute("PRAGMA busy_timeout=30000")
                # One reading transaction for all steps: else a write between two starts it anew.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(copy, pages=PAGES)
                source.rollback()
                (health,) = copy.execute("PRAGMA quick_check(1)").fetchone()
                copy.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise BackupError(
                f"{self._state} can't be copied ({error}). Make room or mend its permissions; "
                "if it is damaged, restore the backup before."
            ) from error
        if health != "ok":
            raise BackupError(
                f"{self._state} is damaged ({health.splitlines()[-1]}). Restore the backup before."
            )

    def _added_files(self) -> list[Path]:
        if not self._added.is_dir():
            return []
        files = sorted(path for path in self._added.iterdir() if not path.name.startswith("."))
        for path in files:
            if not path.is_file() or not is_plain_name(path.name):
                raise BackupError(
                    f"{path} can't be packed. Only files that were sent to the bot belong there: move it away."
                )
        return files

    def _check_room(self, folder: Path, members: dict[str, BinaryIO]) -> None:
        needed = sum(os.fstat(source.fileno()).st_size for source in members.values())
        free = shutil.disk_usage(folder).free
        if free < needed:
            raise OSError(f"{needed / 1e6:,.1f} MB are needed, {free / 1e6:,.1f} MB are free")

    def _write(self, path: Path, members: dict[str, BinaryIO]) -> dict[str, FileDigest]:
        total = sum(os.fstat(source.fileno()).st_size for source in members.values())
        done, digests = 0, {}
        with zipfile.ZipFile(path, "x", zipfile.ZIP_STORED) as archive:
            for name, source in members.items():
                digest, size = hashlib.sha256(), 0
                with archive.open(name, "w", force_zip64=True) as target:
                    while piece := source.read(PIECE):
                        target.write(piece)
                        digest.update(piece)
                        size += len(piece)
                        self._progress("pack", done + size, total)
                done += size
                digests[name] = FileDigest(size, digest.hexdigest())
            made_at = datetime.now(UTC).isoformat(timespec="seconds")
            record = asdict(Record(__version__, made_at, digests))
            archive.writestr(RECORD, json.dumps(record, ensure_ascii=False, indent=1))
        path.chmod(0o600)  # it holds what people asked
        _flush(path)
        return digests


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
