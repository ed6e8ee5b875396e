"""Tests of dates in questions: articles of the days asked about come first, else the newer of equals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from index.cutting import Days, packed_days, read_days
from index.passage_places import Place
from index.periods import Period
from index.ranking import NEWEST, one_article_a_story, preferred
from index.types import Article
from tests.index.builds import builder, ids, searcher

TODAY = date(2024, 6, 25)  # a Tuesday


def inflation(article_id: str, published: date | None, told: str = "") -> Article:
    text = f"กระทรวงพาณิชย์แถลงอัตราเงินเฟ้อทั่วไปของไทย ราคาน้ำมันและอาหารสดเป็นปัจจัยหลัก ({told})"
    return Article(article_id, text, "เงินเฟ้อไทย", published=published)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    articles = [
        inflation("june23", date(2023, 6, 6), "Q"),
        inflation("may24", date(2024, 5, 7), "W"),
        inflation("june24", date(2024, 6, 7), "X"),
        inflation("lastweek", date(2024, 6, 19), "Z"),
        inflation("yesterday", date(2024, 6, 24), "K"),
        inflation("undated", None, "J"),
        inflation("tells2019", date(2021, 3, 1), "ก.พ. 62"),
        Article("rain", "กรมอุตุนิยมวิทยาเตือนฝนตกหนักในภาคเหนือ", published=date(2023, 6, 6)),
    ]
    builder(folder).build(articles)
    return folder


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("อัตราเงินเฟ้อไทยในเดือนมิถุนายน 2566 เป็นอย่างไร", ["june23"]),
        ("เงินเฟ้อไทย มิ.ย. 66", ["june23"]),
        ("เงินเฟ้อไทย พ.ค. 2567", ["may24"]),
        ("อัตราเงินเฟ้อของไทยปี 2566", ["june23"]),
        ("อัตราเงินเฟ้อของไทยเมื่อวานนี้", ["yesterday"]),
        ("อัตราเงินเฟ้อของไทยสัปดาห์ที่แล้ว", ["lastweek"]),
        ("อัตราเงินเฟ้อของไทยเดือนที่แล้ว", ["may24"]),
        ("อัตราเงินเฟ้อของไทยเมื่อวันที่ 7 มิถุนายน 2567", ["june24"]),
        ("อัตราเงินเฟ้อของไทยเดือนกุมภาพันธ์ 2562", ["tells2019"]),
    ],
)
def test_the_days_asked_about_come_first(index: Path, question: str, first: Sequence[str]) -> None:
    found = [i for i in ids(searcher(index, TODAY), question) if i != "rain"]
    assert found[: len(first)] == first
    assert len(found) == 7, "a date never filters"


OF_JUNE_2024 = {"june24", "lastweek", "yesterday"}


@pytest.mark.parametrize(
    ("time", "then"),
    [
        ("มิถุนายน 2567", OF_JUNE_2024),
        ("มิ.ย. 67", OF_JUNE_2024),
        ("มิถุนายน ๒๕๖๗", OF_JUNE_2024),
        ("มิถุนายน 2024", OF_JUNE_2024),
        ("June 2024", OF_JUNE_2024),
        ("ปี 67", OF_JUNE_2024 | {"may24"}),
        ("ปี 2567", OF_JUNE_2024 | {"may24"}),
        ("ปี 2024", OF_JUNE_2024 | {"may24"}),
        ("in 2024", OF_JUNE_2024 | {"may24"}),
        ("last week", {"lastweek"}),
        ("สัปดาห์ที่แล้ว", {"lastweek"}),
        ("เมื่อวานนี้", {"yesterday"}),
        ("yesterday", {"yesterday"}),
    ],
)
@pytest.mark.parametrize("question", ["อัตราเงินเฟ้อทั่วไปของไทย {}", "{} กระทรวงพาณิชย์แถลงอะไร"])
def test_however_a_time_is_named_its_articles_come_first(
    index: Path, question: str, time: str, then: set[str]
) -> None:
    found = ids(searcher(index, TODAY), question.format(time))
    assert set(found[: len(then)]) == then
    assert len(found) == 8, "a date never filters"


def test_today_is_asked_for_at_each_question(index: Path) -> None:
    question = "อัตราเงินเฟ้อของไทยเมื่อวานนี้"
    assert ids(searcher(index, date(2024, 6, 20)), question)[0] == "lastweek"
    assert ids(searcher(index, date(2024, 6, 8)), question)[0] == "june24"


def test_a_date_does_not_lift_what_is_off_the_subject(index: Path) -> None:
    assert ids(searcher(index, TODAY), "อัตราเงินเฟ้อไทยเดือนมิถุนายน 2566")[-1] == "rain"


def place(
    article: int, published: date | None = None, story: int | None = None, days: str = ""
) -> Place:
    return Place(article, article if story is None else story, published, read_days(days))


def test_the_newer_of_equals() -> None:
    places = {0: place(0, date(2020, 1, 1)), 1: place(1, date(2024, 1, 1)), 2: place(2)}
    equal = [(0, 0.8), (1, 0.8), (2, 0.8)]
    assert [row for row, _ in preferred(equal, places, None)] == [1, 0, 2]
    clear = [(0, 0.8 + 2 * NEWEST), (1, 0.8), (2, 0.7)]
    assert [row for row, _ in preferred(clear, places, None)] == [0, 1, 2]
    june = Period(date(2024, 6, 1), date(2024, 6, 30))
    assert [row for row, _ in preferred(equal, places, june)] == [1, 0, 2]


def test_days_without_a_year_are_of_the_articles_year() -> None:
    june = Period(date(2024, 6, 1), date(2024, 6, 30))
    days = packed_days((Days(date(4, 6, 20), date(4, 6, 20), has_year=False),))
    places = {0: place(0), 1: place(1, date(2023, 7, 1), days=days), 2: place(2, date(2024, 7, 1), days=days),
              3: place(3, days=days)}  # fmt: skip
    ranked = preferred([(row, 0.5) for row in places], places, june)
    assert [row for row, score in ranked if score > 0.5] == [2]
    leap = packed_days((Days(date(4, 2, 1), date(4, 2, 29), has_year=False),))
    assert preferred([(0, 0.5)], {0: place(0, date(2023, 7, 1), days=leap)}, june) == [(0, 0.5)]
    assert read_days(days)[0].has_year is False


def test_one_article_a_story_keeps_all_its_passages() -> None:
    places = {0: place(0, story=0), 1: place(1, story=0), 2: place(0, story=0), 3: place(3)}
    ranked = [(1, 0.9), (0, 0.8), (3, 0.7), (2, 0.6)]
    assert one_article_a_story(ranked, places) == [(1, 0.9), (3, 0.7)]
    assert one_article_a_story(ranked[1:], places) == [(0, 0.8), (3, 0.7), (2, 0.6)]
