"""Searches the vectors of a generation and those that were added beside them as if they were one store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.vectors import VectorStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "added.faiss"


class AddedVectors:
    """The rows of `base`, less those that are `gone`, and after them the rows of `added`."""

    def __init__(self, base: VectorStore, added: VectorStore, gone: NDArray[np.int64]) -> None:
        """`gone` are (n) rows of `base`, ascending."""
        self._base = base
        self._added = added
        self._gone = gone

    def __len__(self) -> int:
        return len(self._base) - len(self._gone) + len(self._added)

    @property
    def dimension(self) -> int:
        return self._base.dimension

    @property
    def kind(self) -> str:
        return self._base.kind

    def search(
        self, questions: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        import numpy as np

        k = min(k, len(self))
        there = self._there(questions, k)
        scores, rows = self._added.search(questions, k)
        best = []
        for at, (before, old) in enumerate(there):
            both = np.concatenate([before, scores[at]])
            of = np.concatenate([old, rows[at] + len(self._base)])
            order = np.lexsort((of, -both))[:k]
            best.append((both[order], of[order]))
        empty = np.zeros((0, k))
        return (
            np.stack([s for s, _ in best]) if best else empty.astype(np.float32),
            np.stack([r for _, r in best]) if best else empty.astype(np.int64),
        )

    def _there(
        self, questions: NDArray[np.float32], k: int
    ) -> list[tuple[NDArray[np.float32], NDArray[np.int64]]]:
        """Return for each question the best `k` rows of the base that aren't gone, or all of them."""
        import numpy as np

        wanted = k
        while True:
            scores, rows = self._base.search(questions, wanted)
            kept = ~np.isin(rows, self._gone)
            if wanted >= len(self._base) or kept.sum(axis=1).min(initial=k) >= k:
                return [
                    (s[these], r[these]) for s, r, these in zip(scores, rows, kept, strict=True)
                ]
            wanted = min(2 * wanted, len(self._base))

    def rows(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        import numpy as np

        rows = np.asarray(rows)
        found = np.empty((len(rows), self.dimension), dtype=np.float32)
        later = rows >= len(self._base)
        found[~later] = self._base.rows(rows[~later])
        found[later] = self._added.rows(rows[later] - len(self._base))
        return found

    def close(self) -> None:
        self._base.close()
        self._added.close()
