"""Tests of the lexical leg."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.lexical import LexicalSearch
from index.store import PassageStore
from tests.articles import ARTICLES, HANOI, RAIN, RICE
from tests.index.builds import store_of

HANOI_ROW, RICE_ROW, RAIN_ROW = range(3)


@pytest.fixture
def lexical(tmp_path: Path) -> Iterator[LexicalSearch]:
    path = tmp_path / "passages.sqlite"
    store_of(path, ARTICLES)
    store = PassageStore(path)
    yield LexicalSearch(store)
    store.close()


def scores(lexical: LexicalSearch, question: str) -> dict[int, float]:
    return lexical.search(lexical.query(question), 10)


def test_words_of_the_text_are_full_evidence(lexical: LexicalSearch) -> None:
    query = lexical.query("กรมอุตุนิยมวิทยาเตือนฝนตกหนัก")
    assert query.evidence == 1.0
    assert list(lexical.search(query, 10)) == [RAIN_ROW]


def test_an_english_question_over_thai_passages_is_little_evidence(lexical: LexicalSearch) -> None:
    # "putin" stands in brackets in the article; "sign" and "hanoi" stand nowhere.
    query = lexical.query("What did Putin sign in Hanoi?")
    assert query.terms == ("putin",)
    assert query.evidence < 0.3
    assert scores(lexical, "What did Putin sign in Hanoi?")[HANOI_ROW] < 0.05
    assert lexical.query("ปูตินลงนามอะไรที่ฮานอย").evidence > 0.6


def test_a_question_without_known_words_has_no_score(lexical: LexicalSearch) -> None:
    query = lexical.query("Who won the World Cup?")
    assert (query.terms, query.evidence) == ((), 0.0)
    assert lexical.search(query, 10) == {}
    assert lexical.score(query, [0, 1, 2]) == {}
    assert scores(lexical, "?!") == {}


def test_the_evidence_is_the_share_of_information_that_is_known(lexical: LexicalSearch) -> None:
    # 3 passages; idf(1 document) = ln(1 + 2.5/1.5), idf(0) = ln(1 + 3.5/0.5): .9808 and 2.0794
    query = lexical.query("ฮานอย zzz")
    assert query.evidence == pytest.approx(0.9808 / (0.9808 + 2.0794), abs=1e-3)


@pytest.mark.parametrize("year", ["2566", "๒๕๖๖", "2023", "ค.ศ. 2023"])
def test_a_year_is_found_in_either_calendar_and_digits(lexical: LexicalSearch, year: str) -> None:
    assert list(scores(lexical, year)) == [RICE_ROW]


@pytest.mark.parametrize("question", ["1.5 ล้านตัน", "๑.๕ ล้านตัน"])
def test_a_decimal_is_one_word(lexical: LexicalSearch, question: str) -> None:
    query = lexical.query(question)
    assert "1.5" in query.terms
    assert query.evidence == 1.0
    assert "5" not in lexical.query("5 ล้านตัน").terms


def test_a_word_of_the_title_counts_less_than_one_of_the_text(tmp_path: Path) -> None:
    from dataclasses import replace

    titled = replace(RAIN, id="titled", title="น้ำมัน", text="ราคาวันนี้คงที่ทุกชนิดที่สถานีบริการ")
    written = replace(RAIN, id="written", title="ราคา", text="น้ำมันวันนี้คงที่ทุกชนิดที่สถานีบริการ")
    path = tmp_path / "titles.sqlite"
    store_of(path, [titled, written, HANOI.__class__("x", RICE.text)])
    store = PassageStore(path)
    found = scores(LexicalSearch(store), "น้ำมัน")
    store.close()
    assert found[1] > found[0] > 0


def test_scores_lie_between_0_and_1(lexical: LexicalSearch) -> None:
    for question in (HANOI.text, RICE.text, "ข้าว", "ปูติน"):
        assert all(0 < score <= 1 for score in scores(lexical, question).values())


def test_scoring_given_rows_agrees_with_searching(lexical: LexicalSearch) -> None:
    query = lexical.query("ปูตินลงนามข้าว")
    found = lexical.search(query, 10)
    assert len(found) == 2
    assert lexical.score(query, [HANOI_ROW, RICE_ROW, RAIN_ROW]) == pytest.approx(found)
    assert lexical.score(query, [RICE_ROW]) == pytest.approx({RICE_ROW: found[RICE_ROW]})


@pytest.mark.parametrize(
    "question", ['"', "' OR 1=1 --", "NEAR(ปูติน)", "ปูติน*", "title:ข้าว", "a" * 2000]
)
def test_no_question_is_read_as_query_syntax(lexical: LexicalSearch, question: str) -> None:
    assert all(0 < score <= 1 for score in scores(lexical, question).values())


def test_a_question_of_a_thousand_words_is_searched(lexical: LexicalSearch) -> None:
    assert HANOI_ROW in scores(lexical, "ปูติน " + " ".join(f"คำ{n}" for n in range(1000)))
