"""Tests of what tells advertising and injected words from news about gambling."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning import clean
from index.spam import advertising_lines, advertising_reason, injected_words, is_about_gambling
from tests.index.strategies import messy_text

SPAM = st.sampled_from(
    ["บาคาร่า", "บาคาร่าออนไลน์", "สล็อต", "สล็อตเว็บตรง", "คาสิโน", "เว็บพนันออนไลน์", "แทงบอล", "ufabet", "UFA88", "เครดิตฟรี",
     "เว็บตรง", "โบนัส", "สมัคร", "ฝากถอนออโต้", "พนัน", "ตำรวจ", "จับกุม", "เล่น", "โต๊ะ", "คา", "สล็", "casino online",
     "น้ำท่วมเชียงราย", "ชาวบ้านเดือดร้อนหนัก", "เงินกู้ด่วน", " ", " | ", "\n", "์", "่", "(", "\u200b"]
)  # fmt: skip
spam_text = st.one_of(messy_text, st.lists(SPAM, max_size=40).map("".join))


@pytest.mark.parametrize(
    "page",
    [
        "บาคาร่าออนไลน์\nเว็บบาคาร่าที่ดีที่สุด บาคาร่าขั้นต่ำ 5 บาท สูตรบาคาร่าแม่นยำ บาคาร่าเว็บตรง",
        "แทงบอลออนไลน์ ufabet เว็บแทงบอลอันดับ 1 ราคาน้ำดีที่สุด สมัครเลย",
        "Play at UFABET! Free credit, no deposit bonus, slot online with huge jackpot. Sign up.",
        "หวยออนไลน์ จ่ายบาทละ 900 สมัครฟรี แจกเครดิตฟรี 50 บาท ซื้อได้ตลอด 24 ชั่วโมง",
        "เงินกู้ด่วน เงินด่วนอนุมัติไว กู้เงินด่วน ไม่เช็กประวัติ โทรเลย เงินกู้ด่วนถึงบ้าน",
    ],
)
def test_advertising(page: str) -> None:
    assert "advertises" in (advertising_reason(page) or "")


@pytest.mark.parametrize(
    "news",
    [
        "ศาลจำคุกเจ้าของเว็บบาคาร่า 5 ปี ฐานจัดให้มีการเล่นพนัน โฆษณาว่าเว็บตรง รับเครดิตฟรี โบนัส 100%",
        "ผลสำรวจของศูนย์ศึกษาปัญหาการพนันพบว่าเยาวชนเล่นบาคาร่าออนไลน์และสล็อตเพราะเครดิตฟรีและโบนัส",
        "Baccarat tables would be limited under the casino bill, the minister said.",
    ],
)
def test_reports_are_no_advertising(news: str) -> None:
    assert advertising_reason(news) is None
    assert advertising_lines([news]) == set()
    assert injected_words(news) == []
    assert is_about_gambling(news)


def test_spans_of_injected_words() -> None:
    text = "น้ำท่วมเชียงรายบาคาร่า ชาวบ้าน pgslot เว็บตรง เดือดร้อน"
    assert [span.of(text) for span in injected_words(text)] == ["บาคาร่า", "pgslot เว็บตรง"]


def test_a_surname_or_a_crime_in_passing_is_not_injected() -> None:
    assert injected_words("ลิเวอร์พูลชนะ สล็อต กล่าวว่าลูกทีมเล่นดี " * 20) == []
    assert injected_words("รัฐบาลเตือนภัยแก๊งคอลเซ็นเตอร์ พนันออนไลน์ ข่าวปลอม") == []


@settings(max_examples=300, deadline=None)
@given(spam_text)
def test_spans_are_in_order_inside_the_text_and_never_overlap(text: str) -> None:
    spans = injected_words(text)
    assert spans == injected_words(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert not spans or not is_about_gambling(text)


@settings(max_examples=300, deadline=None)
@given(spam_text)
def test_advertising_is_told_by_the_lines_that_are_there(text: str) -> None:
    lines = text.split("\n")
    assert all(lines[number].strip() for number in advertising_lines(lines))
    reason = advertising_reason(text)
    assert reason is None or reason.startswith("advertises")


@settings(max_examples=200, deadline=None)
@given(spam_text)
def test_cutting_until_nothing_is_foreign_comes_to_an_end(text: str) -> None:
    cleaned = clean(text).text
    assert injected_words(cleaned) == []
    assert advertising_lines(cleaned.split("\n")) == set()
    assert len(cleaned) <= len(text)
