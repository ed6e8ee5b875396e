"""Changes the index while the bot answers: sync, rebuild, add, rollback; one at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from index.build import Builder, Progress
from index.errors import KhaobotError
from index.generations import Generations
from index.manifest import Manifest, read_manifest
from index.sources.files import read_files
from index.sources.types import Found, Rejection

Job = Literal["sync", "reindex", "add"]


class Report(Protocol):
    """What became of the articles; a `BuildReport` is one."""

    @property
    def added(self) -> Sequence[str]: ...
    @property
    def replaced(self) -> Sequence[str]: ...
    @property
    def removed(self) -> Sequence[str]: ...
    @property
    def rejections(self) -> Sequence[Rejection]: ...


class Syncer(Protocol):
    """Brings in what is new at the sources."""

    def sync(self, progress: Progress) -> Report: ...


class PageFetcher(Protocol):
    """Reads the articles behind a link."""

    def fetch(self, url: str) -> Iterable[Found]: ...


class JobRunning(Exception):
    """Another job is running; `job` says which."""

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.job: Job = job


@dataclass(frozen=True, slots=True)
class Done:
    """A job that has finished, and the index that is in use now."""

    job: Job
    report: Report
    manifest: Manifest
    seconds: float


class FolderSyncer:
    """Adds what is new or changed in the files and folders of `SOURCES`; nothing is removed."""

    def __init__(
        self, builder: Callable[[Progress], Builder], paths: Callable[[], Sequence[Path]]
    ) -> None:
        self._builder = builder
        self._paths = paths

    def sync(self, progress: Progress) -> Report:
        paths = self._paths()
        if not paths:
            raise NoSources
        return self._builder(progress).add(read_files(paths))


class NoSources(KhaobotError):
    """There is nothing to read from."""

    def __init__(self) -> None:
        super().__init__("SOURCES isn't set. Name files or folders of articles in .env.")


class Maintenance:
    """Runs jobs in a thread of their own; `running` and `last` tell of them."""

    def __init__(
        self,
        generations: Generations,
        builder: Callable[[Progress], Builder],
        syncer: Syncer,
        sources: Sequence[Path],
        added: Path,
        fetcher: PageFetcher | None = None,
    ) -> None:
        self._generations = generations
        self._builder = builder
        self._syncer = syncer
        self._sources = tuple(sources)
        self._added = added
        self.fetcher = fetcher
        self.running: Job | None = None
        self.last_sync: Done | None = None

    async def sync(self, progress: Progress) -> Done:
        """Bring in what is new at the sources.

        Raises:
            JobRunning: something else is at work.
            KhaobotError: it failed; the index in use is unchanged.
        """
        self.last_sync = await self._run("sync", lambda: self._syncer.sync(progress))
        return self.last_sync

    async def reindex(self, progress: Progress) -> Done:
        """Build the index anew from `SOURCES` and from the files that were added in chat."""
        return await self._run("reindex", lambda: self._rebuild(progress))

    async def add_file(self, name: str, content: bytes, progress: Progress) -> Done:
        """Add the articles of one file; it is kept, so that a rebuild has it too."""
        return await self._run("add", lambda: self._add_file(name, content, progress))

    async def add_page(self, url: str, progress: Progress) -> Done:
        """Add the articles behind `url`; needs a `fetcher`."""
        fetcher = self.fetcher
        if fetcher is None:
            raise KhaobotError("Links can't be read: no page fetcher is set up.")
        return await self._run("add", lambda: self._builder(progress).add(fetcher.fetch(url)))

    def rollback(self) -> str:
        """Put the generation before in use and return its name.

        Raises:
            JobRunning: a job is at work.
            StoreError: there is none before.
        """
        if self.running is not None:
            raise JobRunning(self.running)
        return self._generations.rollback()

    def built_at(self, generation: str) -> str:
        """Return when `generation` was built."""
        return read_manifest(self._generations.path(generation)).built_at

    def _rebuild(self, progress: Progress) -> Report:
        if not self._sources:
            raise NoSources
        paths = [*self._sources, *([self._added] if self._added.is_dir() else [])]
        return self._builder(progress).build(read_files(paths))

    def _add_file(self, name: str, content: bytes, progress: Progress) -> Report:
        # Only the last part of the name counts: a file never lands outside of the folder.
        file = self._added / Path(name.replace("\\", "/")).name.lstrip(".")
        new = file.with_name(f".{file.name}")
        self._added.mkdir(parents=True, exist_ok=True)
        previous = file.read_bytes() if file.is_file() else None
        new.write_bytes(content)
        new.replace(file)
        try:
            return self._builder(progress).add(read_files([file]))
        except BaseException:
            if previous is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(previous)
            raise

    async def _run(self, job: Job, work: Callable[[], Report]) -> Done:
        if self.running is not None:
            raise JobRunning(self.running)
        self.running = job
        started = time.monotonic()
        try:
            report = await asyncio.to_thread(work)
            manifest = read_manifest(self._generations.path(self._generations.current()))
            return Done(job, report, manifest, time.monotonic() - started)
        finally:
            self.running = None
