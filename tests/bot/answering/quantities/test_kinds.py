"""Tests of what English sentences count of Thai texts, of nights, races, hours and prices left short."""

from __future__ import annotations

import pytest

from bot.answering.quantities.carrying import missing_amounts
from bot.answering.quantities.dating import missing_dates
from bot.answering.quantities.kinds import at_another_night, counts_other_things


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        ("Chanin took 19 sets for Phuket.", "ชนินทำให้ภูเก็ต 19 คะแนน", "19"),
        ("Chanin took 19 points for Phuket.", "ชนินทำให้ภูเก็ต 19 คะแนน", ""),
        ("The party won 31 seats.", "พรรคได้ 31 ที่นั่ง", ""),
        ("Divers found four bronze cannons.", "นักประดาน้ำพบปืนใหญ่ 6 กระบอก หลังค้นหานาน 4 ปี", "four"),
        ("The talks took four years.", "เจรจานาน 4 ปี", ""),
        ("The plan adds two public holidays.", "แผนเพิ่มวันหยุด 2 วัน", ""),
    ],
)  # fmt: skip
def test_an_english_noun_counts_what_the_thai_word_does(
    sentence: str, text: str, found: str
) -> None:
    assert counts_other_things(sentence, [text]) == found


@pytest.mark.parametrize(("day", "found"), [("4 May", ""), ("9 May", "9 May.")])
def test_a_night_is_that_of_its_own_day(day: str, found: str) -> None:
    text = "ผู้ว่าฯ สั่งปิดวันที่ 9 พฤษภาคม หลังไฟไหม้เมื่อคืนวันที่ 4 พฤษภาคม"
    assert at_another_night(f"The market burnt on the night of {day}.", [text]) == found
    assert at_another_night("It was closed on 9 May.", [text]) == ""


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("He swam it in 2:03.41.", "ว่ายด้วยเวลา 2 นาที 03.41 วินาที", False),
        ("He swam it in 2:03.14.", "ว่ายด้วยเวลา 2 นาที 03.41 วินาที", True),
        ("ห้ามขายบ่าย 1 ถึง 4 โมงเย็น", "ห้ามขายเวลา 13.00-16.00 น.", False),
        ("ห้ามขายบ่าย 1 ถึง 5 โมงเย็น", "ห้ามขายเวลา 13.00-16.00 น.", True),
        ("Open 10 to 3 p.m.", "เปิดเวลา 10.00-15.00 น.", False),
        ("ปรับ 2.5 ล้านบาท", "ศาลสั่งปรับ 2.5 ล้าน", False),
        ("ปรับ 2.5 ล้านดอลลาร์", "ศาลสั่งปรับ 2.5 ล้าน", True),
        ("Dust passed the standard of 37.5.", "ฝุ่นเกินมาตรฐาน 37.5 ใน 68 จุด", False),
        ("Buses run three times a day.", "รถวิ่งสัปดาห์ละ 3 เที่ยว จาก 6 จังหวัด รวม 2 บริษัท", True),
        ("The court of first instance freed him.", "ศาลชั้นต้นยกฟ้อง", False),
    ],
)
def test_amounts_are_read_as_people_write_them(sentence: str, text: str, missing: bool) -> None:
    assert bool(missing_amounts(sentence, [text])) is missing


def test_a_mayor_is_no_month() -> None:
    assert missing_dates("Mayor Somsri spoke.", ["นางสมศรี นายกเทศมนตรี กล่าว"], "") == []
