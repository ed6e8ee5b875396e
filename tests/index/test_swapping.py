"""Questions go on while generations are swapped in: no error, and every answer from exactly one of them."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from index.generation import Generation
from index.generations import Generations
from index.store import FILE_NAME as STORE
from tests.index.builds import builder, collection, searcher

THREADS = 8
SWAPS = 20
ARTICLES = 12
QUESTIONS = ("สะพานเชียงใหม่ใช้งบประมาณเท่าไร", "ตลาดที่ระยองเปิดเมื่อไร", "Who opened the bridge?")


def test_eight_threads_ask_while_twenty_generations_are_swapped_in(tmp_path: Path) -> None:
    makes = {builder(tmp_path).build(collection(ARTICLES, 0)).manifest.generation: 0}
    asking = searcher(tmp_path)
    errors: list[BaseException] = []
    answers: list[tuple[str, frozenset[str]]] = []
    swapping = threading.Event()
    swapping.set()

    def ask(number: int) -> None:
        turn = number
        while swapping.is_set():
            try:
                result = asking.search(QUESTIONS[turn % len(QUESTIONS)])
                texts = frozenset(hit.article.text for hit in result.hits)
                assert texts
                answers.append((result.generation, texts))
            except BaseException as error:
                errors.append(error)
            turn += 1

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for version in range(1, SWAPS + 1):
        makes[builder(tmp_path).build(collection(ARTICLES, version)).manifest.generation] = version
        time.sleep(0.05)
    swapping.clear()
    for thread in threads:
        thread.join()
    assert not errors
    for generation, texts in answers:
        assert all(f"ฉบับ{makes[generation]} " in text for text in texts)
    assert len({generation for generation, _ in answers}) > SWAPS // 2
    assert len(answers) > 100
    assert len(Generations(tmp_path).names()) == 3


def test_a_generation_that_is_held_answers_on_after_it_was_pruned(tmp_path: Path) -> None:
    held_name = builder(tmp_path).build(collection(3, 0)).manifest.generation
    held = Generation.open(tmp_path / held_name)
    for version in range(1, 6):
        builder(tmp_path).build(collection(3, version))
    assert not (tmp_path / held_name).exists()
    texts: list[str] = []

    # A thread that has no connection of its own yet: the file it would open is gone.
    def read() -> None:
        texts.extend(article.text for article in held.store.articles())

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    held.close()
    assert sorted(texts) == sorted(article.text for article in collection(3, 0))


def test_a_reader_keeps_its_generation_until_it_has_finished(tmp_path: Path) -> None:
    builder(tmp_path).build(collection(3, 0))
    current = searcher(tmp_path)._current
    with current.reading() as first:
        builder(tmp_path).build(collection(3, 1))
        with current.reading() as second:
            assert second.name > first.name
        # Back to the first: it is opened anew, and both stay usable.
        Generations(tmp_path).rollback()
        with current.reading() as third:
            assert third.name == first.name
            assert third.store.counts() == first.store.counts() == (3, 3)
    assert current._open is not None
    assert current._open.store.counts() == (3, 3)
    assert not current._readers


def open_files(folder: Path) -> list[str]:
    """What this process has open or mapped below `folder`, each as often as it has."""
    found = []
    for link in Path("/proc/self/fd").iterdir():
        with suppress(FileNotFoundError):  # the one that lists the folder itself
            found.append(os.readlink(link))
    # The sixth column is the path, to which " (deleted)" is added when the file is gone.
    maps = (line.split(maxsplit=5) for line in Path("/proc/self/maps").read_text().splitlines())
    found += [columns[5] for columns in maps if len(columns) > 5]
    return sorted(file for file in found if file.startswith(str(folder)))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are listed in /proc")
def test_no_file_stays_open_after_rollbacks_and_damage_while_a_reader_holds_the_old_one(
    tmp_path: Path,
) -> None:
    builder(tmp_path).build(collection(3, 0))
    current = searcher(tmp_path)._current
    with current.reading():
        pass
    of_one = open_files(tmp_path)
    with current.reading() as first:
        for version in (1, 2):
            builder(tmp_path).build(collection(3, version))
            with current.reading():
                pass
        for _ in range(2):
            Generations(tmp_path).rollback()
            with current.reading() as back:
                pass
        assert back.name == first.name
        assert back is not first
        # A generation that can't be opened is looked at once, and let go of.
        name = builder(tmp_path).build(collection(3, 3)).manifest.generation
        store = tmp_path / name / STORE
        store.write_bytes(b"\xaa" * store.stat().st_size)
        with current.reading() as still:
            assert still is back
        assert len(open_files(tmp_path)) == 2 * len(of_one)
    assert len(open_files(tmp_path)) == len(of_one)
