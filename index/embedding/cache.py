"""Keeps embeddings by (model fingerprint, text hash), so that a rebuild embeds only what changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
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
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS uses (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, used_by TEXT NOT NULL,
    PRIMARY KEY (model, text_hash)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS uses_by ON uses (used_by);
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
    ) -> NDArray[np.float32]:
        import numpy as np

        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        places: dict[bytes, list[int]] = {}
        for place, text_hash in enumerate(hashes):
            places.setdefault(text_hash, []).append(place)
        # Known or new, a vector goes straight to its place: the whole is in memory once.
        whole = np.empty((len(texts), embedder.dimension), dtype=np.float32)
        todo = dict.fromkeys(places)
        for text_hash, vector in self._known(database, embedder.fingerprint, list(places)):
            whole[places[text_hash]] = vector
            del todo[text_hash]
        missing = list(todo)
        progress(0, len(missing))
        for start in range(0, len(missing), batch):
            part = missing[start : start + batch]
            vectors = embedder.embed_passages([texts[places[h][0]] for h in part])
            for text_hash, vector in zip(part, vectors, strict=True):
                whole[places[text_hash]] = vector
            self._keep(database, embedder.fingerprint, generation, part, vectors)
            progress(start + len(part), len(missing))
        with database:
            self._mark(database, embedder.fingerprint, generation, list(places))
        return whole

    @staticmethod
    def _known(
        database: sqlite3.Connection, model: str, hashes: Sequence[bytes]
    ) -> Iterator[tuple[bytes, NDArray[np.float32]]]:
        import numpy as np

        for start in range(0, len(hashes), LOOKUP):
            part = hashes[start : start + LOOKUP]
            marks = ",".join("?" * len(part))
            rows = database.execute(
                f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks})",
                (model, *part),
            )
            for text_hash, vector in rows:
                yield text_hash, np.frombuffer(vector, dtype="<f4")

    def _keep(
        self,
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
