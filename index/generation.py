"""One generation opened for reading: store, vectors, windows and words."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from index.added_vectors import FILE_NAME as ADDED_VECTORS
from index.added_vectors import AddedVectors
from index.array_file import load_array
from index.embedding.embedder import Embedder
from index.errors import IndexDamagedError, IndexMismatchError, damaged
from index.language_bias import LanguageBias
from index.lexical import LexicalSearch
from index.manifest import Manifest, read_manifest
from index.question_vectors import FILE_NAME as QUESTIONS
from index.store import FILE_NAME as STORE
from index.store import PassageStore
from index.types import LANGUAGES
from index.vectors import FILE_NAME as VECTORS
from index.vectors import FaissVectorStore, VectorStore
from index.views import Views
from index.windows import ADDED_FILE_NAME as ADDED_WINDOWS
from index.windows import FILE_NAME as WINDOWS
from index.windows import WEIGHT, PassageWindows, nearest
from index.words import describe_segmentation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BACKGROUND = 256


class Generation:
    """Everything of one generation that a search needs; it never changes while it is open.

    `background` are passages from all over the collection: what any question meets.
    """

    def __init__(
        self,
        manifest: Manifest,
        store: PassageStore,
        vectors: VectorStore,
        windows: PassageWindows | None,
        shared_by_questions: NDArray[np.float32],
    ) -> None:
        import numpy as np

        self.manifest = manifest
        self.shared_by_questions = shared_by_questions
        self.store = store
        self.vectors = vectors
        self.windows = windows
        self.lexical = LexicalSearch(store)
        gone = store.gone()
        rows = len(vectors) + len(gone)
        present = np.delete(np.arange(rows), gone)
        self.background = self.views(_spread(present))
        self.languages = store.languages()
        by_language = [
            (language, present[self.languages[present] == place])
            for place, language in enumerate(LANGUAGES)
        ]
        written = dict(sorted(by_language, key=lambda found: -len(found[1])))
        self.bias = LanguageBias(
            {language: vectors.rows(_spread(found)) for language, found in written.items()},
            {language: len(found) for language, found in written.items()},
        )

    def views(self, rows: NDArray[np.int64]) -> Views:
        """Return what a question is compared with of the passages in `rows`."""
        windows = self.windows.rows(rows) if self.windows is not None else None
        return Views(rows, self.vectors.rows(rows), windows)

    def windows_of(
        self, rows: NDArray[np.int64], vector: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return (rows) what the windows of each passage add to its cosine with `vector`; zeros without any."""
        import numpy as np

        if self.windows is None or not len(rows):
            return np.zeros(len(rows), dtype=np.float32)
        return WEIGHT * nearest(self.windows.rows(rows), vector)

    @property
    def name(self) -> str:
        return self.manifest.generation

    @classmethod
    def open(cls, folder: Path) -> Generation:
        """Open the generation in `folder`.

        Raises:
            IndexDamagedError: a file is missing or can't be read, or counts don't agree.
            IndexMismatchError: it has another format.
        """
        import numpy as np

        manifest = read_manifest(folder)
        for file, written in manifest.files.items():
            path = folder / file
            if _size(path) != written.bytes:
                raise damaged(path, "it is missing or cut short")
        store = PassageStore(folder / STORE)
        try:
            vectors = _vectors(folder, manifest, store)
        except BaseException:
            store.close()
            raise
        windows = None
        try:
            windows = _windows(folder, manifest)
            shared = load_array(folder / QUESTIONS, np.float32, 1)
            if len(shared) != vectors.dimension:
                raise damaged(folder / QUESTIONS, "it is of another model")
            if len(store.languages()) != len(vectors) + len(store.gone()):
                raise damaged(folder / STORE, "it has another number of passages")
            generation = cls(manifest, store, vectors, windows, shared)
            counts = (*store.counts(), len(generation.vectors))
            if counts != (manifest.articles, manifest.passages, manifest.passages):
                raise IndexDamagedError(
                    f"{folder} holds {counts[0]} articles, {counts[1]} passages and {counts[2]} "
                    f"vectors, its manifest says {manifest.articles} and {manifest.passages}. "
                    "Go back with: khaobot index rollback"
                )
            rows = manifest.passages + len(store.gone())
            if generation.windows is not None and len(generation.windows) != rows:
                raise damaged(folder / WINDOWS, "it has another number of passages")
            if generation.vectors.kind != manifest.vectors:
                raise damaged(
                    folder / VECTORS, f"{generation.vectors.kind} instead of {manifest.vectors}"
                )
        except BaseException as error:
            store.close()
            vectors.close()
            if windows is not None:
                windows.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise damaged(folder / STORE, str(error)) from error
            raise
        return generation

    def check(self, embedder: Embedder) -> None:
        """Refuse an embedder or a word segmentation other than those that made the generation.

        Raises:
            IndexMismatchError: naming both, and what to do.
        """
        check_model(self.manifest, embedder)
        if self.manifest.segmentation != describe_segmentation():
            raise IndexMismatchError(
                f"The index was made with {self.manifest.segmentation}, but {describe_segmentation()} "
                "is installed. Build anew with: khaobot index build SOURCE"
            )

    def close(self) -> None:
        self.store.close()
        self.vectors.close()
        if self.windows is not None:
            self.windows.close()


def _spread(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return up to `BACKGROUND` of `rows`, evenly spaced."""
    import numpy as np

    spread = np.linspace(0, max(len(rows) - 1, 0), min(len(rows), BACKGROUND), dtype=np.int64)
    return rows[np.unique(spread)]


def _windows(folder: Path, manifest: Manifest) -> PassageWindows | None:
    paths = [folder / file for file in (WINDOWS, ADDED_WINDOWS) if file in manifest.files]
    return PassageWindows.load(paths) if paths else None


def _vectors(folder: Path, manifest: Manifest, store: PassageStore) -> VectorStore:
    base = FaissVectorStore.load(folder / VECTORS)
    if ADDED_VECTORS not in manifest.files:
        return base
    try:
        return AddedVectors(base, base.load_added(folder / ADDED_VECTORS), store.gone())
    except BaseException:
        base.close()
        raise


def check_model(manifest: Manifest, embedder: Embedder) -> None:
    """Refuse an embedder other than the one that made the generation.

    Raises:
        IndexMismatchError: naming both, and what to do.
    """
    if manifest.model_fingerprint != embedder.fingerprint:
        raise IndexMismatchError(
            f"The index was made with {manifest.model} ({manifest.model_fingerprint}), "
            f"but {embedder.name} ({embedder.fingerprint}) is set. Set EMBEDDING_MODEL and "
            "SECOND_ENCODER to what made the index, or build anew with: khaobot index build SOURCE"
        )


def _size(path: Path) -> int | None:
    """Return the bytes of a file, None where it is missing: a prune may have taken it just now."""
    try:
        return path.stat().st_size
    except OSError:
        return None
