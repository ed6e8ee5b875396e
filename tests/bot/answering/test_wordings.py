"""Tests of what a sentence may say in other words than its passage, and of what it then says wrongly."""

from __future__ import annotations

import pytest

from bot.answering.acting import opening, tagged
from bot.answering.attachment import swapped_amount
from bot.answering.evidence import stretch_of
from bot.answering.names.lacking import missing_name
from bot.answering.opposites import agrees, opposite
from bot.answering.polarity import contradicts
from bot.answering.quantities.carrying import missing_amounts
from index.types import Language

TOLL = "รถบรรทุกต้องจ่ายค่าผ่านทาง 250 บาท รถเก๋ง 50 บาท คนเดินข้ามไม่ได้"


def test_an_amount_that_stands_with_another_noun_is_swapped() -> None:
    assert swapped_amount("รถเก๋งต้องจ่ายค่าผ่านทาง 250 บาท", [TOLL]) == "รถเก๋ง"


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("รถเก๋งต้องจ่ายค่าผ่านทาง 50 บาท", TOLL),
        ("รถบรรทุกต้องจ่าย 250 บาท", TOLL),
        ("ปาล์มราคา 3.90 บาท", "โรงสกัดลดราคารับซื้อปาล์มจาก 5.40 บาทเหลือ 3.90 บาท"),
        ("ตั๋วใบละ 50 บาท", TOLL),
    ],
)
def test_an_amount_with_its_own_noun_is_not(claim: str, said: str) -> None:
    assert swapped_amount(claim, [said]) == ""


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("ค่าเรียนคนละ 45,000 บาทต่อเดือน", "ค่าเรียนคนละ 45,000 บาทต่อปี", True),
        ("ค่าเรียนคนละ 45,000 บาทต่อปี", "ค่าเรียนคนละ 45,000 บาทต่อปี", False),
        ("กินน้ำตาลวันละ 23 ช้อนโต๊ะ", "กินน้ำตาลวันละ 23 ช้อนชา", True),
        ("He eats 23 teaspoons of sugar.", "กินน้ำตาล 23 ช้อนชา", False),
        ("เรืออยู่ห่างฝั่ง 8 ไมล์", "เรืออยู่ห่างฝั่ง 8 ไมล์ทะเล", True),
    ],
)
def test_units_of_the_kitchen_the_sea_and_of_time(sentence: str, text: str, missing: bool) -> None:
    assert bool(missing_amounts(sentence, [text])) is missing


def test_thai_news_need_not_name_thailand() -> None:
    stretch = stretch_of(("สาววัย 21 ปีรับเงินรางวัล 101,500 ดอลลาร์",))
    assert (
        missing_name(
            "The 21-year-old Thai won $101,500.", stretch.sentences, stretch.sentences, {}, ()
        )
        == ""
    )
    assert (
        missing_name("A 21-year-old from Laos won.", stretch.sentences, stretch.sentences, {}, ())
        == "Laos"
    )


