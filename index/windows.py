"""Keeps vectors of the parts of every passage and tells how near the nearest part lies to a question.

A passage of 500 characters tells of several things, and its vector is of all of them; a part of it lies
nearer to a question about one. The parts are looked at for the candidates of a search only, so they
need no search of their own: an array of bytes on disk. Row n belongs to passage n.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.array_file import open_rows
from index.row_file import RowFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "windows.npy"
ADDED_FILE_NAME = "added-windows.npy"
WINDOWS = 4  # equal parts of a passage
WEIGHT = 0.15  # of the nearest part's cosine, beside the dense leg's
STEPS = 512  # of a byte in 1; the numbers of vectors of length 1 and dimension 512 are below 1/4


def as_bytes(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return vectors of length 1 as they are kept; their cosines are off by less than .01."""
    import numpy as np

    return np.clip(np.rint(vectors * STEPS), -127, 127).astype(np.int8)


def nearest(windows: NDArray[np.int8], vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (passages) cosines of the nearest part of each passage to the question of `vector`.

    Args:
        windows: (passages, windows, dimension) as they are kept.
        vector: the last of its numbers, (dimension), are those of the encoder that makes the windows.
    """
    import numpy as np

    question = vector[-windows.shape[2] :]
    question = question / max(float(np.linalg.norm(question)), 1e-12)
    cosines: NDArray[np.float32] = (windows.astype(np.float32) @ question).max(axis=1) / STEPS
    return cosines


class PassageWindows:
    """The (passages, windows, dimension) vectors of one file, or of two, one after the other."""

    def __init__(self, parts: Sequence[RowFile]) -> None:
        self._parts = tuple(parts)

    @classmethod
    def load(cls, paths: Sequence[Path]) -> PassageWindows:
        """Open the files at `paths`.

        Raises:
            IndexDamagedError: one is missing or isn't such a file.
        """
        import numpy as np

        return cls([open_rows(path, np.int8, 3) for path in paths])

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.int8]:
        """Return the (rows, windows, dimension) vectors of these passages."""
        import numpy as np

        found = np.empty((len(rows), *self._parts[0].row_shape), dtype=np.int8)
        first = 0
        for part in self._parts:
            inside = (rows >= first) & (rows < first + len(part))
            found[inside] = part.rows(rows[inside] - first)
            first += len(part)
        return found

    def close(self) -> None:
        """Let go of the files; nobody may be searching any more."""
        for part in self._parts:
            part.close()
        self._parts = ()
