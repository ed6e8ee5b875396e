"""Tests of the days that questions ask about."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.periods import Period, question_period
from tests.index.strategies import messy_text

TODAY = date(2024, 6, 20)  # a Thursday


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("เกิดอะไรขึ้นในเดือนมิถุนายน 2567", date(2024, 6, 1), date(2024, 6, 30)),
        ("What happened in June 2024?", date(2024, 6, 1), date(2024, 6, 30)),
        ("ข่าวปี 67", date(2024, 1, 1), date(2024, 12, 31)),
        ("ในปี 2024 มีอะไร", date(2024, 1, 1), date(2024, 12, 31)),
        ("ใครพบใครเมื่อวันที่ ๒๐ มิถุนายน ๒๕๖๗", date(2024, 6, 20), date(2024, 6, 20)),
        ("ระหว่าง 1 ม.ค. ถึง 5 ก.พ. 2566", date(2023, 1, 1), date(2023, 2, 5)),
        ("between June and August 2023", date(2023, 6, 1), date(2023, 8, 31)),
        ("ตั้งแต่ปี 2565", date(2022, 1, 1), TODAY),
        ("what changed after 2020?", date(2021, 1, 1), TODAY),
    ],
)
def test_a_stated_date(question: str, first: date, last: date) -> None:
    assert question_period(question, TODAY) == Period(first, last)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("what happened yesterday?", date(2024, 6, 19), date(2024, 6, 19)),
        ("เมื่อวานนี้เกิดอะไรขึ้น", date(2024, 6, 19), date(2024, 6, 19)),
        ("เมื่อวานใครพูด", date(2024, 6, 19), date(2024, 6, 19)),
        ("ข่าววันนี้", TODAY, TODAY),
        ("the day before yesterday", date(2024, 6, 18), date(2024, 6, 18)),
        ("last week", date(2024, 6, 10), date(2024, 6, 16)),
        ("สัปดาห์ที่แล้ว", date(2024, 6, 10), date(2024, 6, 16)),
        ("อาทิตย์ก่อนมีข่าวอะไร", date(2024, 6, 10), date(2024, 6, 16)),
        ("สัปดาห์นี้", date(2024, 6, 17), date(2024, 6, 23)),
        ("this month", date(2024, 6, 1), date(2024, 6, 30)),
        ("เดือนที่แล้ว", date(2024, 5, 1), date(2024, 5, 31)),
        ("last year", date(2023, 1, 1), date(2023, 12, 31)),
        ("ปีก่อน", date(2023, 1, 1), date(2023, 12, 31)),
        ("ปีนี้", date(2024, 1, 1), date(2024, 12, 31)),
        ("3 วันก่อน", date(2024, 6, 17), date(2024, 6, 17)),
        ("สองสัปดาห์ก่อน", date(2024, 6, 3), date(2024, 6, 9)),
        ("two weeks ago", date(2024, 6, 3), date(2024, 6, 9)),
        ("ใน ๗ วันที่ผ่านมา", date(2024, 6, 13), TODAY),
        ("over the past 3 days", date(2024, 6, 17), TODAY),
        ("last Friday", date(2024, 6, 14), date(2024, 6, 14)),
        ("วันอาทิตย์ที่แล้ว", date(2024, 6, 16), date(2024, 6, 16)),
        ("มิถุนายนปีที่แล้ว", date(2023, 6, 1), date(2023, 6, 30)),
        ("last May", date(2024, 5, 1), date(2024, 5, 31)),
    ],
)
def test_a_relative_date(question: str, first: date, last: date) -> None:
    assert question_period(question, TODAY) == Period(first, last, relative=True)


@pytest.mark.parametrize(
    "question",
    [
        "มีข่าวอะไรล่าสุด",
        "what happened recently?",
        "before 2020",
        "Who owns Russia Today?",
        "ทุกวันนี้เป็นอย่างไร",
        "สัปดาห์ก่อนการเลือกตั้งเกิดอะไรขึ้น",
        "อาวุธ 2,000 หน่วยส่งไปที่ใด",
        "9999 ปีก่อน",
        "วันที่ 20 มิ.ย. มีอะไร",
        "",
    ],
)
def test_no_period(question: str) -> None:
    assert question_period(question, TODAY) is None


def test_membership() -> None:
    assert TODAY in Period(date(2024, 6, 1), date(2024, 6, 30))
    assert TODAY not in Period(date(2024, 7, 1), date(2024, 7, 31))


@given(messy_text, st.dates())
def test_never_raises(question: str, today: date) -> None:
    period = question_period(question, today)
    assert period is None or period.first <= period.last
