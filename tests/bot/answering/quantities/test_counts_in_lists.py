"""Tests of numbers that a text doesn't write: how many things it lists, sums of what is counted, what comes third."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import missing_amounts
from bot.answering.quantities.dating import missing_dates

FROM = "The permits of cleaners from Nepal, Bhutan, India and Laos end in March."


@pytest.mark.parametrize(
    ("sentence", "given", "missing"),
    [
        ("พนักงานทำความสะอาดจาก 4 ประเทศต้องต่อใบอนุญาต", FROM, []),
        ("พนักงานทำความสะอาดจาก 5 ประเทศต้องต่อใบอนุญาต", FROM, ["5 ประเทศ"]),
        # A sentence may count what it lists itself.
        ("Three towns flooded: Pua, Nan and Wiang Sa.", "ปัว น่าน และเวียงสาถูกน้ำท่วม", []),
        ("Four towns flooded: Pua, Nan and Wiang Sa.", "ปัว น่าน และเวียงสาถูกน้ำท่วม", ["Four"]),
        ("น้ำท่วมสองจังหวัด คือแพร่กับน่าน", "น้ำท่วมแพร่และน่าน", []),
        ("น้ำท่วมสามจังหวัด คือแพร่กับน่าน", "น้ำท่วมแพร่และน่าน", ["สาม"]),
        # "A and B" stand in any text.
        ("น้ำท่วมสองจังหวัดภาคเหนือ", "Floods hit Phrae and Nan.", ["สอง"]),
        ("The 19 held were 12 cooks, five waiters and two guards.",
         "คุมตัวพ่อครัว 12 คน พนักงานเสิร์ฟ 5 คน และยาม 2 คน", []),
        ("The 18 held were 12 cooks, five waiters and two guards.",
         "คุมตัวพ่อครัว 12 คน พนักงานเสิร์ฟ 5 คน และยาม 2 คน", ["18"]),
        ("ให้อยู่ต่ออีก 1 ปี", "They may stay for another year.", []),
        ("The prayers lasted seven nights.", "สวดพระอภิธรรม 7 คืน และเผาวันเสาร์", []),
        ("The prayers lasted seven weeks.", "สวดพระอภิธรรม 7 คืน และเผาวันเสาร์", ["seven weeks"]),
        ("พบก้อนเนื้อในระยะแรก", "ก้อนเนื้อเป็นระยะเริ่มต้น", []),
    ],
)  # fmt: skip
def test_a_list_and_a_sum_give_their_number(sentence: str, given: str, missing: list[str]) -> None:
    assert missing_amounts(sentence, [given]) == missing


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Goods sent through a third country pay more.", [3]),
        ("A third of the seats are taken.", [Fraction(1, 3)]),
        ("About a third voted by post.", [Fraction(1, 3)]),
        ("The double track opens in May.", []),
        ("It is double the price.", [2]),
        ("กระดูกชิ้นแรกพบในบ่อ", [1]),
        ("เพลงรักแรกพบดังมาก", []),
    ],
)
def test_what_comes_third_is_no_part(text: str, values: list[int | Fraction]) -> None:
    assert [amount.value for amount in find_amounts(text)] == values


@pytest.mark.parametrize(
    ("sentence", "given", "missing"),
    [
        ("กำไรเพิ่มจากปีก่อน", "Profit rose 8% year-on-year.", []),
        ("Sales fell from a year earlier.", "ยอดขายลดลงเมื่อเทียบช่วงเดียวกันปี 2566", []),
        ("กำไรเพิ่มจากปีก่อน", "Profit rose 8% in May.", ["ปีก่อน"]),
        ("Prices rose from the previous month.", "ราคาขึ้นจากเดือนก่อน", []),
        ("The song came out in 1969.", "เพลงนี้ออกเมื่อปี 2512 น.ส.มาลีเล่า", []),
    ],
)
def test_the_year_before_has_many_names(sentence: str, given: str, missing: list[str]) -> None:
    assert missing_dates(sentence, [given], given) == missing
