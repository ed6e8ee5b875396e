"""Builds generations: reads articles, cuts, embeds, writes beside the one in use, and swaps it in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from index.chunking import Chunking, chunk
from index.embedding.cache import FILE_NAME as CACHE
from index.embedding.cache import EmbeddingCache
from index.embedding.embedder import Embedder
from index.errors import NoArticlesError, SourceError, StoreError
from index.generations import Generations
from index.lock import build_lock
from index.manifest import Manifest, digest_of
from index.sources.types import Found, Rejection
from index.store import FILE_NAME as STORE
from index.store import PassageStore, content_hash, write_store
from index.types import Article, Passage
from index.vectors import FILE_NAME as VECTORS
from index.vectors import FaissVectorStore
from index.words import describe_segmentation

MAX_TITLE_CONTEXT = 150

Progress = Callable[[str, int, int], None]


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
            return self._replace({}, found)

    def add(self, found: Iterable[Found]) -> BuildReport:
        """Make a generation of the current one and `found`; the same id replaces the old article."""
        with build_lock(self._generations.folder):
            return self._replace(self._current_articles(), found)

    def remove(self, ids: Sequence[str]) -> BuildReport:
        """Make a generation of the current one without the articles `ids`.

        Raises:
            SourceError: an id isn't in the index; nothing was changed.
            NoArticlesError: nothing would be left; nothing was changed.
        """
        with build_lock(self._generations.folder):
            articles = self._current_articles()
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

    def _current_articles(self) -> dict[str, Article]:
        current = self._generations.path(self._generations.current())
        store = PassageStore(current / STORE)
        try:
            return {article.id: article for article in store.articles()}
        finally:
            store.close()

    def _replace(self, articles: dict[str, Article], found: Iterable[Found]) -> BuildReport:
        rejections: list[Rejection] = []
        added: list[str] = []
        replaced: list[str] = []
        unchanged = 0
        for number, item in enumerate(found, start=1):
            self._progress("read", number, 0)
            if isinstance(item, Rejection):
                rejections.append(item)
                continue
            before = articles.get(item.id)
            if before is None:
                added.append(item.id)
            elif before == item:
                unchanged += 1
            else:
                replaced.append(item.id)
            articles[item.id] = item
        if not articles:
            raise NoArticlesError(_nothing_found(rejections))
        manifest = self._write(list(articles.values()))
        return BuildReport(
            manifest, tuple(added), tuple(replaced), (), unchanged, tuple(rejections)
        )

    def _write(self, articles: Sequence[Article]) -> Manifest:
        """Write a generation of `articles` and put it in use."""
        name = self._generations.new_name()
        try:
            with self._generations.building(name) as folder:
                manifest = self._write_files(folder, name, articles)
                self._generations.publish(folder, name)
            self._generations.prune()
            cache = EmbeddingCache(self._generations.folder / CACHE)
            cache.forget_before(self._generations.names()[0])
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The new generation could not be written to {self._generations.folder} ({error}). "
                "The index in use is unchanged; make room or mend permissions, then try again."
            ) from error
        return manifest

    def _write_files(self, folder: Path, name: str, articles: Sequence[Article]) -> Manifest:
        cut: list[tuple[Article, list[Passage]]] = []
        for number, article in enumerate(articles, start=1):
            cut.append((article, chunk(article, self._chunking)))
            self._progress("cut", number, len(articles))
        texts = [embedded_text(article, passage) for article, ps in cut for passage in ps]
        vectors = EmbeddingCache(self._generations.folder / CACHE).embed(
            texts, self._embedder, name, lambda done, total: self._progress("embed", done, total)
        )
        self._progress("write", 0, 0)
        FaissVectorStore.of(vectors).save(folder / VECTORS)
        write_store(folder / STORE, cut)
        manifest = Manifest(
            generation=name,
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            model=self._embedder.name,
            model_fingerprint=self._embedder.fingerprint,
            dimension=int(vectors.shape[1]),
            segmentation=describe_segmentation(),
            chunking=self._chunking.describe(),
            articles=len(articles),
            passages=len(texts),
            content_hash=content_hash(articles),
            files={file: digest_of(folder / file) for file in (STORE, VECTORS)},
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
