"""Changes the index while the bot answers: sync, rebuild, add, rollback; one at a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Literal, Protocol

from index.build import Builder, Progress
from index.generations import Generations
from index.manifest import Manifest, read_manifest
from index.sources.types import Found, Rejection

LINKS = "links"  # without an ending, so that it isn't read as an article

MAX_NAME = 80  # Thai letters have three bytes, and a file's name may have 255

Job = Literal["sync", "reindex", "add"]


class Report(Protocol):
    """What became of the articles; a `BuildReport` is one."""

    @property
    def added(self) -> Sequence[str]: ...
    @property
    def replaced(self) -> Sequence[str]: ...
    @property
    def rejections(self) -> Sequence[Rejection]: ...


class Syncer(Protocol):
    """Brings in what is new at the sources."""

    def sync(self, progress: Progress) -> Report: ...


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


class Added:
    """What was sent to the bot: kept in a folder, so that a rebuild has it too."""

    def __init__(self, folder: Path, read: Callable[[Sequence[str]], Iterable[Found]]) -> None:
        self._folder = folder
        self._links = folder / LINKS
        self._read = read

    def everything(self) -> Iterable[Found]:
        """Read all files and links that were ever added."""
        folder = [str(self._folder)] if self._folder.is_dir() else []
        return self._read([*folder, *self._known_links()])

    @contextmanager
    def file(self, name: str, content: bytes) -> Iterator[Iterable[Found]]:
        """Keep a file and give its articles; if the block fails, the folder is as it was."""
        # Only the last part of the name counts: a file never lands outside of the folder.
        file = self._folder / Path(name.replace("\\", "/")).name.lstrip(".")[-MAX_NAME:]
        before = file.read_bytes() if file.is_file() else None
        self._folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        try:
            yield self._read([str(file)])
        except BaseException:
            file.unlink() if before is None else file.write_bytes(before)
            raise

    @contextmanager
    def link(self, url: str) -> Iterator[Iterable[Found]]:
        """Give the articles behind `url`, and remember it if the block succeeds."""
        yield self._read([url])
        links = dict.fromkeys([*self._known_links(), url])
        self._folder.mkdir(parents=True, exist_ok=True)
        self._links.write_text("".join(f"{link}\n" for link in links), encoding="utf-8")

    def _known_links(self) -> list[str]:
        return self._links.read_text(encoding="utf-8").split() if self._links.is_file() else []


class Maintenance:
    """Runs jobs in a thread of their own; `running` and `last` tell of them."""

    def __init__(
        self,
        generations: Generations,
        builder: Callable[[Progress], Builder],
        syncer: Callable[[], Syncer],
        everything: Callable[[], Iterable[Found]],
        added: Added,
    ) -> None:
        self._generations = generations
        self._builder = builder
        self._syncer = syncer
        self._everything = everything
        self._added = added
        self.running: Job | None = None
        self.last_sync: Done | None = None

    async def sync(self, progress: Progress) -> Done:
        """Bring in what is new at the sources.

        Raises:
            JobRunning: something else is at work.
            KhaobotError: it failed; the index in use is unchanged.
        """
        self.last_sync = await self._run("sync", lambda: self._syncer().sync(progress))
        return self.last_sync

    async def reindex(self, progress: Progress) -> Done:
        """Build the index anew from all sources and from what was added in chat."""
        return await self._run("reindex", lambda: self._rebuild(progress))

    async def add_file(self, name: str, content: bytes, progress: Progress) -> Done:
        """Add the articles of one file; it is kept, so that a rebuild has it too."""
        return await self._run("add", lambda: self._add(self._added.file(name, content), progress))

    async def add_page(self, url: str, progress: Progress) -> Done:
        """Add the articles of the page or feed at `url`."""
        return await self._run("add", lambda: self._add(self._added.link(url), progress))

    async def rollback(self) -> str:
        """Put the generation before in use and return its name; the disk is waited for in a thread.

        Raises:
            JobRunning: a job is at work.
            StoreError: there is none before.
        """
        if self.running is not None:
            raise JobRunning(self.running)
        return await asyncio.to_thread(self._generations.rollback)

    def built_at(self, generation: str) -> str:
        """Return when `generation` was built."""
        return read_manifest(self._generations.path(generation)).built_at

    def _rebuild(self, progress: Progress) -> Report:
        found = chain(self._everything(), self._added.everything())
        return self._builder(progress).build(found)

    def _add(self, adding: AbstractContextManager[Iterable[Found]], progress: Progress) -> Report:
        with adding as found:
            return self._builder(progress).add(found)

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
