"""Walks files and folders and yields the articles in them, with their path as the default id."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from index.errors import SourceError
from index.sources.formats import PARSERS
from index.sources.types import Found, Rejection

MAX_BYTES = 256 * 1024 * 1024
COMPRESSED = ".gz"


def read_files(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield what the files and folders at `paths` hold; folders are read recursively, in order of name.

    Raises:
        SourceError: a path doesn't exist or is of a kind that can't be read.
    """
    for path in paths:
        if path.is_dir():
            for file in _walk(path):
                yield from _read(file, _readable(file.relative_to(path).as_posix()))
        elif not path.exists():
            raise SourceError(f"{path} doesn't exist. Name a folder or file of articles.")
        elif _format(path) is None:
            raise SourceError(
                f"{path} is not a kind of file that is read. Use {', '.join(sorted(PARSERS))}, also with .gz."
            )
        else:
            yield from _read(path, _readable(path.name))


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the readable files below `folder`; a symbolic link that leads to a folder is not followed."""
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry)
        elif entry.is_file() and _format(entry) is not None:
            yield entry


def _format(path: Path) -> str | None:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [COMPRESSED]:
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in PARSERS else None


def _readable(name: str) -> str:
    """Return `name` with the bytes that aren't UTF-8 written out, as an id must be text."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _read(path: Path, name: str) -> Iterator[Found]:
    kind = _format(path)
    assert kind is not None
    try:
        raw = _read_bytes(path)
    except (OSError, EOFError, zlib.error) as error:
        yield Rejection(str(path), f"can't be read ({error})")
        return
    if len(raw) > MAX_BYTES:
        yield Rejection(str(path), f"is larger than {MAX_BYTES // 2**20} MB; split it")
        return
    yield from PARSERS[kind](raw, name, str(path))


def _read_bytes(path: Path) -> bytes:
    """Return the file's bytes, decompressed, at most one more than the limit (so gz bombs stay small)."""
    if path.suffix.lower() == COMPRESSED:
        with gzip.open(path) as compressed:
            return compressed.read(MAX_BYTES + 1)
    with path.open("rb") as plain:
        return plain.read(MAX_BYTES + 1)
