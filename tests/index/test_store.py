"""Tests of the store of articles and passages."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.chunking import Chunking
from index.digests import content_hash
from index.errors import IndexDamagedError
from index.store import PassageStore
from index.types import LANGUAGES, Article, Passage
from tests.articles import ARTICLES, HANOI, RICE
from tests.index.builds import store_of

CHUNKING = Chunking(max_characters=200)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "passages #1?.sqlite"  # as a URI it needs quoting
    store_of(path, ARTICLES, CHUNKING)
    return path


@pytest.fixture
def store(path: Path) -> Iterator[PassageStore]:
    store = PassageStore(path)
    yield store
    store.close()


def test_articles_come_back_as_they_were(store: PassageStore) -> None:
    assert tuple(store.articles()) == ARTICLES
    assert store.article("hanoi") == HANOI
    assert store.article("nothing") is None
    assert store.counts() == (3, 4)


def test_passages_come_in_the_order_asked_with_their_articles(store: PassageStore) -> None:
    last, first, second = store.passages([2, 0, 1])
    assert last == (Passage("rice", 0, 0, len(RICE.text), RICE.text), RICE)
    assert [passage.id for passage, _ in (first, second)] == ["hanoi#0", "hanoi#1"]
    assert first[1] == second[1] == HANOI
    assert second[0].text == HANOI.text[second[0].start : second[0].end]
    assert store.passages([]) == []
    assert store.texts([2, 1]) == {2: RICE.text, 1: second[0].text}


def test_thai_words_are_whole_in_the_full_text_table(store: PassageStore) -> None:
    terms = {term for (term,) in store.database().execute("SELECT term FROM vocabulary")}
    assert {"เวียดนาม", "น้ำมัน", "vladimir", "2024", "1.5"} <= terms
    assert not {"น", "ํา", "1", "ๆ"} & terms


def test_several_threads_read_at_once(store: PassageStore) -> None:
    found: list[tuple[int, int]] = []
    threads = [
        threading.Thread(target=lambda: found.append(store.counts())) for _ in range(4)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(3, 4)] * 4


def test_the_store_is_read_only(store: PassageStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.database().execute("DELETE FROM articles")


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store_of(tmp_path / "twice.sqlite", [HANOI, HANOI])


def test_a_missing_file_is_damage_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
        PassageStore(tmp_path / "none.sqlite").counts()
    assert not (tmp_path / "none.sqlite").exists()


def test_a_file_that_is_no_database_is_damage(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("ข่าว" * 1000, encoding="utf-8")
    with pytest.raises(IndexDamagedError):
        PassageStore(tmp_path / "text.sqlite").counts()


def test_the_content_hash_is_of_every_field() -> None:
    original = content_hash([HANOI, RICE])
    assert content_hash([HANOI, RICE]) == original
    changes = {
        "id": "x",
        "title": "x",
        "text": "x",
        "url": "x",
        "publisher": "x",
        "published": None,
    }
    hashes = {content_hash([replace(HANOI, **{k: v}), RICE]) for k, v in changes.items()}  # type: ignore[arg-type]
    assert len(hashes | {original}) == len(changes) + 1


def test_the_language_of_a_passage_is_that_of_its_text_whatever_its_article_says(
    tmp_path: Path,
) -> None:
    english = "The ministers met in Hanoi and signed a memorandum of understanding."
    article = Article("both", f"{HANOI.text}\n{english}", lang="th")
    store_of(tmp_path / "passages.sqlite", (article,), Chunking(max_characters=120))
    store = PassageStore(tmp_path / "passages.sqlite")
    texts = store.texts(range(store.counts()[1]))
    languages = [LANGUAGES[place] for place in store.languages().tolist()]
    assert languages == ["en" if "ministers" in texts[row] else "th" for row in sorted(texts)]
    assert set(languages) == {"th", "en"}
    store.close()
