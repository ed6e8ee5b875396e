"""Reads and writes FAISS's files, in the terms of an index that may be damaged and a disk that may be full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from index.errors import damaged


def read_index(path: Path) -> Any:
    """Return the FAISS index in the file at `path`; what it can leave there stays on disk, mapped.

    Raises:
        IndexDamagedError: it is missing or isn't a FAISS index.
    """
    import faiss

    try:
        return faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        raise damaged(path, "FAISS doesn't know it") from error


def write_index(index: Any, path: Path) -> None:
    """Write a FAISS index to `path`.

    Raises:
        OSError: the disk is full, or doesn't let it be written.
    """
    import faiss

    try:
        faiss.write_index(index, str(path))
    except RuntimeError as error:
        # FAISS tells of a full disk in C++ terms; whoever builds knows OSError.
        raise OSError(f"the vectors could not be written to {path}") from error
