"""Tests that an amount or a date isn't given to something else that the passage counts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.counting import miscounted

SEIZED = (
    "ตำรวจพบทองคำแท่งหนัก 11 กิโลกรัมซ่อนอยู่ในตู้เซฟหลังห้องนอนของเจ้าของบ้าน "
    "และเหรียญเงินโบราณในลิ้นชักโต๊ะทำงานชั้นล่าง 4.2 กิโลกรัม"
)
FARES = "ค่าแรงขั้นต่ำปรับเป็นวันละ 415 บาท"
RIVER = "The river stood at 2.1 metres, 0.6 metres below the average."


def none_alike(one: Sequence[str], other: Sequence[str]) -> Sequence[Sequence[float]]:
    return [[0.0] * len(other) for _ in one]


def same_alike(one: Sequence[str], other: Sequence[str]) -> Sequence[Sequence[float]]:
    """Know that accidents are อุบัติเหตุ."""
    return [[float((a, b) == ("accidents", "อุบัติเหตุ")) for b in other] for a in one]


@pytest.mark.parametrize(
    ("sentence", "given", "found"),
    [
        ("พบทองคำแท่งหนัก 4.2 กิโลกรัม", SEIZED, "4.2 กิโลกรัม"),
        ("พบทองคำแท่งหนัก 11 กิโลกรัม", SEIZED, ""),
        ("แรงงานจะได้ชั่วโมงละ 415 บาท", FARES, "415 บาท"),
        ("แรงงานจะได้วันละ 415 บาท", FARES, ""),
        ("The river was 2.1 metres below its average.", RIVER, "2.1 metres"),
        ("The river was 0.6 metres below its average.", RIVER, ""),
    ],
)
def test_an_amount_stays_with_what_it_measures(sentence: str, given: str, found: str) -> None:
    assert miscounted(sentence, [given], none_alike).strip() == found


def test_a_later_price_belongs_to_the_thing_named_before_the_earlier_one() -> None:
    given = "สภาเห็นชอบปรับค่าเก็บขยะจากเดือนละ 40 บาท เป็น 60 บาท"
    assert miscounted("เมืองจะปรับค่าเก็บขยะเป็น 60 บาท", [given], none_alike) == ""


@pytest.mark.parametrize(("number", "found"), [("1,874", True), ("1,892", False)])
def test_an_english_noun_is_bound_to_the_thai_word_before_the_number(
    number: str, found: bool
) -> None:
    given = "เกิดอุบัติเหตุ 1,892 ครั้ง บาดเจ็บ 1,874 คน"
    assert bool(miscounted(f"There were {number} accidents.", [given], same_alike)) is found


def test_a_date_stays_with_what_happened_then() -> None:
    given = (
        "The firm plans to build hybrid pickups from 2028. It will halve output at its oldest plant, "
        "near the former capital, from January 2027."
    )
    assert miscounted("The firm will build hybrid pickups from 2027.", [given], none_alike)
    assert not miscounted("The firm will build hybrid pickups from 2028.", [given], none_alike)


TRADE = (
    "Exports rose 5.8% in August.",
    "Imports expanded 15.8%, leaving a deficit.",
    "Sales to Japan rose 12.8%, but those to China slipped 2.6%.",
)


def crew_alike(one: Sequence[str], other: Sequence[str]) -> Sequence[Sequence[float]]:
    """Know that a crew is ลูกเรือ, and vehicles are near รถบรรทุก."""
    same = {("crew", "ลูกเรือ"), ("vehicles", "รถบรรทุก"), ("users", "ผู้ใช้")}
    return [[float((a, b) in same) for b in other] for a in one]


@pytest.mark.parametrize(
    ("sentence", "given"),
    [
        ("The five crew were unhurt.", ("เรือเร็วมีลูกเรือ 3 คน", "ส่วนลูกเรือประมง 5 คนปลอดภัย")),
        ("Police seized five vehicles.", ("รถบรรทุก 6 ล้อถูกยึด", "ยึดบ้าน 2 หลัง รถ 5 คัน")),
        # A total stands behind what it counts.
        ("Some 14 million users pay less.", ("ผู้ใช้ไฟ 150 หน่วยได้ส่วนลด", "รวม 14 ล้านราย")),
    ],
)
def test_a_thai_text_names_what_is_counted_otherwise(sentence: str, given: tuple[str, ...]) -> None:
    assert miscounted(sentence, given, crew_alike) == ""


def test_what_a_sentence_begins_with_tells_its_amount() -> None:
    assert miscounted("Imports rose 15.8%", TRADE, none_alike) == ""


def test_people_may_be_counted_by_what_they_are() -> None:
    given = ["ยกฟ้อง 2 นักข่าว", "จำเลยสัมภาษณ์ชาวบ้าน 14 คน"]
    assert miscounted("ศาลยกฟ้องนักข่าวสองคน", given, none_alike) == ""
    assert miscounted("ศาลยกฟ้องชาวนาสองคน", given, none_alike) == "สองคน"


def test_a_headline_that_leaves_the_month_out_makes_no_fee_a_daily_one() -> None:
    passage = [
        "เทศบาลเก็บค่าขยะ ครัวเรือนละ 45 บาท",
        "เทศบาลจะเก็บค่าขยะ ครัวเรือนละ 45 บาทต่อเดือน",
    ]
    assert miscounted("Each household pays a waste fee of 45 baht a day.", passage, none_alike)
    assert not miscounted(
        "Each household pays a waste fee of 45 baht a month.", passage, none_alike
    )
