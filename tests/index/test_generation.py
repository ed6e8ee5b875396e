"""Tests of opening a generation, and of the handle that gives the one in use."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import numpy as np
import pytest

from index.build import Builder
from index.current_generation import CurrentGeneration
from index.errors import IndexDamagedError, IndexMismatchError, IndexNotFoundError
from index.generation import Generation
from index.generations import CURRENT, Generations
from index.question_vectors import FILE_NAME as QUESTIONS
from index.store import FILE_NAME as STORE
from index.types import Article
from index.vectors import FILE_NAME as VECTORS
from tests.articles import RAIN, RICE
from tests.fakes import HashEmbedder


def folder_of(generations: Generations) -> Path:
    return generations.path(generations.current())


def ids(generation: Generation) -> list[str]:
    return [article.id for article in generation.store.articles()]


def test_counts_that_disagree_are_damage(built: Generations) -> None:
    with sqlite3.connect(folder_of(built) / STORE) as database:
        database.execute("DELETE FROM passages WHERE row = 2")
    database.close()
    with pytest.raises(IndexDamagedError, match=r"2 passages and 3 vectors.*rollback"):
        Generation.open(folder_of(built))


@pytest.mark.parametrize("file", [STORE, VECTORS, QUESTIONS, "manifest.json"])
def test_a_missing_or_cut_file_is_damage(built: Generations, file: str) -> None:
    path = folder_of(built) / file
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(IndexDamagedError):
        Generation.open(folder_of(built))
    path.unlink()
    with pytest.raises(IndexDamagedError):
        Generation.open(folder_of(built))


@pytest.mark.parametrize("begin", [b"PK\x03\x04", b"\x93NUMPY\x01\x00v\x00{'desc(", b"\0\0\0\0"])
def test_what_questions_share_is_checked_when_it_is_opened(
    built: Generations, begin: bytes
) -> None:
    path = folder_of(built) / QUESTIONS
    path.write_bytes(begin + path.read_bytes()[len(begin) :])
    with pytest.raises(IndexDamagedError, match=r"questions\.npy.*khaobot index rollback"):
        Generation.open(folder_of(built))


def test_what_questions_of_another_model_share_is_damage(built: Generations) -> None:
    path = folder_of(built) / QUESTIONS
    size, shared = path.stat().st_size, np.load(path)
    np.save(path, shared[:-1])
    path.write_bytes(path.read_bytes().ljust(size, b"\0"))  # of the size that the manifest says
    with pytest.raises(IndexDamagedError, match=r"questions\.npy.*another model"):
        Generation.open(folder_of(built))


def test_languages_of_too_few_passages_are_damage(built: Generations) -> None:
    with sqlite3.connect(folder_of(built) / STORE) as database:
        database.execute("UPDATE figures SET languages = x'00'")
    database.close()
    with pytest.raises(IndexDamagedError, match="another number of passages"):
        Generation.open(folder_of(built))


def test_another_model_is_refused_by_name(built: Generations) -> None:
    generation = Generation.open(folder_of(built))
    generation.check(HashEmbedder())
    with pytest.raises(IndexMismatchError, match=r"hash-trigrams.*other.*EMBEDDING_MODEL.*build"):
        generation.check(HashEmbedder(name="other"))
    generation.close()


def test_another_segmentation_is_refused(
    built: Generations, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = Generation.open(folder_of(built))
    monkeypatch.setattr("index.generation.describe_segmentation", lambda: "newmm/pythainlp-99")
    with pytest.raises(IndexMismatchError, match=r"pythainlp-99.*khaobot index build"):
        generation.check(embedder)
    generation.close()


def test_the_background_is_spread_over_the_collection(
    generations: Generations, embedder: HashEmbedder
) -> None:
    Builder(generations, embedder).build(Article(f"n{n}", f"ข่าวที่ {n}") for n in range(600))
    generation = Generation.open(folder_of(generations))
    assert generation.background.vectors.shape == (256, embedder.dimension)
    assert len({row.tobytes() for row in generation.background.vectors}) > 200
    generation.close()


def test_the_next_generation_is_opened_once_current_names_it(
    built: Generations, builder: Builder, embedder: HashEmbedder
) -> None:
    current = CurrentGeneration(built, embedder)
    with current.reading() as first:
        pass
    with current.reading() as again:
        assert again is first
    builder.build([RAIN])
    with current.reading() as second:
        assert second.name == built.current() != first.name
        assert ids(second) == ["rain"]
    built.rollback()
    with current.reading() as third:
        assert ids(third) == ["rice", "hanoi", "rain"]


def test_a_reader_keeps_its_generation_until_it_has_finished(
    built: Generations, builder: Builder, embedder: HashEmbedder
) -> None:
    current = CurrentGeneration(built, embedder)
    with current.reading() as old:
        for _ in range(5):  # more than are kept: the files of the old one are deleted meanwhile
            builder.build([RICE])
            with current.reading() as new:
                assert ids(new) == ["rice"]
        assert not built.path(old.name).exists()
        assert ids(old) == ["rice", "hanoi", "rain"]
        assert len(old.vectors.search(old.background.vectors[:1], 3)[1][0]) == 3
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        ids(old)


@pytest.mark.parametrize("file", [STORE, VECTORS, "manifest.json"])
def test_a_damaged_next_generation_does_not_stop_the_answers(
    built: Generations,
    builder: Builder,
    embedder: HashEmbedder,
    file: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    current = CurrentGeneration(built, embedder)
    with current.reading() as first:
        pass
    builder.build([RAIN])
    damaged = folder_of(built) / file
    damaged.write_bytes(damaged.read_bytes()[:-2000])
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            with current.reading() as still:
                assert still is first
                assert len(ids(still)) == 3
    assert len(caplog.records) == 1  # said once, not with every question
    assert "stays" in caplog.text
    builder.build([RICE])
    with current.reading() as mended:
        assert ids(mended) == ["rice"]


def test_current_pointing_nowhere_does_not_stop_the_answers(
    built: Generations, embedder: HashEmbedder
) -> None:
    current = CurrentGeneration(built, embedder)
    with current.reading():
        pass
    (built.folder / CURRENT).write_text("20200101T000000.000000Z", encoding="ascii")
    with current.reading() as still:
        assert len(ids(still)) == 3


def test_a_page_damaged_inside_the_database_is_an_index_error(
    generations: Generations, embedder: HashEmbedder
) -> None:
    Builder(generations, embedder).build(
        Article(f"n{n}", f"ข่าวที่ {n} " + "ฝนตกหนักทั่วภาคเหนือ" * 50) for n in range(50)
    )
    path = folder_of(generations) / STORE
    content = bytearray(path.read_bytes())
    middle = len(content) // 8
    content[middle:-4096] = b"\xaa" * (len(content) - 4096 - middle)
    path.write_bytes(content)
    with (
        pytest.raises(IndexDamagedError, match="khaobot index rollback"),
        CurrentGeneration(generations, embedder).reading() as generation,
    ):
        list(generation.store.articles())


def test_without_an_index_there_is_nothing_to_read(
    generations: Generations, embedder: HashEmbedder
) -> None:
    with pytest.raises(IndexNotFoundError), CurrentGeneration(generations, embedder).reading():
        pass


def test_another_model_is_refused_at_the_first_reading(built: Generations) -> None:
    current = CurrentGeneration(built, HashEmbedder(dimension=64))
    with pytest.raises(IndexMismatchError), current.reading():
        pass
