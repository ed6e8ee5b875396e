"""Tests of the dates that texts name and of the day an article was published."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from index.date_mentions import find_dates
from index.dates import parse_published, publication_date
from tests.index.strategies import messy_text


def day(year: int, month: int, number: int) -> tuple[date, date]:
    return date(year, month, number), date(year, month, number)


def year(first: int, last: int | None = None) -> tuple[date, date]:
    return date(first, 1, 1), date(last or first, 12, 31)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("20 มิถุนายน 2567", day(2024, 6, 20)),
        ("เมื่อวันพฤหัสบดีที่ 20 มิถุนายน พ.ศ. 2567", day(2024, 6, 20)),
        ("๒๐ มิถุนายน ๒๕๖๗", day(2024, 6, 20)),
        ("20 มิ.ย. 67", day(2024, 6, 20)),
        ("21 ม.ค.2565", day(2022, 1, 21)),
        ("เมื่อ 25 เม.ย. 2019", day(2019, 4, 25)),
        ("วันที่ 5 เดือนมีนาคม ปี 2566", day(2023, 3, 5)),
        ("เหตุการณ์ 14 ตุลา 16", day(1973, 10, 14)),
        ("20/6/2567", day(2024, 6, 20)),
        ("20/06/67", day(2024, 6, 20)),
        ("6/20/2024", day(2024, 6, 20)),
        ("2024-06-20", day(2024, 6, 20)),
        ("2567-06-20", day(2024, 6, 20)),
        ("June 20, 2024", day(2024, 6, 20)),
        ("Thursday, 20th of June 2024", day(2024, 6, 20)),
        ("มิถุนายน 2567", (date(2024, 6, 1), date(2024, 6, 30))),
        ("เดือน ก.พ. 67", (date(2024, 2, 1), date(2024, 2, 29))),
        ("June 2024", (date(2024, 6, 1), date(2024, 6, 30))),
        ("20-22 มิถุนายน 2567", (date(2024, 6, 20), date(2024, 6, 22))),
        ("ปี 67", year(2024)),
        ("ปี 1994", year(1994)),
        ("ปีค.ศ. 2016", year(2016)),
        ("in 2024", year(2024)),
        ("พ.ศ. 2325", year(1782)),
        ("ร.ศ. 112", year(1893)),
        ("ระหว่างปี 2538-2566", year(1995, 2023)),
        ("ปีงบประมาณ พ.ศ. 2567", (date(2023, 10, 1), date(2024, 9, 30))),
        ("ไตรมาส 2/2567", (date(2024, 4, 1), date(2024, 6, 30))),
        ("ครึ่งปีแรกของปี 2567", (date(2024, 1, 1), date(2024, 6, 30))),
        ("the second half of 2024", (date(2024, 7, 1), date(2024, 12, 31))),
    ],
)
def test_finds(text: str, days: tuple[date, date]) -> None:
    (mention,) = find_dates(text)
    assert (mention.first, mention.last) == days
    assert mention.has_year


@pytest.mark.parametrize(
    "text",
    [
        "อาวุธ 2,000 หน่วย",
        "งบประมาณ 2567 ล้านบาท",
        "ประชาชน 2500 คน",
        "จำนวน 2550 ต้น",
        "about 2000 soldiers",
        "ราคา 1999 บาท",
        "โทร 02-123-2567",
        "the 1990s",
        "อายุ 30 ปี 20 วัน",
        "march 20 miles",
        "เวลา 20.24 น.",
        "เธอชื่อกันยารัตน์",
    ],
)
def test_an_amount_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_a_time_after_a_month_is_no_year() -> None:
    (mention,) = find_dates("เมื่อวันที่ 20 มิ.ย. 10.30 น.")
    assert not mention.has_year
    assert mention.in_year(2024).first == date(2024, 6, 20)


def test_the_first_half_of_a_range_takes_the_year_of_the_second() -> None:
    first, last = find_dates("ระหว่างวันที่ 28 ธันวาคม – 3 มกราคม 2567")
    assert (first.first, last.last) == (date(2023, 12, 28), date(2024, 1, 3))


@given(messy_text)
def test_mentions_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert mention.first <= mention.last
        end = mention.span.end


@pytest.mark.parametrize(
    ("value", "published"),
    [
        ("2024-06-20", date(2024, 6, 20)),
        ("2024-06-20T20:00:00Z", date(2024, 6, 21)),
        ("2024-06-20T10:00:00+07:00", date(2024, 6, 20)),
        ("2024-06-20 23:30", date(2024, 6, 20)),
        ("Thu, 20 Jun 2024 18:30:00 +0000", date(2024, 6, 21)),
        ("20 มิถุนายน 2567 เวลา 14:05 น.", date(2024, 6, 20)),
        ("20 มิ.ย. 67 | 14:05 น.", date(2024, 6, 20)),
        ("2567-06-20", date(2024, 6, 20)),
        ("20/06/2567", date(2024, 6, 20)),
        ("20240620", date(2024, 6, 20)),
        ("1718841600", date(2024, 6, 20)),
        ("มิถุนายน 2567", None),
        ("2024", None),
        ("เมื่อวานนี้", None),
        ("9999999999999", None),
        ("", None),
    ],
)
def test_parse_published(value: str, published: date | None) -> None:
    if value == "9999999999999":
        parse_published(value)  # a day in the far future, but no error
    else:
        assert parse_published(value) == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("น้ำท่วมเชียงราย\n20 มิถุนายน 2567 14:05 น.\nฝนตกหนักตั้งแต่เช้า", date(2024, 6, 20)),
        ("เผยแพร่: 20 มิ.ย. 67\nฝนตกหนัก", date(2024, 6, 20)),
        ("วันนี้ (20 มิถุนายน 2567) ที่ทำเนียบรัฐบาล นายกรัฐมนตรีกล่าว", date(2024, 6, 20)),
        ("เอเอฟพีรายงานเมื่อวันพฤหัสบดีที่ 20 มิถุนายน 2567 ว่าผู้นำทั้งสองพบกัน", date(2024, 6, 20)),
        ("เขาพบกันเมื่อวันที่ 20 ม.ค.2565 หลังหารือเมื่อวันที่ 21 ม.ค.2565 อีกครั้ง", date(2022, 1, 21)),
        ("HANOI, June 20, 2024 - The leaders met.", date(2024, 6, 20)),
        ("โตเกียว, 1 ก.พ. (รอยเตอร์) – รัฐมนตรีเดินทางถึงเมื่อวันเสาร์", None),
        ("แฟ้มภาพ: ผู้นำพบกันเมื่อ 25 เม.ย. 2019 (AP)\nเขากล่าวเมื่อวันพุธ", None),
        ("การเลือกตั้งจะมีขึ้นในวันที่ 14 พฤษภาคม 2566", None),
        ("งานจัดระหว่างวันที่ 20-22 มิถุนายน 2567", None),
        ("เขาดำรงตำแหน่งตั้งแต่ปี 1994", None),
        ("", None),
    ],
)
def test_publication_date(text: str, published: date | None) -> None:
    assert publication_date(text) == published


def test_a_day_without_a_year_takes_it_from_a_full_date_of_the_same_week() -> None:
    text = "กรุงเทพฯ เมื่อวันศุกร์ที่ 21 ม.ค. มีการประชุม\nก่อนหน้านั้น " + "ก" * 1300 + " 19 ม.ค. 2565"
    assert publication_date(text) == date(2022, 1, 21)
    assert publication_date(text.replace("ศุกร์", "จันทร์")) is None


@given(messy_text)
def test_never_raises(text: str) -> None:
    parse_published(text)
    publication_date(text)
