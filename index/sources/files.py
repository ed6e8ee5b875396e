"""Walks files and folders and yields the articles in them, with their path as the default id."""

from __future__ import annotations

import gzip
import os
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
from index.sources.formats import PARSERS
from index.sources.repeats import without_repeats
from index.sources.types import Found, Read, Rejection

MAX_BYTES = 256 * 1024 * 1024
COMPRESSED = ".gz"


@dataclass(frozen=True, slots=True)
class File:
    """A file that can hold articles; `name` is the default id of the one in it."""

    path: Path
    name: str


def read_files(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield what the files and folders at `paths` hold; folders are read recursively, in order of name.

    Raises:
        SourceError: a path doesn't exist or is of a kind that can't be read.
    """
    return without_repeats(read for path in paths for read in read_path(path))


def read_path(path: Path) -> Iterator[Read]:
    """Yield what one file or folder holds, each with where it stands.

    Raises:
        SourceError: the path doesn't exist or is of a kind that can't be read.
    """
    for found in files_of(path):
        if isinstance(found, Rejection):
            yield found
        else:
            yield from read_file(found)


def files_of(path: Path) -> Iterator[File | Rejection]:
    """Yield the files of articles at `path`, a file or a folder.

    Raises:
        SourceError: the path doesn't exist or is of a kind that can't be read.
    """
    if path.is_dir():
        yield from _walk(path)
    elif not path.exists():
        raise SourceError(
            f"{path} doesn't exist. Name a folder or file of articles, or an address."
        )
    elif kind_of(path) is None:
        raise SourceError(
            f"{path} is not a kind of file that is read. Use {', '.join(sorted(PARSERS))}, also with .gz."
        )
    else:
        yield File(path, written(path.name))


def read_file(file: File) -> Iterator[Read]:
    """Yield the articles of one file; what can't be read is rejected."""
    where = written(str(file.path))
    try:
        raw = _read_bytes(file.path)
    except (OSError, EOFError, zlib.error) as error:
        yield Rejection(where, f"can't be read ({written(str(error))})")
        return
    if len(raw) > MAX_BYTES:
        yield Rejection(where, f"is larger than {MAX_BYTES // 2**20} MB; split it")
        return
    kind = kind_of(file.path)
    assert kind is not None
    yield from PARSERS[kind](raw, file.name, where)


def kind_of(path: Path) -> str | None:
    """Return the ending that tells how a file is read, or None where it isn't."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [COMPRESSED]:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in PARSERS else None


def written(name: str) -> str:
    """Return a file's name with bytes that aren't UTF-8, or steer a terminal, written out."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(f"\\x{ord(c):02x}" if unicodedata.category(c) == "Cc" else c for c in text)


def _walk(top: Path) -> Iterator[File | Rejection]:
    """Yield the files below `top` in order of name; links are followed to files, not to folders."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        try:
            if path is top or (path.is_dir() and not path.is_symlink()):
                entries = [entry for entry in path.iterdir() if not entry.name.startswith(".")]
                waiting += sorted(entries, reverse=True)
            elif path.is_dir():
                yield Rejection(written(str(path)), "is a link to a folder; name the folder itself")
            elif path.is_file():
                if kind_of(path) is not None:
                    yield File(path, written(path.relative_to(top).as_posix()))
            elif path.is_symlink():
                yield Rejection(written(str(path)), "is a link that leads nowhere")
        except OSError as error:
            yield Rejection(written(str(path)), f"can't be read ({error.strerror})")


def _read_bytes(path: Path) -> bytes:
    """Return the file's bytes, decompressed, at most one more than the limit (so gz bombs stay small)."""
    if path.suffix.lower() == COMPRESSED:
        with gzip.open(path) as compressed:
            return compressed.read(MAX_BYTES + 1)
    with path.open("rb") as plain:
        return plain.read(MAX_BYTES + 1)
