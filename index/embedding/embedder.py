"""The seam between the index and whatever turns text into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Embeds questions and passages into one space, where the inner product is their similarity."""

    @property
    def name(self) -> str:
        """The model's name, for people."""
        ...

    @property
    def fingerprint(self) -> str:
        """A short string that differs for every model whose vectors differ."""
        ...

    @property
    def dimension(self) -> int: ...

    @property
    def window_shape(self) -> tuple[int, int]:
        """How many windows of a passage it makes vectors of, and their dimension; zeros if it makes none."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (texts, dimension) vectors, all of the same length: 1 where one encoder made them."""
        ...

    def embed_views(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """Return what `embed_passages` does and the (texts, *window_shape) windows, in one go."""
        ...

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        """Return the (texts, *window_shape) windows alone, as `index.windows` keeps them."""
        ...

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (texts, dimension) vectors, all of the same length: 1 where one encoder made them."""
        ...


class WithoutWindows:
    """The part of an `Embedder` that makes no windows of passages."""

    @property
    def window_shape(self) -> tuple[int, int]:
        return (0, 0)

    def embed_views(
        self: Embedder, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        return self.embed_passages(texts), self.embed_windows(texts)

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        import numpy as np

        return np.zeros((len(texts), *self.window_shape), dtype=np.int8)
