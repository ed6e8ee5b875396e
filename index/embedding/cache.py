"""Keeps embeddings by (model fingerprint, text hash), so that a rebuild embeds only what changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.cache_file import CacheFile
from index.embedding.embedder import Embedder
from index.embedding.text_encoder import TEXTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "embeddings.sqlite"
LOOKUP = 500
WINDOWS = " windows"  # behind a model's fingerprint: its windows, in the same table

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, used_by TEXT NOT NULL,
    PRIMARY KEY (model, text_hash)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uses (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, used_by TEXT NOT NULL,
    PRIMARY KEY (model, text_hash)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS uses_by ON uses (used_by);
"""


class EmbeddingCache:
    """A SQLite file of float32 vectors and of windows. It is only ever a cache: a damaged one is made anew."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, _SCHEMA)

    def embed(
        self,
        texts: Sequence[str],
        embedder: Embedder,
        generation: str,
        progress: Callable[[int, int], None],
        batch: int = 2 * TEXTS,
    ) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """Return the vectors and windows of `embed_views`, embedding only texts that aren't known yet.

        `progress(done, total)` is called after every batch of new ones. What was embedded is kept
        after each batch, so a build that is interrupted goes on where it was.
        """
        return self._file.use(
            lambda database: self._embed(database, texts, embedder, generation, progress, batch)
        )

    def forget_before(self, generation: str) -> int:
        """Delete the vectors that no generation from `generation` on has used; return how many."""

        def forget(database: sqlite3.Connection) -> int:
            with database:
                forgotten = database.execute(
                    "DELETE FROM vectors WHERE (model, text_hash) IN (SELECT model, text_hash FROM uses WHERE used_by < ?)",
                    (generation,),
                ).rowcount
                database.execute("DELETE FROM uses WHERE used_by < ?", (generation,))
                return forgotten

        return self._file.use(forget)

    def _embed(
        self,
        database: sqlite3.Connection,
        texts: Sequence[str],
        embedder: Embedder,
        generation: str,
        progress: Callable[[int, int], None],
        batch: int,
    ) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        import numpy as np

        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        places: dict[bytes, list[int]] = {}
        for place, text_hash in enumerate(hashes):
            places.setdefault(text_hash, []).append(place)
        # Known or new, a vector goes straight to its place: the whole is in memory once.
        vectors = np.empty((len(texts), embedder.dimension), dtype=np.float32)
        windows = np.empty((len(texts), *embedder.window_shape), dtype=np.int8)
        model = embedder.fingerprint
        missing, partly = dict.fromkeys(places), {}
        for text_hash, stored in self._known(database, model, list(places)):
            vectors[places[text_hash]] = np.frombuffer(stored, dtype="<f4")
            del missing[text_hash]
        if windows.shape[1]:
            # Those embedded before there were windows need the second encoder alone.
            partly = {text_hash: None for text_hash in places if text_hash not in missing}
            for text_hash, stored in self._known(database, model + WINDOWS, list(partly)):
                windows[places[text_hash]] = np.frombuffer(stored, np.int8).reshape(
                    embedder.window_shape
                )
                del partly[text_hash]
        todo = [*missing, *partly]
        progress(0, len(todo))
        for start, end in _batches(len(missing), len(todo), batch):
            part = todo[start:end]
            new = [texts[places[text_hash][0]] for text_hash in part]
            if start < len(missing):
                made, parts = embedder.embed_views(new)
                self._keep(database, model, generation, part, made.astype("<f4"))
                for text_hash, vector in zip(part, made, strict=True):
                    vectors[places[text_hash]] = vector
            else:
                parts = embedder.embed_windows(new)
            if windows.shape[1]:
                self._keep(database, model + WINDOWS, generation, part, parts)
                for text_hash, window in zip(part, parts, strict=True):
                    windows[places[text_hash]] = window
            progress(end, len(todo))
        with database:
            self._mark(database, model, generation, list(places))
            if windows.shape[1]:
                self._mark(database, model + WINDOWS, generation, list(places))
        return vectors, windows

    @staticmethod
    def _known(
        database: sqlite3.Connection, model: str, hashes: Sequence[bytes]
    ) -> Iterator[tuple[bytes, bytes]]:
        for start in range(0, len(hashes), LOOKUP):
            part = hashes[start : start + LOOKUP]
            marks = ",".join("?" * len(part))
            rows = database.execute(
                f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks})",
                (model, *part),
            )
            yield from rows

    def _keep(
        self,
        database: sqlite3.Connection,
        model: str,
        generation: str,
        hashes: Sequence[bytes],
        vectors: NDArray[np.generic],
    ) -> None:
        with database:
            database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                [
                    (model, h, vector.tobytes(), generation)
                    for h, vector in zip(hashes, vectors, strict=True)
                ],
            )
            self._mark(database, model, generation, hashes)

    @staticmethod
    def _mark(
        database: sqlite3.Connection, model: str, generation: str, hashes: Sequence[bytes]
    ) -> None:
        """Note that `generation` uses these, in the transaction that is open."""
        database.executemany(
            # Beside the vectors: changing their own rows would write all of them anew.
            "INSERT INTO uses VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE "
            "SET used_by = ?3 WHERE used_by < ?3",
            [(model, h, generation) for h in hashes],
        )


def _batches(first: int, total: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of batches of at most `size` of `total`; none spans both sides of `first`."""
    for start, end in ((0, first), (first, total)):
        for at in range(start, end, size):
            yield at, min(at + size, end)
