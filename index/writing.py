"""Writes generations: all of one anew, or what has changed beside the files of the one before."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.added import Adding, Addition
from index.added_file import AddedFile
from index.added_vectors import FILE_NAME as ADDED_VECTORS
from index.array_file import save_array
from index.chunking import Chunking
from index.collection import Collector, Entry, Progress, describe_collecting
from index.digests import content_hash, content_hash_of
from index.embedding.cache import FILE_NAME as CACHE
from index.embedding.cache import EmbeddingCache
from index.embedding.embedder import Embedder
from index.errors import StoreError
from index.generations import Generations
from index.manifest import Manifest, digest_of, read_manifest
from index.question_vectors import FILE_NAME as QUESTIONS
from index.question_vectors import shared_by_questions
from index.store import FILE_NAME as STORE
from index.store import PassageStore
from index.store_connections import ADDED_FILE_NAME as ADDED_STORE
from index.store_file import write_store
from index.types import Article, Passage
from index.vectors import FILE_NAME as VECTORS
from index.vectors import FaissVectorStore
from index.windows import ADDED_FILE_NAME as ADDED_WINDOWS
from index.windows import FILE_NAME as WINDOWS
from index.words import describe_segmentation
from index.work_cache import FILE_NAME as WORK
from index.work_cache import WorkCache

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ADDED = (ADDED_STORE, ADDED_VECTORS, ADDED_WINDOWS)
MAX_TITLE_CONTEXT = 150
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beside:
    """When changes are written beside what is there, instead of all anew.

    From `passages` on: fewer are written as fast. And up to a `share` of the articles, all changes since
    everything was written at once taken together.
    """

    passages: int = 5_000
    share: float = 1 / 40


@dataclass(frozen=True, slots=True)
class _Vectors:
    """The files that hold vectors and windows, and what the manifest says of them."""

    files: tuple[Path, ...]
    passages: int
    dimension: int
    kind: str


class Writer:
    """Writes generations and puts them in use; only for who holds the build lock."""

    def __init__(
        self,
        generations: Generations,
        embedder: Embedder,
        chunking: Chunking,
        progress: Progress,
        beside: Beside,
    ) -> None:
        self._generations = generations
        self._embedder = embedder
        self._chunking = chunking
        self._progress = progress
        self._beside = beside

    def would_make(self, manifest: Manifest) -> bool:
        """Whether writing the same articles now, with the same model, would make the same generation."""
        return (manifest.segmentation, manifest.chunking, manifest.collecting) == (
            describe_segmentation(),
            self._chunking.describe(),
            describe_collecting(),
        )

    def whole(self, articles: Sequence[Article]) -> Manifest:
        """Write a generation of `articles` and put it in use.

        Raises:
            StoreError: it can't be written; nothing was changed.
        """
        name = self._generations.new_name()
        return self._published(name, lambda folder: self._write_whole(folder, name, articles))

    def beside(
        self, before: Manifest, new: Sequence[Article], removed: Collection[str]
    ) -> Manifest | None:
        """Write the generation `before` with `new` and without `removed`, and put it in use.

        The same model must have made it. None if it is better written anew: what was there is small, the
        change large, or another segmentation or chunking in use.

        Raises:
            StoreError: it can't be written; nothing was changed.
        """
        if before.passages < self._beside.passages or not self.would_make(before):
            return None
        name = self._generations.new_name()
        folder = self._generations.path(before.generation)
        with closing(PassageStore(folder / STORE)) as store:
            collector = self._collector(name)
            most = max(1, int(self._beside.share * before.articles))
            addition = Adding(store, collector, most).addition(new, removed)
            if addition is None or not addition.articles:
                return None
            added = addition

            def write(target: Path) -> Manifest:
                AddedFile(store.database(), collector).write(target / ADDED_STORE, added)
                return self._write_beside(target, name, before, added)

            return self._published(name, write)

    def _published(self, name: str, write: Callable[[Path], Manifest]) -> Manifest:
        try:
            with self._generations.building(name) as folder:
                manifest = write(folder)
                manifest.write(folder)
                self._generations.publish(folder, name)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The new generation could not be written to {self._generations.folder} ({error}). "
                "The index in use is unchanged; make room or mend permissions, then try again."
            ) from error
        self._tidy()
        return manifest

    def _write_whole(self, folder: Path, name: str, articles: Sequence[Article]) -> Manifest:
        entries = self._collector(name).entries(articles)
        written = self._write_vectors(folder, name, entries)
        files = [
            *written.files,
            write_store(folder / STORE, entries),
            save_array(shared_by_questions(self._embedder), folder / QUESTIONS),
        ]
        return Manifest(
            generation=name,
            built_at=_now(),
            model=self._embedder.name,
            model_fingerprint=self._embedder.fingerprint,
            dimension=written.dimension,
            segmentation=describe_segmentation(),
            chunking=self._chunking.describe(),
            collecting=describe_collecting(),
            articles=len(entries),
            passages=written.passages,
            content_hash=content_hash(articles),
            files={file.name: digest_of(file) for file in sorted(files)},
            vectors=written.kind,
            copies=sum(len(entry.copies) for entry in entries),
            stories=len({entry.story for entry in entries}),
        )

    def _write_vectors(self, folder: Path, name: str, entries: Sequence[Entry]) -> _Vectors:
        """Write vectors and windows; they are out of memory before the words are turned round."""
        vectors, windows = self._embedded(name, entries)
        self._progress("write", 0, 0)
        files = [save_array(windows, folder / WINDOWS)] if windows.shape[1] else []
        del windows
        store = FaissVectorStore.of(vectors)
        files += store.save(folder / VECTORS)
        return _Vectors(tuple(files), len(vectors), vectors.shape[1], store.kind)

    def _write_beside(
        self, folder: Path, name: str, before: Manifest, addition: Addition
    ) -> Manifest:
        vectors, windows = self._embedded(name, addition.entries)
        self._progress("write", 0, 0)
        old = self._generations.path(before.generation)
        base = {f: d for f, d in before.files.items() if f not in ADDED}
        for file in base:
            _link(old / file, folder / file)
        with closing(FaissVectorStore.load(folder / VECTORS)) as there:
            there.beside(vectors).save(folder / ADDED_VECTORS)
        if windows.shape[1]:
            save_array(windows, folder / ADDED_WINDOWS)
        with closing(PassageStore(folder / STORE)) as store:
            articles, passages = store.counts()
        written = [folder / file for file in ADDED if (folder / file).exists()]
        added = {file.name: digest_of(file) for file in written}
        return replace(
            before,
            generation=name,
            built_at=_now(),
            articles=articles,
            passages=passages,
            content_hash=content_hash_of(addition.digests),
            files=base | added,
            copies=addition.copies,
            stories=addition.stories,
            base=before.base or before.generation,
        )

    def _collector(self, name: str) -> Collector:
        cache = WorkCache(self._generations.folder / WORK, name)
        return Collector(cache, self._chunking, self._progress)

    def _embedded(
        self, name: str, entries: Sequence[Entry]
    ) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        """Return the vectors of the passages of `entries`, (passages, dimension), and their windows."""
        texts = [
            embedded_text(entry.article, passage)
            for entry in entries
            for passage in entry.cut.of(entry.article)
        ]
        return EmbeddingCache(self._generations.folder / CACHE).embed(
            texts, self._embedder, name, lambda done, total: self._progress("embed", done, total)
        )

    def _tidy(self) -> None:
        """Delete old generations and what only they used; the new one is in use whatever happens."""
        try:
            self._generations.prune()
            oldest = min(map(self._base_of, self._generations.names()))
            EmbeddingCache(self._generations.folder / CACHE).forget_before(oldest)
            WorkCache(self._generations.folder / WORK, oldest).forget_before(oldest)
        except (OSError, sqlite3.Error, StoreError) as error:
            logger.warning("Old generations could not be deleted: %s", error)

    def _base_of(self, name: str) -> str:
        try:
            return read_manifest(self._generations.path(name)).base or name
        except StoreError:
            return name  # of an earlier format, or damaged: nothing can be added to it


def embedded_text(article: Article, passage: Passage) -> str:
    """Return what is embedded for a passage: its text, with the title before it as context."""
    title = article.title
    if not title or len(title) > MAX_TITLE_CONTEXT or title in passage.text:
        return passage.text
    return f"{title}\n{passage.text}"


def _link(source: Path, target: Path) -> None:
    """Make `target` the same file as `source`, or a copy where a file can't have two names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
