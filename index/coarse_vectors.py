"""Finds which of many vectors are worth comparing with a question, by two bits a dimension (FAISS).

RaBitQ: Gao and Long, "RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound", 2024. The
vectors lie in two parts of equal length, which two threads scan at the same time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import damaged
from index.faiss_file import read_index, write_index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAMES = ("nearest-1.faiss", "nearest-2.faiss")  # one a part

BITS = 2  # a dimension
TRAINED_ON = 20_000
BLOCK = 32  # vectors scanned together; FAISS's default


class CoarseVectors:
    """Vectors by row, told roughly; safe to search from several threads."""

    def __init__(self, parts: Sequence[Any]) -> None:
        """Take the FAISS indexes of the parts, in the order of their rows."""
        import faiss

        self._parts = tuple(parts)
        shards: Any = faiss.IndexShards  # its type stub doesn't know the last two arguments
        threaded = rows_go_on = True
        self._together: Any = shards(self._parts[0].d, threaded, rows_go_on)
        for part in self._parts:
            self._together.add_shard(part)

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> CoarseVectors:
        """Return the coarse form of (n, dimension) vectors."""
        import faiss
        import numpy as np

        dimension = vectors.shape[1]
        # RaBitQ holds for vectors turned at random; those of two encoders, side by side, lie askew.
        turned = faiss.RandomRotationMatrix(dimension, dimension)
        codes = faiss.IndexRaBitQFastScan(dimension, faiss.METRIC_INNER_PRODUCT, BLOCK, BITS)
        empty = faiss.IndexPreTransform(turned, codes)
        empty.train(vectors[:: -(-len(vectors) // TRAINED_ON)])
        # All parts are turned and told alike: their scores are compared.
        trained = faiss.serialize_index(empty)
        parts = [faiss.deserialize_index(trained) for _ in FILE_NAMES]
        for part, rows in zip(parts, np.array_split(vectors, len(parts)), strict=True):
            part.add(rows)
        return cls(parts)

    @staticmethod
    def lie_in(folder: Path) -> bool:
        """Tell whether one of the files is in `folder`."""
        return any((folder / name).exists() for name in FILE_NAMES)

    @classmethod
    def load(cls, folder: Path, shape: tuple[int, int]) -> CoarseVectors:
        """Open the files in `folder`, of vectors of this `shape`.

        Raises:
            IndexDamagedError: one is missing, isn't a FAISS index, or they are of other vectors.
        """
        parts = [read_index(folder / name) for name in FILE_NAMES]
        found = sum(part.ntotal for part in parts), parts[0].d
        if found != shape or any(part.d != shape[1] for part in parts):
            raise damaged(folder / FILE_NAMES[0], "it isn't of the vectors beside it")
        return cls(parts)

    def save(self, folder: Path) -> list[Path]:
        """Write the files into `folder`, and return them."""
        paths = [folder / name for name in FILE_NAMES]
        for part, path in zip(self._parts, paths, strict=True):
            write_index(part, path)
        return paths

    def search(self, questions: NDArray[np.float32], k: int) -> NDArray[np.int64]:
        """Return the rows of about the `k` nearest, (questions, k), -1 where there are fewer."""
        _, rows = self._together.search(questions, k)
        found: NDArray[np.int64] = rows
        return found

    def close(self) -> None:
        """Let go of the files and the threads; nobody may be searching any more."""
        self._together, self._parts = None, ()
