"""Tests of the languages of passages."""

from __future__ import annotations

from pathlib import Path

from index.chunking import Chunking
from index.passage_languages import PassageLanguages
from index.store import PassageStore
from index.types import Article
from tests.index.builds import store_of

ARTICLES = (
    Article(id="a", text="นายกรัฐมนตรีเยือนกรุงฮานอยและลงนามในบันทึกความเข้าใจ"),
    Article(id="b", text="The ministers met in Hanoi and signed a memorandum of understanding."),
)


def test_languages_are_those_of_the_texts_and_each_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "passages.sqlite"
    store_of(path, ARTICLES, Chunking())
    store = PassageStore(path)
    languages = PassageLanguages(store, 2)
    assert languages.of([]) == []
    assert languages.of([1, 0, 1]) == ["en", "th", "en"]
    read: list[str] = []
    store.database().set_trace_callback(read.append)
    assert languages.of([0, 1]) == ["th", "en"]
    assert read == []
    store.close()
