"""Reads a backup and believes nothing of it: every member is named, sized and hashed in its record.

A backup is a ZIP file whose members are stored, not compressed: half of an index are vectors, which
don't compress, and what isn't compressed can't unpack to more than it is.

khaobot-backup.json      format, Khaobot's version, when it was made, size and SHA-256 of all others
state.sqlite             people's languages, questions, answers and votes; absent before the first run
index/…                  the generation that was in use: manifest.json and the files it names
added/…                  files and links that were added in chat
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.added_vectors import FILE_NAME as ADDED_VECTORS
from index.coarse_vectors import FILE_NAMES as NEAREST
from index.errors import KhaobotError
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import FileDigest
from index.question_vectors import FILE_NAME as QUESTIONS
from index.store import FILE_NAME as STORE
from index.store_connections import ADDED_FILE_NAME as ADDED_STORE
from index.vectors import FILE_NAME as VECTORS
from index.windows import ADDED_FILE_NAME as ADDED_WINDOWS
from index.windows import FILE_NAME as WINDOWS

FORMAT = 1
RECORD = "khaobot-backup.json"
MAX_RECORD = 16 * 2**20
STATE = "state.sqlite"
INDEX, ADDED = "index/", "added/"
INDEX_FILES = (MANIFEST, STORE, VECTORS, QUESTIONS)  # every generation has them,
MORE_INDEX_FILES = (*NEAREST, WINDOWS, ADDED_STORE, ADDED_VECTORS, ADDED_WINDOWS)  # some these
PIECE = 2**20
# All that zipfile raises on bytes that aren't what they claim to be.
_UNREADABLE = (
    zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, KeyError,
    TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip


class BackupError(KhaobotError):
    """A backup can't be made, or isn't one that can be restored."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a backup says of itself; `files` has every member but the record itself."""

    khaobot: str
    made_at: str
    files: Mapping[str, FileDigest]
    format: int = FORMAT

    @property
    def added(self) -> tuple[str, ...]:
        """The names, without folder, of what was added in chat."""
        return tuple(name.removeprefix(ADDED) for name in self.files if name.startswith(ADDED))

    @property
    def index(self) -> tuple[str, ...]:
        """The names, without folder, of the files of the generation."""
        return tuple(name.removeprefix(INDEX) for name in self.files if name.startswith(INDEX))


class Archive:
    """A backup opened for reading, its record checked against the members that are really there."""

    def __init__(self, path: Path, members: zipfile.ZipFile, record: Record) -> None:
        self._path = path
        self._members = members
        self.record = record

    def extract(self, name: str, target: Path, written: Callable[[int], None]) -> None:
        """Write member `name` to `target`; `written` is told the number of bytes after each piece.

        Raises:
            BackupError: the member is not what the record says.
            OSError: `target` can't be written.
        """
        digest, size, promised = hashlib.sha256(), 0, self.record.files[name]
        with target.open("xb") as file:
            for piece in self._pieces(name):
                size += len(piece)
                digest.update(piece)
                file.write(piece)
                written(len(piece))
        if FileDigest(size, digest.hexdigest()) != promised:
            raise damaged(self._path, f"{name} is not what was packed")

    def _pieces(self, name: str) -> Iterator[bytes]:
        try:
            with self._members.open(name) as source:
                while piece := source.read(PIECE):
                    yield piece
        except _UNREADABLE as error:
            raise damaged(self._path, str(error) or type(error).__name__) from error


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open the backup at `path`.

    Raises:
        BackupError: it isn't there, isn't a backup, is damaged, or is of a newer Khaobot.
    """
    try:
        members = zipfile.ZipFile(path)
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        raise BackupError(
            f"{path} can't be read ({error.strerror}). Name a file that khaobot backup has made."
        ) from error
    except _UNREADABLE as error:
        raise _foreign(path) from error
    with members:
        try:
            record = _record(path, members)
            _check_members(path, members, record)
        except _UNREADABLE as error:
            raise damaged(path, str(error) or type(error).__name__) from error
        yield Archive(path, members, record)


def damaged(path: Path, reason: str) -> BackupError:
    """Return the error for a backup that must not be restored."""
    return BackupError(
        f"{path} is damaged or not made by khaobot backup ({reason}); nothing was changed. "
        "Restore another one."
    )


def _record(path: Path, members: zipfile.ZipFile) -> Record:
    if RECORD not in members.namelist():
        raise _foreign(path)
    if members.getinfo(RECORD).file_size > MAX_RECORD:
        raise damaged(path, f"{RECORD} is too large")
    with members.open(RECORD) as file:
        fields = json.loads(file.read(MAX_RECORD))
    if int(fields["format"]) > FORMAT:
        raise BackupError(
            f"{path} was made by a newer Khaobot ({str(fields['khaobot'])[:40]}). Upgrade Khaobot first."
        )
    files = {str(name): FileDigest(**digest) for name, digest in fields["files"].items()}
    return Record(str(fields["khaobot"]), str(fields["made_at"]), files, FORMAT)


def _check_members(path: Path, members: zipfile.ZipFile, record: Record) -> None:
    found = members.infolist()
    if sorted(member.filename for member in found) != sorted([*record.files, RECORD]):
        raise damaged(path, "its members are not those of its record")
    for member in found:
        if not _is_ours(member.filename):
            raise damaged(path, f"a member is called {member.filename[:80]!r}")
        if member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1:
            raise damaged(path, f"{member.filename} is compressed or encrypted")
        if member.filename != RECORD and member.file_size != record.files[member.filename].bytes:
            raise damaged(path, f"{member.filename} is not what was packed")
    # Members may not overlap: together they are at most as large as the file that holds them.
    if sum(member.file_size for member in found) > path.stat().st_size:
        raise damaged(path, "its members are larger than itself")
    for name in INDEX_FILES:
        if INDEX + name not in record.files:
            raise damaged(path, f"{INDEX}{name} is missing")


def _is_ours(name: str) -> bool:
    """Tell whether a member is one that we write; its name becomes part of a path."""
    if name in (RECORD, STATE) or name in {
        INDEX + file for file in (*INDEX_FILES, *MORE_INDEX_FILES)
    }:
        return True
    added = name.removeprefix(ADDED)
    return name.startswith(ADDED) and is_plain_name(added)


def is_plain_name(name: str) -> bool:
    """Tell whether `name` is that of a file in its folder, and nowhere else on any system."""
    size = len(name.encode("utf-8", "replace"))
    return 0 < size <= 255 and not name.startswith(".") and not set(name) & set("/\\\0")


def _foreign(path: Path) -> BackupError:
    return BackupError(
        f"{path} is not a backup of Khaobot, or it was cut short; nothing was changed. "
        "Name a file that khaobot backup has made."
    )