@pytest.mark.parametrize(
    ("sentence", "text", "told"),
    [
        ("The project was over budget.", "โครงการใช้งบต่ำกว่าที่ตั้งไว้", "over budget"),
        ("The project was under budget.", "โครงการใช้งบต่ำกว่าที่ตั้งไว้", ""),
        ("The association admitted it.", "ด้านสมาคมปฏิเสธ", "admitted"),
        ("There is less water than before.", "น้ำมีน้อยกว่าปีก่อน", ""),
        ("There is less water than before.", "น้ำมีมากกว่าปีก่อน", "less water than"),
        ("The union turned down the offer.", "สหภาพยอมรับข้อเสนอของบริษัท", "turned down"),
        ("The union refused to accept the offer.", "สหภาพยอมรับข้อเสนอของบริษัท", "accept"),
        ("The union refused to accept the offer.", "สหภาพบอกปัดข้อเสนอของบริษัท", ""),
        ("Foreign pupils must pay for the bus.", "นักเรียนต่างชาติได้รับยกเว้นค่ารถ", "must pay"),
        ("Foreign pupils are exempt.", "นักเรียนต่างชาติไม่ต้องจ่ายค่ารถ", ""),
        ("The mill will not lay off anyone.", "โรงสีไม่มีแผนเลิกจ้างคนงาน", ""),
        ("The mill plans to lay off workers.", "โรงสีไม่มีแผนเลิกจ้างคนงาน", "lay off"),
        ("No teachers will be dismissed.", "จะไม่มีครูถูกเลิกจ้าง", ""),
        ("ศาลพิพากษาว่านายช่างมีความผิด", "ศาลยกฟ้องนายช่าง", "มีความผิด"),
        ("The court found the engineer guilty.", "ศาลยกฟ้องนายช่าง", "guilty"),
        ("ตลาดยังเปิดขายตามปกติ", "The market has suspended trading.", "ตามปกติ"),
        ("เรือประมงสองลำถูกปล่อยตัว", "The captain's jump in prices was released.", ""),
    ],
)
def test_opposites(sentence: str, text: str, told: str) -> None:
    assert opposite(sentence, [text], [1.0]) == told


def test_what_the_nearest_clause_tells_counts() -> None:
    clauses = ["ราคายางเพิ่มขึ้นร้อยละ 8", "ปริมาณส่งออกยางลดลง"]
    assert opposite("Rubber prices rose by 8 per cent", clauses, [0.9, 0.7]) == ""
    assert opposite("Rubber prices fell by 8 per cent", clauses, [0.9, 0.7]) == "fell"
    assert opposite("ราคายางลดลง", clauses, [0.1, 0.1]) == "", "too far from either"
    assert opposite("ชบาแพ้เซตแรกแต่ชนะในที่สุด", ["ชบาชนะสามเซตรวด"], [1.0]) == ""
    both = "ทีมแพ้เซตแรก", ["ทีมชนะ 2-1 เซต"], [1.0]
    assert opposite(*both, "ทีมแพ้เซตแรกแต่ชนะในที่สุด") == "", "lost a set and won the match"
    assert opposite(*both) == "แพ้"


def test_a_denial_of_the_other_way_tells_the_same() -> None:
    assert agrees("วัดไม่ต้องจ่ายค่าน้ำ", ["วัดได้รับยกเว้น"], [1.0])
    assert agrees("Nobody was hurt.", ["ทุกคนปลอดภัย"], [1.0])
    assert not agrees("วัดต้องจ่ายค่าน้ำ", ["วัดได้รับยกเว้น"], [1.0])
    assert not agrees("ราคาเพิ่มขึ้น", ["ราคาเพิ่มขึ้น"], [1.0]), "neither is a denial"


@pytest.mark.parametrize(
    ("claim", "clause", "language", "told"),
    [
        ("โรงเรียนจะไม่สอบเข้า", "โรงเรียนจะเลิกสอบเข้า", "th", False),
        ("The offer was turned down.", "ค่ายใหญ่ปฏิเสธข้อเสนอ", "en", False),
        ("The offer was turned down.", "ค่ายใหญ่ไม่รับข้อเสนอ", "en", False),
        ("โรงเรียนจะไม่สอบเข้า", "โรงเรียนจะสอบเข้า", "th", True),
    ],
)
def test_what_is_ended_or_turned_down_is_not_done(
    claim: str, clause: str, language: Language, told: bool
) -> None:
    assert contradicts(claim, [clause], [1.0], language) is told


@pytest.mark.parametrize(
    "text",
    [
        "กล่าวหาโรงสกัดว่ารวมหัวกันกดราคา",
        "ศาลไม่อนุญาตให้ประกัน เพราะเกรงว่าจำเลยจะหลบหนี",
        "จะอุทธรณ์",
        "แล้ว",
    ],
)
def test_the_first_word_is_tagged_without_the_rest(text: str) -> None:
    assert list(opening(text)) == [tag for span, tag in tagged(text) if span.start == 0]


def test_nothing_opens_an_empty_clause() -> None:
    assert opening("") == ()
