"""Builds generations: reads articles, cuts, embeds, writes beside the one in use, and swaps it in."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.chunking import Chunking
from index.collection import Collector
from index.embedding.cache import FILE_NAME as CACHE
from index.embedding.cache import EmbeddingCache
from index.embedding.embedder import Embedder
from index.errors import (
    IndexDamagedError,
    IndexNotFoundError,
    NoArticlesError,
    SourceError,
    StoreError,
)
from index.generations import Generations
from index.lock import build_lock
from index.manifest import Manifest, digest_of, read_manifest
from index.sources.types import Found, Rejection
from index.store import FILE_NAME as STORE
from index.store import PassageStore
from index.store_file import content_hash, write_store
from index.types import Article, Passage
from index.vectors import FILE_NAME as VECTORS
from index.vectors import FaissVectorStore
from index.words import describe_segmentation
from index.work_cache import FILE_NAME as WORK
from index.work_cache import WorkCache

MAX_TITLE_CONTEXT = 150

Progress = Callable[[str, int, int], None]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the generation's manifest and what became of each article."""

    manifest: Manifest
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    rejections: tuple[Rejection, ...] = field(default=())


class Builder:
    """Makes new generations in one data directory. One build at a time; readers are never stopped."""

    def __init__(
        self,
        generations: Generations,
        embedder: Embedder,
        chunking: Chunking = Chunking(),
        progress: Progress = lambda stage, done, total: None,
    ) -> None:
        self._generations = generations
        self._embedder = embedder
        self._chunking = chunking
        self._progress = progress

    def build(self, found: Iterable[Found]) -> BuildReport:
        """Make a generation of `found` alone.

        Raises:
            NoArticlesError: there is no article in `found`; nothing was changed.
        """
        with build_lock(self._generations.folder):
            return self._replace({}, found, None)

    def add(self, found: Iterable[Found]) -> BuildReport:
        """Make a generation of the current one and `found`; the same id replaces the old article.

        Where that changes nothing, the generation in use stays.
        """
        with build_lock(self._generations.folder):
            manifest, articles = self._current()
            return self._replace(articles, found, manifest)

    def add_or_build(self, found: Iterable[Found]) -> BuildReport:
        """Add to the generation in use if there is one, else make the first.

        For who has more to do under the build lock than to build: the caller holds it.
        """
        try:
            manifest, articles = self._current()
        except IndexNotFoundError:
            return self._replace({}, found, None)
        return self._replace(articles, found, manifest)

    def remove(self, ids: Sequence[str]) -> BuildReport:
        """Make a generation of the current one without the articles `ids`.

        Raises:
            SourceError: an id isn't in the index; nothing was changed.
            NoArticlesError: nothing would be left; nothing was changed.
        """
        with build_lock(self._generations.folder):
            articles = self._current()[1]
            unknown = [article_id for article_id in ids if article_id not in articles]
            if unknown:
                raise SourceError(
                    f"There is no article {unknown[0]!r} in the index; nothing was removed. "
                    "List the ids with: khaobot index info --articles"
                )
            for article_id in ids:
                articles.pop(article_id, None)
            if not articles:
                raise NoArticlesError(
                    "That would remove every article; nothing was removed. "
                    "Build other ones with: khaobot index build SOURCE"
                )
            return BuildReport(self._write(list(articles.values())), removed=tuple(ids))

    def _current(self) -> tuple[Manifest, dict[str, Article]]:
        folder = self._generations.path(self._generations.current())
        manifest = read_manifest(folder)
        store = PassageStore(folder / STORE)
        try:
            return manifest, {article.id: article for article in store.incoming()}
        except sqlite3.Error as error:
            raise IndexDamagedError(
                f"{folder / STORE} can't be read ({error}). Go back with: khaobot index rollback, "
                "or build anew with: khaobot index build SOURCE"
            ) from error
        finally:
            store.close()

    def _replace(
        self, before: dict[str, Article], found: Iterable[Found], current: Manifest | None
    ) -> BuildReport:
        """Put what was `found` in the place of what was there `before`, described by `current`."""
        rejections: list[Rejection] = []
        new: dict[str, Article] = {}
        for item in found:
            if isinstance(item, Rejection):
                rejections.append(item)
            else:
                new[item.id] = item
                self._progress("read", len(new), 0)
        articles = before | new
        if not articles:
            raise NoArticlesError(_nothing_found(rejections))
        added = tuple(i for i in new if i not in before)
        replaced = tuple(i for i, article in new.items() if before.get(i, article) != article)
        unchanged = len(new) - len(added) - len(replaced)
        if current and not added and not replaced and self._made(current):
            manifest = current
        else:
            manifest = self._write(list(articles.values()))
        return BuildReport(manifest, added, replaced, (), unchanged, tuple(rejections))

    def _made(self, manifest: Manifest) -> bool:
        """Whether building the same articles now would make the same generation."""
        return (manifest.model_fingerprint, manifest.segmentation, manifest.chunking) == (
            self._embedder.fingerprint,
            describe_segmentation(),
            self._chunking.describe(),
        )

    def _write(self, articles: Sequence[Article]) -> Manifest:
        """Write a generation of `articles` and put it in use."""
        name = self._generations.new_name()
        try:
            with self._generations.building(name) as folder:
                manifest = self._write_files(folder, name, articles)
                self._generations.publish(folder, name)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The new generation could not be written to {self._generations.folder} ({error}). "
                "The index in use is unchanged; make room or mend permissions, then try again."
            ) from error
        self._tidy()
        return manifest

    def _tidy(self) -> None:
        """Delete old generations and what only they used; the new one is in use whatever happens."""
        try:
            self._generations.prune()
            oldest = self._generations.names()[0]
            EmbeddingCache(self._generations.folder / CACHE).forget_before(oldest)
            WorkCache(self._generations.folder / WORK, oldest).forget_before(oldest)
        except (OSError, sqlite3.Error, StoreError) as error:
            logger.warning("Old generations could not be deleted: %s", error)

    def _write_files(self, folder: Path, name: str, articles: Sequence[Article]) -> Manifest:
        cache = WorkCache(self._generations.folder / WORK, name)
        entries = Collector(cache, self._chunking, self._progress).entries(articles)
        texts = [
            embedded_text(entry.article, passage)
            for entry in entries
            for passage in entry.cut.of(entry.article)
        ]
        vectors = EmbeddingCache(self._generations.folder / CACHE).embed(
            texts, self._embedder, name, lambda done, total: self._progress("embed", done, total)
        )
        self._progress("write", 0, 0)
        store = FaissVectorStore.of(vectors)
        files = [*store.save(folder / VECTORS), write_store(folder / STORE, entries)]
        manifest = Manifest(
            generation=name,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self._embedder.name,
            model_fingerprint=self._embedder.fingerprint,
            dimension=int(vectors.shape[1]),
            segmentation=describe_segmentation(),
            chunking=self._chunking.describe(),
            articles=len(entries),
            passages=len(texts),
            content_hash=content_hash(articles),
            files={file.name: digest_of(file) for file in sorted(files)},
            vectors=store.kind,
            copies=sum(len(entry.copies) for entry in entries),
            stories=len({entry.story for entry in entries}),
        )
        manifest.write(folder)
        return manifest


def embedded_text(article: Article, passage: Passage) -> str:
    """Return what is embedded for a passage: its text, with the title before it as context."""
    title = article.title
    if not title or len(title) > MAX_TITLE_CONTEXT or title in passage.text:
        return passage.text
    return f"{title}\n{passage.text}"


def _nothing_found(rejections: Sequence[Rejection]) -> str:
    if not rejections:
        return (
            "No article was found. Name a folder or files of .txt, .md, .html or .jsonl, "
            "for example: khaobot index build examples/articles"
        )
    return (
        f"No readable article was found; {len(rejections)} rejected, the first: "
        f"{str(rejections[0]).rstrip('.')}. "
        "Mend it and build again."
    )
