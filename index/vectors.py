"""Stores the vectors of a generation in FAISS and finds the nearest; row n belongs to passage n."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import IndexDamagedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "vectors.faiss"


class VectorStore(Protocol):
    """Vectors of equal length by row, searched by inner product."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int: ...

    def search(
        self, questions: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return scores and rows, both (questions, k) with k at most the number of vectors."""
        ...

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the (rows, dimension) vectors themselves."""
        ...


class FaissVectorStore:
    """Exact search with `IndexFlatIP`; safe to search from several threads."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> FaissVectorStore:
        """Return a store of (n, dimension) vectors."""
        import faiss

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> FaissVectorStore:
        """Open the file at `path`.

        Raises:
            IndexDamagedError: the file is missing or isn't a FAISS index.
        """
        import faiss

        try:
            return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP))
        except RuntimeError as error:
            raise IndexDamagedError(
                f"{path} can't be read. Go back with: khaobot index rollback, "
                "or build anew with: khaobot index build SOURCE"
            ) from error

    def save(self, path: Path) -> None:
        import faiss

        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            # FAISS tells of a full disk in C++ terms; whoever builds knows OSError.
            raise OSError(f"the vectors could not be written to {path}") from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def search(
        self, questions: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        import numpy as np

        k = min(k, len(self))
        if k == 0:
            empty = (len(questions), 0)
            return np.zeros(empty, dtype=np.float32), np.zeros(empty, dtype=np.int64)
        scores, rows = self._index.search(questions, k)
        return scores, rows

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = self._index.reconstruct_batch(rows)
        return vectors
