"""The folder of generations: which one is in use, how a new one is published, and the way back.

data/index/
  CURRENT                      the name of the generation in use, replaced atomically
  20241121T093000.123456Z/     one generation, never changed once published
  embeddings.sqlite            the cache of vectors
  work.sqlite                  the cache of passages, words and signatures
  LOCK                         held while something is being built
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from index.errors import IndexDamagedError, IndexNotFoundError, StoreError
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import Manifest, digest_of, read_manifest

CURRENT = "CURRENT"
KEEP = 3
_NAME = re.compile(r"\d{8}T\d{6}\.\d{6}Z")
_UNFINISHED = ".building"
_SECOND = timedelta(seconds=1)


class Generations:
    """The generations in one data directory. Reading needs no lock; publishing needs the build lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> str:
        """Return the name of the generation in use.

        Raises:
            IndexNotFoundError: nothing was built here yet.
            IndexDamagedError: CURRENT names something that isn't there, or is lost itself.
        """
        name = self._named()
        while not _NAME.fullmatch(name) or not (self.folder / name).is_dir():
            again = self._named()
            # Unless it was swapped and pruned between the two looks, it really isn't there.
            if again == name:
                raise IndexDamagedError(
                    f"{self.folder / CURRENT} names a generation that isn't there. Go back with: "
                    "khaobot index rollback, or build anew with: khaobot index build SOURCE"
                )
            name = again
        return name

    def _named(self) -> str:
        try:
            return (self.folder / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError as error:
            # Taken for an empty index, an addition would leave out all that these hold.
            if self.names():
                raise IndexDamagedError(
                    f"{self.folder / CURRENT} is lost. Go back with: khaobot index rollback, "
                    "or build anew with: khaobot index build SOURCE"
                ) from error
            raise IndexNotFoundError(
                f"No index in {self.folder}. Build one with: khaobot index build SOURCE"
            ) from error
        except OSError as error:
            raise StoreError(
                f"{self.folder / CURRENT} can't be read ({error.strerror}). Mend its permissions, "
                "or name another folder with --data-dir."
            ) from error

    def path(self, name: str) -> Path:
        return self.folder / name

    def names(self) -> list[str]:
        """Return the published generations, oldest first."""
        if not self.folder.is_dir():
            return []
        return sorted(
            entry.name
            for entry in self.folder.iterdir()
            if _NAME.fullmatch(entry.name) and (entry / MANIFEST).is_file()
        )

    def new_name(self) -> str:
        """Return a name later than every generation there is, even if the clock went back."""
        name = _stamp(datetime.now(UTC))
        latest = max(self.names(), default="")
        if name <= latest:
            following = datetime.strptime(latest, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
            name = _stamp(following.replace(microsecond=0) + _SECOND)
        return name

    @contextmanager
    def building(self, name: str) -> Iterator[Path]:
        """Give a folder to write generation `name` into; it is removed if the block fails."""
        self._remove_unfinished()
        folder = self.folder / (name + _UNFINISHED)
        folder.mkdir(parents=True)
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def publish(self, folder: Path, name: str) -> None:
        """Make the finished `folder` generation `name`, and the one in use.

        Files and folders are flushed to disk before the name changes, and CURRENT is replaced in one
        rename: whoever reads it sees the old generation or the new one, also after a power cut. What
        was rolled back from is deleted first, so that no later rollback lands on it.
        """
        self._delete_later_ones()
        for file in folder.iterdir():
            _flush(file)
        _flush(folder)
        folder.rename(self.folder / name)
        _flush(self.folder)
        self.use(name)

    def use(self, name: str) -> None:
        """Put generation `name` in use."""
        # A rollback may come while something is being built: each writes a file of its own.
        pointer = self.folder / f"{CURRENT}.{os.getpid()}.{threading.get_ident()}.new"
        with pointer.open("w", encoding="ascii") as file:
            file.write(name + "\n")
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.folder / CURRENT)
        _flush(self.folder)

    def rollback(self) -> str:
        """Put the generation before the current one in use and return its name.

        Raises:
            IndexNotFoundError: there is none before.
        """
        try:
            current = self.current()
        except IndexDamagedError:
            current = "~"  # later than any name: go back to the newest that is there
        earlier = [name for name in self.names() if name < current]
        if not earlier:
            raise IndexNotFoundError(
                f"There is no generation before the current one in {self.folder}; nothing was changed."
            )
        self.use(earlier[-1])
        return earlier[-1]

    def prune(self, keep: int = KEEP) -> list[str]:
        """Delete all but the newest `keep` generations and the one in use; return what was deleted."""
        current = self.current()
        doomed = [name for name in self.names()[:-keep] if name != current]
        self._delete(doomed)
        return doomed

    def _delete_later_ones(self) -> None:
        """Delete the generations later than the one in use: only a rollback leaves such."""
        try:
            current = self.current()
        except StoreError:
            return  # none is in use: nothing tells which of them are good
        self._delete([name for name in self.names() if name > current])

    def _delete(self, doomed: Sequence[str]) -> None:
        for name in doomed:
            # Renamed first, so that an interrupted deletion leaves no half of a generation behind.
            unfinished = self.folder / (name + _UNFINISHED)
            (self.folder / name).rename(unfinished)
            shutil.rmtree(unfinished, ignore_errors=True)

    def verify(self, name: str) -> Manifest:
        """Check every file of generation `name` against its manifest and return it.

        Raises:
            IndexDamagedError: a file is missing, or its size or content is not what was written.
        """
        folder = self.folder / name
        manifest = read_manifest(folder)
        for file, written in manifest.files.items():
            path = folder / file
            if not path.is_file() or digest_of(path) != written:
                raise IndexDamagedError(
                    f"{path} is not what was written. Go back with: khaobot index rollback, "
                    "or build anew with: khaobot index build SOURCE"
                )
        return manifest

    def _remove_unfinished(self) -> None:
        """Delete what builds that were killed have left; only called while holding the build lock."""
        if self.folder.is_dir():
            for entry in self.folder.iterdir():
                if entry.name.startswith(CURRENT + "."):
                    _remove_if_old(entry)
                elif entry.name.endswith(_UNFINISHED) or (
                    _NAME.fullmatch(entry.name) and not (entry / MANIFEST).is_file()
                ):
                    shutil.rmtree(entry, ignore_errors=True)


def _remove_if_old(pointer: Path) -> None:
    """Delete what an interrupted `use` has left, but not what another process is just writing."""
    with suppress(FileNotFoundError):
        if time.time() - pointer.stat().st_mtime > 60:
            pointer.unlink()


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y%m%dT%H%M%S.%fZ")


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
