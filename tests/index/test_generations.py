"""Tests of the folder of generations: publishing, going back, tidying up, checking."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.errors import IndexDamagedError, IndexNotFoundError, StoreError
from index.generations import CURRENT, Generations
from index.manifest import FILE_NAME as MANIFEST
from index.manifest import Manifest, digest_of


def publish(generations: Generations, content: str = "ข่าว") -> str:
    """Publish a generation of one file and return its name."""
    name = generations.new_name()
    with generations.building(name) as folder:
        (folder / "data").write_text(content, encoding="utf-8")
        Manifest(
            name, "", "m", "m@1", 1, "s", "c", 1, 1, "h", {"data": digest_of(folder / "data")}
        ).write(folder)
        generations.publish(folder, name)
    return name


def test_nothing_was_built_yet(generations: Generations) -> None:
    assert generations.names() == []
    with pytest.raises(IndexNotFoundError, match=r"khaobot index build SOURCE"):
        generations.current()


def test_a_published_generation_is_in_use(generations: Generations) -> None:
    first, second = publish(generations), publish(generations)
    assert first < second
    assert generations.names() == [first, second]
    assert generations.current() == second
    assert (generations.path(second) / "data").read_text(encoding="utf-8") == "ข่าว"
    assert sorted(os.listdir(generations.folder)) == sorted([first, second, CURRENT])


def test_a_new_name_is_later_even_if_the_clock_went_back(generations: Generations) -> None:
    future = "29991231T235959.123456Z"
    (generations.folder / future).mkdir(parents=True)
    (generations.folder / future / MANIFEST).touch()
    assert generations.new_name() == "30000101T000000.000000Z"


def test_a_new_name_tells_the_time_in_utc(generations: Generations) -> None:
    before = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    assert before <= generations.new_name() <= datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def test_a_build_that_fails_leaves_nothing(generations: Generations) -> None:
    first = publish(generations)
    with pytest.raises(RuntimeError), generations.building(generations.new_name()) as folder:  # noqa: PT012
        (folder / "half").touch()
        raise RuntimeError
    assert sorted(os.listdir(generations.folder)) == sorted([first, CURRENT])
    assert generations.current() == first


def test_what_a_killed_build_left_is_removed_by_the_next(generations: Generations) -> None:
    first = publish(generations)
    killed = "20200101T000000.000000Z"
    (generations.folder / f"{killed}.building").mkdir()
    (generations.folder / killed).mkdir()  # renamed, but its manifest never reached the disk
    assert generations.names() == [first]
    second = publish(generations)
    assert sorted(os.listdir(generations.folder)) == sorted([first, second, CURRENT])


def test_rollback_goes_back_one_by_one(generations: Generations) -> None:
    first, second, third = (publish(generations) for _ in range(3))
    assert generations.rollback() == generations.current() == second
    assert generations.rollback() == generations.current() == first
    with pytest.raises(IndexNotFoundError, match="nothing was changed"):
        generations.rollback()
    assert generations.current() == first
    assert generations.names() == [first, second, third]


def test_a_build_after_a_rollback_is_the_newest(generations: Generations) -> None:
    first, second = publish(generations), publish(generations)
    generations.rollback()
    third = publish(generations)
    assert first < second < third == generations.current()


def test_after_a_rollback_and_a_build_no_rollback_lands_on_what_was_rolled_back_from(
    generations: Generations,
) -> None:
    first, second, *bad = (publish(generations) for _ in range(4))
    for _ in bad:
        generations.rollback()
    assert generations.names() == [first, second, *bad]  # kept until there is something better
    better = publish(generations)
    assert generations.names() == [first, second, better]
    assert generations.rollback() == second
    assert generations.rollback() == first


def test_a_build_that_fails_after_a_rollback_deletes_nothing(generations: Generations) -> None:
    first, second = publish(generations), publish(generations)
    generations.rollback()
    with pytest.raises(RuntimeError), generations.building(generations.new_name()):
        raise RuntimeError
    assert generations.names() == [first, second]


def test_where_current_names_nothing_a_build_deletes_nothing(generations: Generations) -> None:
    first, second = publish(generations), publish(generations)
    (generations.folder / CURRENT).write_text("20200101T000000.000000Z\n")
    third = publish(generations)
    assert generations.names() == [first, second, third]


def test_a_lost_current_is_damage_that_rollback_mends(generations: Generations) -> None:
    newest = [publish(generations), publish(generations)][-1]
    (generations.folder / CURRENT).unlink()
    with pytest.raises(IndexDamagedError, match=r"CURRENT is lost.*khaobot index rollback"):
        generations.current()
    assert generations.rollback() == generations.current() == newest


@pytest.mark.parametrize(
    "pointer", [b"20200101T000000.000000Z\n", b"", b"../..", b"\xff\xfe\x00", "ข่าว".encode()]
)
def test_current_pointing_nowhere_is_damage_that_rollback_mends(
    generations: Generations, pointer: bytes
) -> None:
    publish(generations)
    second = publish(generations)
    (generations.folder / CURRENT).write_bytes(pointer)
    with pytest.raises(IndexDamagedError, match=r"khaobot index rollback"):
        generations.current()
    assert generations.rollback() == second
    assert generations.current() == second


def test_current_that_cannot_be_read_is_a_store_error(generations: Generations) -> None:
    (generations.folder / CURRENT).mkdir(parents=True)
    with pytest.raises(StoreError):
        generations.current()


def test_prune_keeps_the_newest_and_the_one_in_use(generations: Generations) -> None:
    names = [publish(generations) for _ in range(5)]
    generations.use(names[0])
    assert generations.prune(keep=2) == names[1:3]
    assert generations.names() == [names[0], *names[3:]]
    assert generations.current() == names[0]
    assert generations.prune(keep=2) == []


def test_verify_accepts_what_was_written(generations: Generations) -> None:
    name = publish(generations)
    assert generations.verify(name).generation == name


def _shorter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _other(path: Path) -> None:
    path.write_bytes(path.read_bytes()[::-1])


@pytest.mark.parametrize("damage", [_shorter, _other, Path.unlink])
def test_verify_finds_a_damaged_file(generations: Generations, damage: object) -> None:
    name = publish(generations)
    damage(generations.path(name) / "data")  # type: ignore[operator]
    with pytest.raises(IndexDamagedError, match=r"data is not what was written.*rollback"):
        generations.verify(name)


def test_verify_finds_a_missing_manifest(generations: Generations) -> None:
    name = publish(generations)
    (generations.path(name) / MANIFEST).unlink()
    with pytest.raises(IndexDamagedError):
        generations.verify(name)
