"""Keeps embeddings by (model fingerprint, text hash), so that a rebuild embeds only what changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.cache_file import CacheFile
from index.embedding.embedder import Embedder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "embeddings.sqlite"
LOOKUP = 500

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, used_by TEXT NOT NULL,
    PRIMARY KEY (model, text_hash)
) WITHOUT ROWID
"""


class EmbeddingCache:
    """A SQLite file of float32 vectors. It is only ever a cache: a damaged one is made anew."""

    def __init__(self, path: Path) -> None:
        self._file = CacheFile(path, _SCHEMA)

    def embed(
        self,
        texts: Sequence[str],
        embedder: Embedder,
        generation: str,
        progress: Callable[[int, int], None],
        batch: int = 256,
    ) -> NDArray[np.float32]:
        """Return (texts, dimension) vectors, embedding only texts that aren't known yet.

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
                return database.execute(
                    "DELETE FROM vectors WHERE used_by < ?", (generation,)
                ).rowcount

        return self._file.use(forget)

    def _embed(
        self,
        database: sqlite3.Connection,
        texts: Sequence[str],
        embedder: Embedder,
        generation: str,
        progress: Callable[[int, int], None],
        batch: int,
    ) -> NDArray[np.float32]:
        import numpy as np

        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        known = self._known(database, embedder.fingerprint, hashes)
        missing = {h: text for h, text in zip(hashes, texts, strict=True) if h not in known}
        todo = list(missing)
        progress(0, len(todo))
        for start in range(0, len(todo), batch):
            part = todo[start : start + batch]
            vectors = embedder.embed_passages([missing[h] for h in part])
            known.update(zip(part, vectors, strict=True))
            self._keep(database, embedder.fingerprint, generation, part, vectors)
            progress(start + len(part), len(todo))
        self._mark_used(database, embedder.fingerprint, generation, hashes)
        if not hashes:
            return np.zeros((0, embedder.dimension), dtype=np.float32)
        return np.stack([known[h] for h in hashes])

    @staticmethod
    def _known(
        database: sqlite3.Connection, model: str, hashes: Sequence[bytes]
    ) -> dict[bytes, NDArray[np.float32]]:
        import numpy as np

        known: dict[bytes, NDArray[np.float32]] = {}
        for start in range(0, len(hashes), LOOKUP):
            part = hashes[start : start + LOOKUP]
            marks = ",".join("?" * len(part))
            rows = database.execute(
                f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks})",
                (model, *part),
            )
            known.update((h, np.frombuffer(v, dtype="<f4")) for h, v in rows)
        return known

    @staticmethod
    def _keep(
        database: sqlite3.Connection,
        model: str,
        generation: str,
        hashes: Sequence[bytes],
        vectors: NDArray[np.float32],
    ) -> None:
        with database:
            database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                [
                    (model, h, vector.astype("<f4").tobytes(), generation)
                    for h, vector in zip(hashes, vectors, strict=True)
                ],
            )

    @staticmethod
    def _mark_used(
        database: sqlite3.Connection, model: str, generation: str, hashes: Sequence[bytes]
    ) -> None:
        with database:
            database.executemany(
                "UPDATE vectors SET used_by = ? WHERE model = ? AND text_hash = ? AND used_by < ?",
                [(generation, model, h, generation) for h in hashes],
            )
