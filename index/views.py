"""Holds what a question is compared with of some passages: their vectors and those of their parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.windows import WEIGHT, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Views:
    """The passages `rows` (n): `vectors` (n, dimension) and `windows` (n, windows, dimension), if they have any."""

    rows: NDArray[np.int64]
    vectors: NDArray[np.float32]
    windows: NDArray[np.int8] | None

    def scores(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (n) how near each lies to `vector`, (dimension): its cosine, with what its nearest part adds."""
        scores: NDArray[np.float32] = self.vectors @ vector
        if self.windows is not None and len(self.windows):
            scores += WEIGHT * nearest(self.windows, vector)
        return scores
