"""Tests of numbers and amounts: what is written in many ways is read as one."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.carrying import missing_amounts
from bot.answering.quantities.numerals import english_value, find_numerals, thai_value

THAI = "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า".split()
ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
POWERS = ((100_000, "แสน"), (10_000, "หมื่น"), (1000, "พัน"), (100, "ร้อย"))


def in_thai(number: int) -> str:
    """Spell a number from 1 in Thai words."""
    if number >= 10**6:
        rest = in_thai(number % 10**6) if number % 10**6 else ""
        return in_thai(number // 10**6) + "ล้าน" + rest
    spelt = ""
    for power, word in POWERS:
        if number >= power:
            spelt += THAI[number // power - 1] + word
            number %= power
    if number >= 10:
        tens = number // 10
        spelt += {1: "", 2: "ยี่"}.get(tens, THAI[tens - 1]) + "สิบ"
        number %= 10
        if number == 1:
            return spelt + "เอ็ด"
    return spelt + (THAI[number - 1] if number else "")


def in_english(number: int) -> str:
    """Spell a number from 1 in English words."""
    for power, word in (
        (10**9, "billion"),
        (10**6, "million"),
        (1000, "thousand"),
        (100, "hundred"),
    ):
        if number >= power:
            rest = in_english(number % power) if number % power else ""
            joint = " and " if rest and power == 100 else " "
            return f"{in_english(number // power)} {word}{joint if rest else ''}{rest}"
    if number < 20:
        return ONES[number - 1]
    return TENS[number // 10 - 2] + (f"-{ONES[number % 10 - 1]}" if number % 10 else "")


def only(text: str) -> Amount:
    (amount,) = find_amounts(text)
    return amount


@settings(deadline=None)
@given(st.integers(1, 999_999_999))
def test_a_number_is_read_from_words_as_from_digits(number: int) -> None:
    assert thai_value(in_thai(number)) == number
    assert english_value(in_english(number)) == number


@settings(deadline=None)
@given(st.integers(1, 10**12), st.sampled_from(["๐๑๒๓๔๕๖๗๘๙", "0123456789"]), st.booleans())
def test_a_number_is_read_from_the_digits_of_either_script(
    number: int, digits: str, commas: bool
) -> None:
    written = f"{number:,}" if commas else str(number)
    translated = written.translate(str.maketrans("0123456789", digits))
    assert only(f"{translated} บาท").value == number


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(0, 99))
def test_scales_of_both_languages_agree(whole: int, part: int) -> None:
    """50 billion is 5 หมื่นล้าน."""
    value = Fraction(whole) + Fraction(part, 100)
    english = only(f"${float(value):.2f} billion")
    thousands = only(f"{float(value):.2f} พันล้านดอลลาร์")
    millions = only(f"US${float(value * 1000):.1f} million")
    assert english.worth == thousands.worth == millions.worth == value * 10**9
    assert not missing_amounts(f"${float(value):.2f} billion", [f"{float(value):.2f} พันล้านดอลลาร์"])
    assert missing_amounts(f"${float(value):.2f} million", [f"{float(value):.2f} พันล้านดอลลาร์"])


@settings(deadline=None)
@given(st.integers(1, 100_000), st.integers(1, 100_000))
def test_another_number_is_never_carried(one: int, other: int) -> None:
    carried = not missing_amounts(f"It cost {one} baht.", [f"ใช้เงิน {other} บาท"])
    assert carried == (one == other)


@settings(deadline=None)
@given(
    st.text(alphabet="0123456789๐๕.,/-%$ กขสองสามร้อยล้านครึ่งหนึ่งในสิบtwenty half dozenth", max_size=60)
)
def test_any_text_is_read_without_error(text: str) -> None:
    for amount in find_amounts(text):
        assert 0 <= amount.span.start < amount.span.end <= len(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5 หมื่นล้านดอลลาร์", "$50 billion"),
        ("ร้อยละ 80", "80%"),
        ("ร้อยละ ๘๐", "eighty per cent"),
        ("ร้อยละ 50", "half"),
        ("สิบสองปี", "12 years"),
        ("สิบสองคน", "a dozen people"),
        ("หลายสิบฉบับ", "dozens of agreements"),
        ("หลายหมื่นคน", "tens of thousands of people"),
        ("สองในสาม", "two thirds"),
        ("หนึ่งในสี่", "a quarter"),
        ("เกือบครึ่งหนึ่ง", "almost half"),
        ("สามปีครึ่ง", "three and a half years"),
        ("ชั่วโมงครึ่ง", "90 minutes"),
        ("1,035 กม.", "1,035 kilometres"),
        ("1.5 กิโลเมตร", "1,500 metres"),
        ("1.45 แสนล้านบาท", "145 billion baht"),
        ("1.1 ล้านล้านดอง", "1.1 trillion dong"),
        ("หนึ่งพันห้าร้อยคน", "1,500 people"),
        ("ครั้งที่ห้า", "the fifth time"),
        ("คนแรก", "the first"),
        ("เพิ่มขึ้นเป็นสองเท่า", "doubled"),
        ("สองทศวรรษ", "twenty years"),
        ("11.50 น.", "11:50 a.m."),
        ("อายุ 5-14 ปี", "5 to 14 years old"),
    ],
)
def test_the_same_amount_in_two_languages(one: str, other: str) -> None:
    assert not missing_amounts(one, [other])
    assert not missing_amounts(other, [one])


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("$50 million", "5 หมื่นล้านดอลลาร์"),
        ("50 billion baht", "5 หมื่นล้านดอลลาร์"),
        ("1,035 miles", "1,035 กิโลเมตร"),
        ("90 hours", "90 นาที"),
        ("a third", "หนึ่งในสี่"),
        ("less than 80%", "เกินร้อยละ 80"),
        ("more than three years", "ไม่เกิน 3 ปี"),
        ("dozens of people", "สิบคน"),
        ("fifth", "ครั้งที่สี่"),
        ("three years", "สามครั้ง"),
    ],
)
def test_another_amount_unit_or_bound_is_missing(claimed: str, said: str) -> None:
    assert missing_amounts(claimed, [said])


@pytest.mark.parametrize(
    "text", ["สามารถ", "ห้ามเข้า", "เก้าอี้", "พันธมิตร", "เรียบร้อย", "PM2.5", "COVID-19", "อันดับดี"]
)
def test_words_that_only_look_like_numbers(text: str) -> None:
    assert not find_amounts(text)


def test_what_counts_nothing_need_not_be_carried() -> None:
    assert not missing_amounts("One of the two leaders left a day later.", ["ผู้นำเดินทางกลับ"])


def test_numbers_are_found_in_order_without_overlap() -> None:
    found = find_numerals("ชนะ 2 ต่อ 1 ยก ในวัย 26 ปี")
    assert [numeral.value for numeral in found] == [2, 1, 26]


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("70,000 shillings a year", "เดือนละ 70,000 ชิลลิง"),
        ("ปีละ 500 บาท", "500 บาทต่อเดือน"),
        ("2,600 dollars per gram", "2,600 ดอลลาร์สหรัฐต่อออนซ์"),
        ("12 baht a bottle", "ลิตรละ 12 บาท"),
        ("from 90 baht to 60 baht a fruit", "ลดจากกิโลกรัมละ 90 บาท เหลือ 60 บาท"),
        ("90 milligrams per cubic metre", "ค่าฝุ่นวัดได้ 90 มคก./ลบ.ม."),
        ("500 baht per day", "500 baht a week"),
        ("ครึ่งปีหลัง", "ครึ่งแรกของปี 2569"),
        ("12 กิโลเมตร", "12 บ่อ"),
        ("40 วัน", "หนึ่งเดือน"),
    ],
)
def test_another_time_that_an_amount_is_for_is_missing(claimed: str, said: str) -> None:
    assert missing_amounts(claimed, [said])


@pytest.mark.parametrize(
    ("claimed", "said"),
    [
        ("70,000 shillings a month", "เดือนละ 70,000 ชิลลิง"),
        ("500 บาทต่อวัน", "วันละ 500 บาท"),
        ("500 บาท", "วันละ 500 บาท"),
        ("2,600 dollars an ounce", "2,600 ดอลลาร์สหรัฐต่อออนซ์"),
        ("from 90 baht a kilogram to 60 baht", "ลดจากกิโลกรัมละ 90 บาท เหลือ 60 บาท"),
        ("30 baht a month for each room", "30 บาทต่อห้องต่อเดือน"),
        ("ครึ่งปีแรก", "ครึ่งแรกของปี 2569"),
        ("หนึ่งเดือน", "30 วัน"),
        ("คิดเป็นร้อยละ 8", "8%"),
        ("ใช้เวลาไปชั่วโมงครึ่ง", "90 นาที"),
    ],
)
def test_the_same_time_that_an_amount_is_for(claimed: str, said: str) -> None:
    assert not missing_amounts(claimed, [said])
