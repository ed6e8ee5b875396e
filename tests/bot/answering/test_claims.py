"""Tests of how a written sentence is compared with a passage claim by claim: who, how much, whether not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bot.answering.clauses import clauses, comparable
from bot.answering.grounding import Grounding
from bot.answering.names.carrying import carries, learnt_from
from bot.answering.names.finding import find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.opposites import opposite
from bot.answering.polarity import contradicts, denied_words, is_negated
from bot.answering.quantities.amounts import CLOCK, find_amounts
from bot.answering.quantities.carrying import missing_amounts
from bot.answering.quantities.dating import missing_dates
from bot.answering.sharing import shared
from index.embedding.use_model import UseEmbedder

MARKET = (
    "ตลาดน้ำบางหลวงเปิดใหม่หลังปิดซ่อมสองปี\n"
    "เทศบาลเมืองบางหลวงเปิดตลาดน้ำอีกครั้งเมื่อวันเสาร์ที่ 7 มิถุนายน 2568 ใช้งบปรับปรุง 64 ล้านบาท มีร้านค้า 210 ร้าน "
    "เทศบาลให้เงินช่วยเหลือ 12 ล้านบาทแก่เชียงราย และ 3 ล้านบาทแก่ลำปาง\n"
    "นางวรรณา สุขเกษม นายกเทศมนตรี กล่าวว่าพ่อค้ารายเดิมไม่ต้องจ่ายค่าเช่าหกเดือน\n"
    "ชาวบ้านขอให้เรือหางยาวลดความเร็ว ส่วนเรือนำเที่ยวล่าช้าหนึ่งชั่วโมง แต่ไม่หยุดวิ่ง"
)


@pytest.fixture(scope="module")
def grounding() -> Grounding:
    return Grounding(UseEmbedder(), {})


@pytest.mark.model
@pytest.mark.parametrize(
    "written",
    [
        "ตลาดน้ำบางหลวงกลับมาเปิดวันที่ 7 มิ.ย. 2568 และพ่อค้ารายเดิมไม่ต้องเสียค่าเช่า 6 เดือนค่ะ [1]",
        "เทศบาลใช้งบปรับปรุงตลาด 64 ล้านบาท [1]",
        "เรือนำเที่ยวล่าช้า 1 ชั่วโมง แต่ไม่ได้หยุดวิ่ง [1]",
        "The floating market reopened on 7 June 2025.",
    ],
)
def test_a_paraphrase_and_a_summary_stay(grounding: Grounding, written: str) -> None:
    language = "en" if written.isascii() else "th"
    assert grounding.check("?", written, [MARKET], language).cited == (1,)


@pytest.mark.model
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("ชาวบ้านใช้งบปรับปรุงตลาด 64 ล้านบาท [1]", "name"),
        ("เทศบาลให้เงินช่วยเหลือ 12 ล้านบาทแก่ลำปาง [1]", "name"),
        ("พ่อค้ารายเดิมต้องจ่ายค่าเช่าหกเดือน [1]", "polarity"),
        ("เรือนำเที่ยวหยุดวิ่ง [1]", "polarity"),
        ("ตลาดใช้งบปรับปรุง 64 ล้านบาท และเก็บค่าเข้าชมเป็นดอลลาร์ [1]", "number"),
    ],
)
def test_who_how_much_and_whether_not_is_told_apart(
    grounding: Grounding, written: str, reason: str
) -> None:
    checked = grounding.check("?", written, [MARKET], "th")
    assert [one.reason for one in checked.removed] == [reason]


@pytest.mark.model
def test_a_sentence_is_judged_once_while_an_answer_grows() -> None:
    grounding = Grounding(UseEmbedder(), {})
    first = "ตลาดใช้งบปรับปรุง 64 ล้านบาท [1]"
    grounding.check("?", first, [MARKET], "th")
    texts: list[str] = []
    support = grounding._find_support
    grounding._find_support = lambda sentence, *rest: (  # type: ignore[method-assign]
        texts.append(sentence.text) or support(sentence, *rest)  # type: ignore[func-returns-value]
    )
    grounding.check("?", f"{first}\nตลาดมีร้านค้า 210 ร้าน [1]", [MARKET], "th")
    assert texts == ["ตลาดมีร้านค้า 210 ร้าน"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("นายโจ ไบเดน กล่าวสุนทรพจน์ที่กรุงเคียฟ และเดินทางกลับในคืนนั้น", ["นายโจ ไบเดน กล่าวสุนทรพจน์ที่กรุงเคียฟ", "และเดินทางกลับในคืนนั้น"]),
        ("ผู้สมัครจากพรรคใหม่ได้ 109,372 คะแนน", ["ผู้สมัครจากพรรคใหม่ได้ 109,372 คะแนน"]),
        ("ผู้คนในกรุงเทพฯ และเชียงใหม่รู้สึกได้", ["ผู้คนในกรุงเทพฯ และเชียงใหม่รู้สึกได้"]),
    ],
)  # fmt: skip
def test_a_clause_ends_neither_in_a_name_nor_behind_a_number(text: str, found: list[str]) -> None:
    assert list(clauses(text)) == found


def test_a_claim_that_says_too_little_is_compared_with_the_one_before() -> None:
    said = clauses(
        "เทศบาลปิดสะพานข้ามคลองบางหลวงเพื่อซ่อมผิวทาง โดยเริ่มวันที่ 2 มิถุนายน และห้ามรถบรรทุกทุกชนิดวิ่งผ่านในเวลากลางคืน"
    )
    assert len(said) == 3
    assert comparable(said, across=False) == said
    assert comparable(said, across=True) == (f"{said[0]} {said[1]}", said[2])
    assert comparable(("ปีนี้", "เทศบาลปิดสะพานข้ามคลองบางหลวง"), across=False) == (
        "ปีนี้ เทศบาลปิดสะพานข้ามคลองบางหลวง",
    )
    assert comparable((), across=True) == ()


def test_what_thai_denies() -> None:
    assert denied_words("แพทย์ขอให้หลีกเลี่ยงแอสไพริน") == [("แอสไพริน",)]
    assert not is_negated("คงดอกเบี้ยไว้"), "the letters of งด are in คงดอก"
    assert contradicts("เขากู้เงินจากธนาคาร", ["เขาไม่กู้เงินจากธนาคาร"], [1.0], "th")
    assert not contradicts("เขาไม่ได้กู้เงินธนาคาร", ["โดยไม่กู้จากธนาคาร"], [1.0], "th")
    assert opposite("สนามบินปิด", ["สนามบินเปิดตามปกติ"], [1.0]) == "ปิด"
    assert opposite("สนามบินเปิด", ["สนามบินเปิดตามปกติ"], [1.0]) == ""


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("หกโมงเช้า", 360), ("4 ทุ่ม", 1320), ("บ่ายสองโมง", 840), ("บ่ายโมง", 780), ("ตีสาม", 180),
        ("ห้าโมงเย็น", 1020), ("เที่ยงคืน", 0), ("๒๒.๐๐ น.", 1320),
    ],
)  # fmt: skip
def test_spoken_time_is_read(text: str, minutes: int) -> None:
    (amount,) = find_amounts(text)
    assert (amount.value, amount.unit) == (Fraction(minutes), CLOCK)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("เปิด 06.00-21.00 น.", "เปิดหกโมงเช้าถึงสามทุ่ม"),
        ("ได้แชมป์ในปี 2009 และ 2013 ครั้งนี้จึงดีใจ", "ต่อจากปี 2552 และ 2556"),
        ("ฝนตกตั้งแต่คืนวันที่ 20", "ฝนตกตั้งแต่คืนวันที่ 20 ส.ค. 2567"),
        ("เข้าชมฟรี", "ไม่เก็บค่าเข้าชม"),
        ("the first stretch", "ส่วนช่วงแรก"),
    ],
)
def test_amounts_are_carried(sentence: str, text: str) -> None:
    assert missing_amounts(sentence, [text]) == []


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("33.85 to the euro", "33.85 บาทต่อดอลลาร์"),
        ("เข้าชมฟรี", "ค่าเข้าชมคนละ 20 บาท"),
        ("ฝนตกตั้งแต่คืนวันที่ 21", "ฝนตกตั้งแต่คืนวันที่ 20 ส.ค. 2567"),
    ],
)
def test_amounts_are_missed(sentence: str, text: str) -> None:
    assert missing_amounts(sentence, [text]) != []


def test_the_following_year_is_reckoned() -> None:
    text = "ถูกฟ้องในปี 2562 และเสียชีวิตในปีถัดมา"
    assert missing_dates("เสียชีวิตในปี 2563", [text], text) == []
    assert missing_dates("เสียชีวิตในปี 2564", [text], text) != []


def test_short_names_are_learnt_from_brackets_and_not_heard_in_words() -> None:
    text = "ลงนามกับนายหวัง อี้ (Wang Yi) รัฐมนตรี"
    assert {("wang", "หวัง"), ("yi", "อี้")} <= set(learnt_from(text))
    (name,) = find_names("Li Na won")
    assert not carries(name, [sounds_of("นักวิ่งรุ่นใหญ่เลื่อนขึ้น")], {})


def test_shared_words_and_amounts() -> None:
    assert shared("ตลาดมีร้านค้า 210 ร้าน", ("ร้านค้าในตลาด ๒๑๐ ร้าน",)) == 1
    assert shared("boats run eight times", ("เรือวิ่งวันละ 8 เที่ยว",)) > 0
    assert shared("ตลาดมีร้านค้า", ("ฝนตกหนักทางภาคเหนือ",)) == 0
