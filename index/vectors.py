"""Stores the vectors of a generation in FAISS and finds the nearest; row n belongs to passage n.

They stay on disk, in float16. Up to `EXACT_UP_TO` of them are mapped, and every one is compared with a
question. Of more, a coarse form (index/coarse_vectors.py) tells the few hundred that are worth comparing;
those are read from the file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.coarse_vectors import CoarseVectors
from index.faiss_file import read_index, write_index
from index.row_file import RowFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "vectors.faiss"

EXACT_UP_TO = 20_000
OVERSAMPLING = 2  # compared exactly, for each that is asked for


class VectorStore(Protocol):
    """Vectors of equal length by row, searched by inner product."""

    def __len__(self) -> int: ...

    @property
    def dimension(self) -> int: ...

    @property
    def kind(self) -> str:
        """How they are stored and searched, for the manifest."""
        ...

    def search(
        self, questions: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return scores and rows, both (questions, k) with k at most the number of vectors."""
        ...

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the (rows, dimension) vectors themselves."""
        ...

    def close(self) -> None:
        """Let go of the files; nobody may be searching any more."""
        ...


class FaissVectorStore:
    """Vectors in float16, many of them under a coarse form; safe to search from several threads."""

    def __init__(
        self, index: Any, coarse: CoarseVectors | None = None, file: Path | None = None
    ) -> None:
        """Take an index, its coarse form if it has one, and the file that `index` was read from."""
        import faiss

        self._index = index
        self._coarse = coarse
        codes = faiss.rev_swig_ptr(index.codes.data(), index.codes.size())
        self._stored: NDArray[np.float16] = codes.view("<f2").reshape(-1, index.d)
        self._file: RowFile | None = None
        if file is not None and coarse is not None:
            self._file = RowFile(file, self._stored.dtype, self._stored.shape)

    @classmethod
    def of(cls, vectors: NDArray[np.float32], exact_up_to: int = EXACT_UP_TO) -> FaissVectorStore:
        """Return a store of (n, dimension) vectors."""
        coarse = CoarseVectors.of(vectors) if len(vectors) > exact_up_to else None
        return cls(_in_float16(vectors), coarse)

    def beside(self, vectors: NDArray[np.float32]) -> FaissVectorStore:
        """Return a store of the few (n, dimension) vectors that are added to these."""
        return FaissVectorStore(_in_float16(vectors))

    @classmethod
    def load_added(cls, path: Path) -> FaissVectorStore:
        """Open the file at `path`, which `beside` has made.

        Raises:
            IndexDamagedError: it is missing or isn't a FAISS index.
        """
        return cls(read_index(path))

    @classmethod
    def load(cls, path: Path) -> FaissVectorStore:
        """Open the file at `path`, and the coarse form beside it if there are many vectors.

        Raises:
            IndexDamagedError: a file is missing, isn't a FAISS index, or doesn't fit the other.
        """
        index = read_index(path)
        if index.ntotal <= EXACT_UP_TO and not CoarseVectors.lie_in(path.parent):
            return cls(index)
        return cls(index, CoarseVectors.load(path.parent, (index.ntotal, index.d)), path)

    def save(self, path: Path) -> list[Path]:
        """Write to `path`, the coarse form beside it, and return the files."""
        write_index(self._index, path)
        return [path, *(self._coarse.save(path.parent) if self._coarse else [])]

    def close(self) -> None:
        """Let go of the files; nobody may be searching any more."""
        self._index = None
        if self._coarse is not None:
            self._coarse.close()
        if self._file is not None:
            self._file.close()
        self._stored = self._stored[:0].copy()

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    @property
    def kind(self) -> str:
        return "float16, exact" if self._coarse is None else "float16, after RaBitQ"

    def search(
        self, questions: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        import numpy as np

        k = min(k, len(self))
        if k == 0:
            empty = (len(questions), 0)
            return np.zeros(empty, dtype=np.float32), np.zeros(empty, dtype=np.int64)
        if self._coarse is None:
            scores, rows = self._index.search(questions, k)
            return scores, rows
        candidates = self._coarse.search(questions, min(k * OVERSAMPLING, len(self)))
        best = [
            self._compared(question, rows[rows >= 0], k)
            for question, rows in zip(questions, candidates, strict=True)
        ]
        return np.stack([scores for scores, _ in best]), np.stack([rows for _, rows in best])

    def _compared(
        self, question: NDArray[np.float32], rows: NDArray[np.int64], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Return scores and rows of the `k` of `rows` nearest to `question`."""
        import numpy as np

        rows = np.sort(rows)
        # FAISS compares what is in float16 as it is; to widen it takes numpy ten times as long.
        few = _empty(self.dimension)
        few.add_sa_codes(self._as_stored(rows).view(np.uint8))
        scores, best = few.search(question[None, :], min(k, len(rows)))
        return scores[0], rows[best[0]]

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        import numpy as np

        return self._as_stored(rows).astype(np.float32)

    def _as_stored(self, rows: NDArray[np.int64]) -> NDArray[np.float16]:
        """Return the (rows, dimension) vectors as they are stored."""
        return self._stored[rows] if self._file is None else self._file.rows(rows)


def _in_float16(vectors: NDArray[np.float32]) -> Any:
    """Return an index of the vectors."""
    index = _empty(vectors.shape[1])
    index.add(vectors)
    return index


def _empty(dimension: int) -> Any:
    import faiss

    halved = faiss.ScalarQuantizer.QT_fp16
    return faiss.IndexScalarQuantizer(dimension, halved, faiss.METRIC_INNER_PRODUCT)
