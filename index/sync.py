"""Keeps an index up with the sources of `sources.toml`: reads what is new or changed, and adds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.build import Builder, BuildReport, Progress
from index.errors import IndexNotFoundError
from index.generations import Generations
from index.lock import build_lock
from index.manifest import Manifest, read_manifest
from index.sources.sources_file import NamedSource
from index.sources.types import Found, Rejection
from index.sources.web import Getter
from index.store import FILE_NAME as STORE
from index.store import PassageStore
from index.sync_reading import SyncReading
from index.sync_state import FILE_NAME as STATE
from index.sync_state import SyncState


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did; `manifest` is of the generation in use afterwards, new only if `built`."""

    manifest: Manifest
    built: bool
    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: int = 0
    rejections: tuple[Rejection, ...] = ()


class Syncer:
    """Reads sources and builds from what changed. An article that leaves its source stays indexed."""

    def __init__(
        self,
        sources: Sequence[NamedSource],
        generations: Generations,
        builder: Callable[[Progress], Builder],
        getter: Getter,
    ) -> None:
        self._sources = sources
        self._generations = generations
        self._builder = builder
        self._getter = getter

    def sync(self, progress: Progress = lambda stage, done, total: None) -> SyncReport:
        """Take what is new or changed; without any, the generation in use stays.

        The build lock is held from the first look to the last note, so that what is remembered of
        the sources is always what the generation in use was made of.

        Raises:
            IndexLockedError: another sync or build is running; nothing was fetched.
            NoArticlesError: there is no index yet and the sources hold no article.
            StoreError: the index can't be read or written.
        """
        with build_lock(self._generations.folder):
            manifest, held = self._held()
            state = SyncState(self._generations.folder / STATE)
            reading = SyncReading(state, held, self._getter, progress)
            for source in self._sources:
                reading.read(source)
            report = self._take(reading, manifest, progress)
            # Remembered only now: what a failed build has not taken in will be read again.
            state.keep(reading.seen)
            return report

    def _take(
        self, reading: SyncReading, manifest: Manifest | None, progress: Progress
    ) -> SyncReport:
        if manifest and not reading.articles:
            return SyncReport(manifest, False, (), (), reading.unchanged, tuple(reading.rejections))
        found: list[Found] = [*reading.articles, *reading.rejections]
        return _of(self._builder(progress).add_or_build(found), manifest, reading.unchanged)

    def _held(self) -> tuple[Manifest | None, dict[str, bytes]]:
        """Return the manifest in use and the digests of its articles, by id."""
        try:
            folder = self._generations.path(self._generations.current())
        except IndexNotFoundError:
            return None, {}
        manifest = read_manifest(folder)
        store = PassageStore(folder / STORE)
        try:
            return manifest, store.digests()
        finally:
            store.close()


def _of(report: BuildReport, before: Manifest | None, unchanged: int) -> SyncReport:
    return SyncReport(
        report.manifest,
        before is None or report.manifest.generation != before.generation,
        report.added,
        report.replaced,
        unchanged + report.unchanged,
        report.rejections,
    )
