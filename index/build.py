"""Builds generations: reads articles, cuts, embeds, writes beside the one in use, and swaps it in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from index.chunking import Chunking
from index.digests import article_digest
from index.embedding.embedder import Embedder
from index.errors import IndexNotFoundError, NoArticlesError, SourceError, damaged
from index.generation import check_model
from index.generations import Generations
from index.lock import build_lock
from index.manifest import Manifest, read_manifest
from index.sources.types import Found, Rejection
from index.store import FILE_NAME as STORE
from index.store import PassageStore
from index.types import Article
from index.writing import Beside, Writer

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
        beside: Beside = Beside(),
    ) -> None:
        self._generations = generations
        self._embedder = embedder
        self._progress = progress
        self._writer = Writer(generations, embedder, chunking, progress, beside)

    def build(self, found: Iterable[Found]) -> BuildReport:
        """Make a generation of `found` alone.

        Raises:
            NoArticlesError: there is no article in `found`; nothing was changed.
        """
        with build_lock(self._generations.folder):
            return self._built(found)

    def add(self, found: Iterable[Found]) -> BuildReport:
        """Make a generation of the current one and `found`; the same id replaces the old article.

        Where that changes nothing, the generation in use stays.
        """
        with build_lock(self._generations.folder):
            return self._added(self._manifest(), found)

    def add_or_build(self, found: Iterable[Found]) -> BuildReport:
        """Add to the generation in use if there is one, else make the first.

        For who has more to do under the build lock than to build: the caller holds it.
        """
        try:
            manifest = self._manifest()
        except IndexNotFoundError:
            return self._built(found)
        return self._added(manifest, found)

    def remove(self, ids: Sequence[str]) -> BuildReport:
        """Make a generation of the current one without the articles `ids`.

        Raises:
            SourceError: an id isn't in the index; nothing was changed.
            NoArticlesError: nothing would be left; nothing was changed.
        """
        with build_lock(self._generations.folder):
            manifest = self._manifest()
            with self._stored() as store:
                articles = set(store.digests())
            unknown = [article_id for article_id in ids if article_id not in articles]
            if unknown:
                raise SourceError(
                    f"There is no article {unknown[0]!r} in the index; nothing was removed. "
                    "List the ids with: khaobot index info --articles"
                )
            if articles == set(ids):
                raise NoArticlesError(
                    "That would remove every article; nothing was removed. "
                    "Build other ones with: khaobot index build SOURCE"
                )
            return BuildReport(self._changed(manifest, {}, set(ids)), removed=tuple(ids))

    def _built(self, found: Iterable[Found]) -> BuildReport:
        new, rejections = self._read(found)
        if not new:
            raise NoArticlesError(_nothing_found(rejections))
        manifest = self._writer.whole(list(new.values()))
        return BuildReport(manifest, tuple(new), rejections=tuple(rejections))

    def _added(self, current: Manifest, found: Iterable[Found]) -> BuildReport:
        """Put what was `found` in the place of what is there, described by `current`."""
        new, rejections = self._read(found)
        with self._stored() as store:
            before = store.digests()
        added = tuple(i for i in new if i not in before)
        replaced = tuple(
            i for i, a in new.items() if i in before and article_digest(a) != before[i]
        )
        manifest = current
        if added or replaced or not self._writer.would_make(current):
            manifest = self._changed(current, {i: new[i] for i in (*added, *replaced)}, set())
        unchanged = len(new) - len(added) - len(replaced)
        return BuildReport(manifest, added, replaced, (), unchanged, tuple(rejections))

    def _changed(
        self, current: Manifest, new: Mapping[str, Article], removed: Collection[str]
    ) -> Manifest:
        """Write the generation in use with `new` and without `removed`: beside it, or all anew."""
        with _reading(self._folder() / STORE):
            beside = self._writer.beside(current, list(new.values()), removed)
        if beside:
            return beside
        with self._stored() as store:
            before = {article.id: article for article in store.incoming()}
        kept = [article for i, article in before.items() if i not in removed and i not in new]
        return self._writer.whole([*kept, *new.values()])

    def _read(self, found: Iterable[Found]) -> tuple[dict[str, Article], list[Rejection]]:
        rejections: list[Rejection] = []
        new: dict[str, Article] = {}
        for item in found:
            if isinstance(item, Rejection):
                rejections.append(item)
            else:
                new[item.id] = item
                self._progress("read", len(new), 0)
        return new, rejections

    def _manifest(self) -> Manifest:
        """Return the manifest of the generation in use, if the same model made it.

        Another one would embed all of it anew, which only a build should be asked for.
        """
        manifest = read_manifest(self._folder())
        check_model(manifest, self._embedder)
        return manifest

    def _folder(self) -> Path:
        return self._generations.path(self._generations.current())

    @contextmanager
    def _stored(self) -> Iterator[PassageStore]:
        """Give the store of the generation in use."""
        path = self._folder() / STORE
        with _reading(path), closing(PassageStore(path)) as store:
            yield store


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Tell of a store that can't be read as damage, with the way out."""
    try:
        yield
    except sqlite3.Error as error:
        raise damaged(path, str(error)) from error


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
