"""Tests of making an article of a record."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from index.errors import SourceError
from index.sources.metadata import MAX_ID, MAX_TITLE, article_from, first_line

TEXT = "ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"id": "a", "url": "https://example.org/b"}, "a"),
        ({"url": "https://example.org/b"}, "https://example.org/b"),
        ({"id": "", "url": None}, "default"),
        ({"id": 2567}, "2567"),
        ({"id": "  a \n b "}, "a b"),
        ({"id": "ก" * MAX_ID}, "ก" * MAX_ID),
    ],
)
def test_the_id_is_the_one_given_else_the_url_else_the_default(
    record: dict[str, Any], expected: str
) -> None:
    assert article_from({**record, "text": TEXT}, "default").id == expected


@pytest.mark.parametrize("key", ["id", "url"])
def test_long_ids_are_shortened_and_those_that_differ_stay_different(key: str) -> None:
    long = ["ก" * MAX_ID + end for end in ("ก", "ข", "ก" * 500)]
    ids = [article_from({key: value, "text": TEXT}, "default").id for value in long]
    assert [len(found) for found in ids] == [MAX_ID] * 3
    assert all(found.startswith("ก" * (MAX_ID - 20)) for found in ids)
    assert len(set(ids)) == 3
    assert article_from({key: long[0], "text": TEXT}, "other").id == ids[0]


@pytest.mark.parametrize("key", ["text", "body", "content"])
def test_the_text_has_three_names(key: str) -> None:
    assert article_from({key: TEXT}, "a").text == TEXT
    assert article_from({"text": "", key: TEXT, "other": 1}, "a").text == TEXT


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2024-06-21", date(2024, 6, 21)),
        ("2024-06-21T08:00:00+07:00", date(2024, 6, 21)),
        ("21 มิถุนายน 2567", date(2024, 6, 21)),
        (date(2024, 6, 21), date(2024, 6, 21)),
        (datetime(2024, 6, 21, 8, 0), date(2024, 6, 21)),
        ("ไม่ทราบ", None),
        ({"year": 2024}, None),
        (None, None),
    ],
)
def test_the_date_in_its_many_forms(published: object, expected: date | None) -> None:
    found = article_from({"text": TEXT, "published": published}, "a").published
    assert found == expected
    assert not isinstance(found, datetime)


def test_date_is_another_name_for_published() -> None:
    assert article_from({"text": TEXT, "date": "2024-06-21"}, "a").published == date(2024, 6, 21)


def test_a_missing_title_is_the_first_line_shortened() -> None:
    assert article_from({"text": f"{TEXT}\nบรรทัดที่สอง"}, "a").title == TEXT
    assert first_line("\n  หนึ่ง  \nสอง") == "หนึ่ง"
    assert first_line("") == ""
    long = first_line("ประชาชน" * 50)
    assert len(long) <= MAX_TITLE
    assert long.endswith("…")


def test_the_language_is_thai_unless_given() -> None:
    assert article_from({"text": TEXT}, "a").lang == "th"
    assert article_from({"text": TEXT, "lang": "en"}, "a").lang == "en"
    assert article_from({"text": TEXT, "lang": "en-US"}, "a").lang == "en"
    assert article_from({"text": TEXT, "lang": "THA"}, "a").lang == "th"
    assert article_from({"text": TEXT, "lang": "lo"}, "a").lang == "lo"


@pytest.mark.parametrize("text", [None, "", "  \n", 5, ["ก"], {"th": "ก"}])
def test_no_text_is_refused(text: object) -> None:
    with pytest.raises(SourceError, match='"text"'):
        article_from({"text": text}, "a")


@pytest.mark.parametrize("key", ["id", "title", "url", "publisher", "lang"])
def test_fields_that_are_not_text_are_refused_by_name(key: str) -> None:
    with pytest.raises(SourceError, match=f'"{key}"'):
        article_from({"text": TEXT, key: ["ก"]}, "a")


def test_what_no_file_can_hold_is_dropped() -> None:
    article = article_from({"text": f"{TEXT}\x00\ud800", "title": "ข่าว\udfff"}, "a")
    assert article.text.startswith(TEXT)
    for value in (article.text, article.title):
        assert "\x00" not in value
        assert value.encode("utf-8")


def test_line_ends_become_one_kind() -> None:
    assert "\r" not in article_from({"text": f"{TEXT}\r\n{TEXT} อีกครั้ง\rจบ"}, "a").text


@pytest.mark.parametrize("key", ["id", "title", "url", "publisher", "author", "lang"])
def test_what_would_steer_a_terminal_is_dropped(key: str) -> None:
    article = article_from({"text": TEXT, key: "ข่าว\x1b]0;x\x07\x9b2J\u202e"}, "a")
    assert getattr(article, key) == "ข่าว]0;x2J"
    assert article_from({"text": TEXT}, "a\x1b[2J  b").id == "a[2J  b"


def test_an_injected_thai_word_does_not_hide_that_the_text_was_misread() -> None:
    misread = "นายกรัฐมนตรีแถลงข่าวที่ทำเนียบ".encode("cp874").decode("latin-1")
    article = article_from({"text": f"บาคาร่า{misread}"}, "a")
    assert article.text == "นายกรัฐมนตรีแถลงข่าวที่ทำเนียบ"
