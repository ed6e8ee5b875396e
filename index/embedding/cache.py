"""Keeps embeddings by (model fingerprint, text hash), so that a rebuild embeds only what changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from index.embedding.embedder import Embedder
from index.errors import StoreError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "embeddings.sqlite"
LOOKUP = 500

Result = TypeVar("Result")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    model TEXT NOT NULL, text_hash BLOB NOT NULL, vector BLOB NOT NULL, used_by TEXT NOT NULL,
    PRIMARY KEY (model, text_hash)
) WITHOUT ROWID
"""


class EmbeddingCache:
    """A SQLite file of float32 vectors. It is only ever a cache: a damaged one is made anew."""

    def __init__(self, path: Path) -> None:
        self._path = path

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
        return self._anew_if_damaged(
            lambda: self._embed(texts, embedder, generation, progress, batch)
        )

    def forget_before(self, generation: str) -> int:
        """Delete the vectors that no generation from `generation` on has used; return how many."""
        return self._anew_if_damaged(lambda: self._forget_before(generation))

    def _embed(
        self,
        texts: Sequence[str],
        embedder: Embedder,
        generation: str,
        progress: Callable[[int, int], None],
        batch: int,
    ) -> NDArray[np.float32]:
        import numpy as np

        hashes = [hashlib.sha256(text.encode()).digest() for text in texts]
        with closing(self._open()) as database:
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

    def _forget_before(self, generation: str) -> int:
        with closing(self._open()) as database, database:
            return database.execute("DELETE FROM vectors WHERE used_by < ?", (generation,)).rowcount

    def _anew_if_damaged(self, work: Callable[[], Result]) -> Result:
        """Return what `work` does with the file; if the file turns out damaged, with a new one."""
        try:
            return work()
        except sqlite3.DatabaseError as error:
            # This class alone means a damaged file; its subclasses are other troubles.
            if type(error) is not sqlite3.DatabaseError:
                raise
            for ending in ("", "-wal", "-shm"):
                Path(f"{self._path}{ending}").unlink(missing_ok=True)
            return work()

    def _open(self) -> sqlite3.Connection:
        try:
            database = sqlite3.connect(self._path, timeout=60)
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"{self._path} can't be opened ({error}). Mend its permissions, or delete it: "
                "it is only a cache."
            ) from error
        try:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("PRAGMA synchronous=NORMAL")
            database.execute(_SCHEMA)
        except sqlite3.Error:
            database.close()
            raise
        return database

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
