"""A build that is killed, or that runs out of disk, at any moment leaves the index as it was or as it shall be."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from index.digests import content_hash
from index.errors import IndexNotFoundError, StoreError
from index.generation import Generation
from index.generations import Generations
from tests.index.builds import builder, collection, searcher
from tests.index.fork_server import STORE_ERROR

ROOT = Path(__file__).parents[2]
KILLS = 50
ARTICLES = 30


class ForkServer:
    """Starts builds in processes of their own; see `tests/index/fork_server.py`."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.index.fork_server", str(folder)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        assert self._line() == "ready"

    def start(self, folder: Path, version: int, limit: int = 0, added: int = 0) -> int:
        request = {"folder": str(folder), "count": ARTICLES, "version": version}
        request |= {"limit": limit, "added": added}
        assert self.process.stdin
        print(json.dumps(request), file=self.process.stdin, flush=True)
        return int(self._line())

    def status(self) -> int:
        return int(self._line())

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def stop(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkServer]:
    server = ForkServer(tmp_path_factory.mktemp("warm"))
    yield server
    server.stop()


def version_in_use(folder: Path, expected: dict[str, int]) -> int:
    """Verify the index as `khaobot index verify` does, ask it, and return the version that answers."""
    generations = Generations(folder)
    name = generations.current()
    manifest = generations.verify(name)
    Generation.open(generations.path(name)).close()
    version = expected[manifest.content_hash]
    result = searcher(folder).search("สะพานแห่งที่ 7 ใช้งบประมาณเท่าไร")
    assert result.hits
    assert all(f"ฉบับ{version}" in hit.article.text for hit in result.hits)
    return version


def test_a_build_killed_at_any_moment_leaves_the_old_index_or_the_new(
    server: ForkServer, tmp_path: Path
) -> None:
    chance = random.Random(20240620)
    index, copy = tmp_path / "index", tmp_path / "copy"
    expected = {content_hash(collection(ARTICLES, v)): v for v in range(3 * KILLS)}
    shortest = full_build(server, index, 0)
    version, killed, finished = 0, 0, 0
    while killed < KILLS:
        pid = server.start(index, version + 1)
        time.sleep(chance.uniform(0, 1.3 * shortest))
        with suppress(ProcessLookupError):  # it was done already
            os.kill(pid, signal.SIGKILL)
        if server.status() == -signal.SIGKILL:
            killed += 1
        else:
            finished += 1
        assert finished < KILLS, "most builds end before they can be killed"
        in_use = version_in_use(index, expected)
        assert in_use in (version, version + 1)
        version = in_use
        # The next build succeeds after every kill. It is made of a copy, so that what several kills
        # in a row leave behind is met as well.
        shutil.copytree(index, copy)
        shortest = min(shortest, full_build(server, copy, version + 1))
        assert version_in_use(copy, expected) == version + 1
        assert_tidy(copy)
        shutil.rmtree(copy)
    builder(index).build(collection(ARTICLES, version + 1))
    assert version_in_use(index, expected) == version + 1
    assert_tidy(index)


def test_an_addition_killed_at_any_moment_leaves_what_was_there_or_is_whole(
    server: ForkServer, tmp_path: Path
) -> None:
    chance, changed = random.Random(20240621), 3
    full_build(server, tmp_path, 0)
    versions = [collection(ARTICLES, version) for version in range(3 * KILLS)]
    expected = {content_hash([*versions[0][:-changed], *v[-changed:]]): v for v in versions}
    generations = Generations(tmp_path)
    version, killed, took = 0, 0, 0.5
    for _ in range(3 * KILLS):
        if killed == KILLS:
            break
        started = time.monotonic()
        pid = server.start(tmp_path, version + 1, added=changed)
        time.sleep(chance.uniform(0, took))
        with suppress(ProcessLookupError):  # it was done already
            os.kill(pid, signal.SIGKILL)
        if server.status() == -signal.SIGKILL:
            killed += 1
        else:
            took = min(took, time.monotonic() - started)
        manifest = generations.verify(generations.current())
        Generation.open(generations.path(manifest.generation)).close()
        in_use = versions.index(expected[manifest.content_hash])
        assert in_use in (version, version + 1)
        assert bool(manifest.base) == bool(in_use)
        version = in_use
        result = searcher(tmp_path).search("สะพานแห่งที่ 7 ใช้งบประมาณเท่าไร")
        assert result.generation == manifest.generation
    assert killed
    server.start(tmp_path, version + 1, added=changed)
    assert server.status() == 0
    assert versions.index(expected[generations.verify(generations.current()).content_hash])
    assert_tidy(tmp_path)


def assert_tidy(folder: Path) -> None:
    assert [entry.name for entry in folder.iterdir() if entry.name.endswith(".building")] == []
    assert len(Generations(folder).names()) <= 3


def full_build(server: ForkServer, folder: Path, version: int) -> float:
    """Build to the end and return the seconds it took."""
    started = time.monotonic()
    server.start(folder, version)
    assert server.status() == 0
    return time.monotonic() - started


@pytest.mark.parametrize("limit", [1, 3_000, 20_000, 60_000, 120_000])
def test_a_disk_that_is_full_stops_the_build_and_nothing_else(
    server: ForkServer, tmp_path: Path, limit: int
) -> None:
    expected = {content_hash(collection(ARTICLES, v)): v for v in (1, 2, 3)}
    server.start(tmp_path, 1)
    assert server.status() == 0
    server.start(tmp_path, 2, limit=limit)
    assert server.status() == STORE_ERROR
    assert version_in_use(tmp_path, expected) == 1
    server.start(tmp_path, 3)
    assert server.status() == 0
    assert version_in_use(tmp_path, expected) == 3


def build_until_it_fails(folder: Path) -> None:
    for version in range(1, 20):
        builder(folder).build(collection(ARTICLES, version))


def test_a_small_disk_that_fills_up(server: ForkServer, tmp_path: Path) -> None:
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        with pytest.raises(StoreError, match="make room|Make room"):
            build_until_it_fails(tmp_path)
        try:
            before = Generations(tmp_path).current()
        except IndexNotFoundError:
            return
        Generations(tmp_path).verify(before)
        assert searcher(tmp_path).search("สะพาน").generation == before
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    blocked = tmp_path / "index"
    blocked.write_text("a file in place of the folder")
    with pytest.raises(StoreError, match="--data-dir"):
        builder(blocked).build(collection(2))


def test_a_read_only_disk_answers_on_and_says_that_it_can_not_be_written(tmp_path: Path) -> None:
    expected = {content_hash(collection(ARTICLES, 1)): 1}
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a read-only disk")
    try:
        builder(tmp_path).build(collection(ARTICLES, 1))
        before = files_of(tmp_path)
        asking = searcher(tmp_path)
        question = "สะพานแห่งที่ 7 ใช้งบประมาณเท่าไร"
        answer = asking.search(question)
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path)], check=True)
        for change in (
            lambda: builder(tmp_path).build(collection(2)),
            lambda: builder(tmp_path).add(collection(2)),
            lambda: builder(tmp_path).remove(["a1"]),
        ):
            with pytest.raises(StoreError, match="--data-dir"):
                change()
        assert files_of(tmp_path) == before
        # The process that had it open goes on, and one that opens it now can.
        assert asking.search(question) == answer
        assert version_in_use(tmp_path, expected) == 1
    finally:
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def files_of(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
