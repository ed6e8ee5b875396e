"""Tests of the inverted index, against SQLite's FTS5 and against scoring everything."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import index.lexical
from index.lexical import LexicalSearch
from index.postings import inverse_document_frequency, invert, stretch_of
from index.store import PassageStore
from index.types import Article
from tests.index.builds import collection, store_of

WORDS = st.lists(st.sampled_from("ข้าว ฝน ปู ติน ฮานอย 2024 a b c d".split()), max_size=12)
PASSAGES = st.lists(st.tuples(WORDS.map(" ".join), WORDS.map(" ".join)), min_size=1, max_size=12)


def bm25_of_sqlite(passages: Sequence[tuple[str, str]], phrase: str) -> dict[int, float]:
    """Return FTS5's scores of a phrase; its tokeniser is told to leave Thai words whole."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', "
        "tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")"
    )
    database.executemany(
        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
        [(row, *parts) for row, parts in enumerate(passages)],
    )
    found = database.execute(
        "SELECT rowid, -bm25(words, 0.3, 1) FROM words WHERE words MATCH ?", (f'"{phrase}"',)
    ).fetchall()
    database.close()
    return dict(found)


@given(PASSAGES, st.sampled_from(["ข้าว", "ฝน", "ปู ติน", "a b", "a a b", "b c d"]))
def test_scores_are_those_of_sqlite(passages: list[tuple[str, str]], phrase: str) -> None:
    found = dict(invert(passages, [phrase])).get(phrase)
    expected = bm25_of_sqlite(passages, phrase)
    if found is None:
        assert expected == {}
        return
    information = inverse_document_frequency(len(passages), len(found.rows))
    lengths = np.array([len(" ".join(parts).split()) for parts in passages], dtype=np.int32)
    weights = found.weights(stretch_of(lengths, lengths.mean()))
    scores = dict(zip(found.rows.tolist(), weights.tolist(), strict=True))
    assert {row: score * information for row, score in scores.items()} == pytest.approx(
        expected, rel=1e-5
    )


@given(PASSAGES)
def test_every_word_stands_where_it_is_written(passages: list[tuple[str, str]]) -> None:
    found = {term: p.rows.tolist() for term, p in invert(passages, [])}
    assert list(found) == sorted(
        {word for parts in passages for part in parts for word in part.split()}
    )
    for term, rows in found.items():
        assert rows == [n for n, parts in enumerate(passages) if term in " ".join(parts).split()]


def test_a_phrase_reaches_neither_from_the_title_into_the_text_nor_into_the_next_passage() -> None:
    found = dict(invert([("a", "b c"), ("d", "a b")], ["a b", "c d", "b c", "x a"]))
    assert {term: p.rows.tolist() for term, p in found.items() if " " in term} == {
        "a b": [1],
        "b c": [0],
    }


def test_nothing_has_no_words() -> None:
    assert list(invert([], ["a b"])) == []
    assert list(invert([("", "")], ["a b"])) == []


def test_a_word_of_most_passages_carries_next_to_no_information() -> None:
    assert inverse_document_frequency(10, 9) == 1e-6
    assert inverse_document_frequency(10, 1) == pytest.approx(math.log(9.5 / 1.5))


@pytest.mark.parametrize("k", [1, 5, 40])
def test_passing_over_frequent_words_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int
) -> None:
    rng = np.random.default_rng(3)
    names = [f"w{n}" for n in range(60)]
    often = 1 / np.arange(1, 61)
    articles = [
        Article(f"n{n:03}", " ".join(rng.choice(names, size=15, p=often / often.sum())))
        for n in range(400)
    ]
    store = PassageStore(store_of(tmp_path / "many.sqlite", articles))
    lexical = LexicalSearch(store)
    for _ in range(30):
        query = lexical.query(" ".join(rng.choice(names, size=6)))
        everything = lexical.score(query, range(400))
        best = sorted(everything, key=lambda row: (-everything[row], row))[:k]
        for worth in (0, 2000):
            monkeypatch.setattr(index.lexical, "WORTH_LEAVING_OUT", worth)
            found = lexical.search(query, k)
            assert found == pytest.approx({row: everything[row] for row in found})
            assert sorted(found.values()) == pytest.approx(sorted(everything[r] for r in best))
    store.close()


def test_the_articles_of_a_place_are_found(tmp_path: Path) -> None:
    store = PassageStore(store_of(tmp_path / "places.sqlite", collection(30)))
    lexical = LexicalSearch(store)
    found = lexical.search(lexical.query("สะพานแห่งใหม่ในขอนแก่น"), 3)
    (best,) = {store.passages([row])[0][1].title for row in list(found)[:1]}
    assert "ขอนแก่น" in best
    store.close()
