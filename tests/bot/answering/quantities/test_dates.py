"""Tests of dates: a sentence's dates must be in the passage, whatever calendar and language they are in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.quantities.dating import missing_dates
from index.calendar_words import BUDDHIST_OFFSET, ENGLISH_MONTHS, THAI_MONTHS

SHORT = "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))


def spellings(day: date) -> list[str]:
    """Write a day in Thai and English, in both calendars and scripts."""
    english, thai, short = (
        ENGLISH_MONTHS[day.month - 1].title(),
        THAI_MONTHS[day.month - 1],
        SHORT[day.month - 1],
    )
    buddhist = day.year + BUDDHIST_OFFSET
    digits = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    return [
        f"{english} {day.day}, {day.year}",
        f"{day.day} {english} {day.year}",
        f"วันที่ {day.day} {thai} {buddhist}",
        f"วันที่ {day.day} {thai} {buddhist}".translate(digits),
        f"{day.day} {short} {buddhist}",
        f"{day.day} {thai} ค.ศ. {day.year}",
        f"{day.day}/{day.month}/{buddhist}",
        day.isoformat(),
    ]


@settings(deadline=None)
@given(DAYS, st.integers(0, 7), st.integers(0, 7))
def test_a_day_is_the_same_in_every_spelling(day: date, one: int, other: int) -> None:
    claimed, said = spellings(day)[one], f"เหตุเกิดเมื่อ {spellings(day)[other]}"
    assert not missing_dates(f"It happened on {claimed}", [said], said)


@settings(deadline=None)
@given(DAYS, DAYS, st.integers(0, 7), st.integers(0, 7))
def test_another_day_is_missing(day: date, another: date, one: int, other: int) -> None:
    claimed, said = spellings(day)[one], f"เหตุเกิดเมื่อ {spellings(another)[other]}"
    assert bool(missing_dates(f"It happened on {claimed}", [said], said)) == (day != another)


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("in June 2024", "วันที่ 20 มิถุนายน 2567"),
        ("in 2024", "วันที่ 20 มิถุนายน 2567"),
        ("on June 20", "วันที่ 20 มิ.ย. 67"),
        ("on 15 February 2024", "วันที่ 15-16 ก.พ. 2567"),
        ("in the third quarter of 2025", "ไตรมาสที่ 3 ของปี 2568"),
        ("on Sunday", "วันที่ 14 พ.ค. 2566"),
        ("between 1995 and 2023", "ปี 2538 ถึง 2566"),
    ],
)
def test_less_exact_dates_are_carried(claimed: str, said: str) -> None:
    assert not missing_dates(claimed, [said], said)


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("on 20 June 2024", "เดือนมิถุนายน 2567"),
        ("on 12 June 2024", "วันที่ 20 มิถุนายน 2567"),
        ("in 2023", "วันที่ 20 มิถุนายน 2567"),
        ("on Friday", "วันที่ 14 พ.ค. 2566"),
        ("in the second half of 2023", "ครึ่งแรกของปี 2566"),
        ("ปี 2565", "22 สิงหาคม 2566"),
    ],
)
def test_other_and_more_exact_dates_are_missing(claimed: str, said: str) -> None:
    assert missing_dates(claimed, [said], said)


def test_a_year_may_stand_earlier_in_the_passage() -> None:
    passage = "มติเมื่อวันที่ 27 มีนาคม 2567 ผ่าน\nต่อมาในวันที่ 18 มิถุนายน วุฒิสภาเห็นชอบ"
    later = passage.split("\n")[1]
    assert not missing_dates("on 18 June 2024", [later], passage)
    assert missing_dates("on 18 June 2023", [later], passage)


def test_revenue_behind_a_year_is_no_unit_of_it() -> None:
    assert not missing_dates("in 2024", ["คาดว่าปี 2567 รายได้จะไม่เติบโต"], "")


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("The show runs from 8 to 22 August 2024.", "จัดวันที่ 8-22 สิงหาคม 2567", False),
        ("The show runs from 8 to 28 August 2024.", "จัดวันที่ 8-22 สิงหาคม 2567", True),
        ("พายุเข้า 24-26 เมษายน 2567", "ร้อนจัด 22-26 เมษายน 2567", True),
        ("The cup ran from the 7th to the 29th of January 2011.", "แข่งวันที่ 7-29 มกราคม 2554", False),
        ("จัดวันที่ 3-9 มีนาคม 2569", "เริ่มวันที่ 3 มีนาคม 2569 สิ้นสุดวันที่ 9 มีนาคม 2569", False),
        ("ห้าเดือนแรกของปี 2568 ส่งออกลดลง", "วันที่ 1 มกราคม ถึง 31 พฤษภาคม 2568 ส่งออกลดลง", False),
        ("Exports fell in the first four months of 2025.", "ห้าเดือนแรกของปี 2568 ส่งออกลดลง", True),
    ],
)
def test_several_days_begin_and_end_as_in_the_text(sentence: str, text: str, missing: bool) -> None:
    assert bool(missing_dates(sentence, [text], text)) is missing
