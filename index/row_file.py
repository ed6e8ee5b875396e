"""Reads rows of a large array from its file, without mapping it.

Of a mapping, each row would bring 64 KB into the memory of the process, the first time at ten times the price.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import damaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RowFile:
    """An array on disk, of which a few rows are wanted at a time; safe to use from several threads."""

    def __init__(self, path: Path, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
        """Open `path`, which ends with an array of `shape`, as files of numpy and FAISS do.

        Raises:
            IndexDamagedError: it can't be opened.
        """
        self._dtype = dtype
        self._length, *rest = shape
        self.row_shape = tuple(rest)
        self._row_bytes = dtype.itemsize
        for length in rest:
            self._row_bytes *= length
        try:
            self._file = os.open(path, os.O_RDONLY)
        except OSError as error:
            raise damaged(path, str(error)) from error
        self._begin = os.fstat(self._file).st_size - self._length * self._row_bytes
        # With this object, or when nobody has it any more.
        self._close_file = weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return self._length

    def rows(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """Return these rows, in the order asked."""
        import numpy as np

        file, size, begin = self._file, self._row_bytes, self._begin
        read = b"".join([os.pread(file, size, begin + row * size) for row in rows.tolist()])
        return np.frombuffer(read, self._dtype).reshape(len(rows), *self.row_shape)

    def close(self) -> None:
        """Let go of the file; nobody may be reading any more."""
        self._close_file()
        self._file = -1  # the number may soon be another file's
