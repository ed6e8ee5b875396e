"""Tests of what abbreviations stand for, learnt from brackets or known, and of searching by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.abbreviations import Abbreviation, find_abbreviations
from index.lexical import LexicalSearch
from index.places import Places
from index.spelling import as_spelt
from index.store import PassageStore
from index.types import Article
from tests.articles import ARTICLES
from tests.index.builds import store_of


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("ผู้จัดการกองทุนน้ำใจเพื่อชุมชน (กนช.) กล่าวว่า", "กนช.", "กองทุนน้ำใจเพื่อชุมชน"),
        ("ตามที่กระทรวงดิจิทัล (ดท.) เสนอ", "ดท.", "กระทรวงดิจิทัล"),
        ("ส่งให้สำนักงานส่งเสริมการค้าชายแดน (ส.ค.ช.) แล้ว", "ส.ค.ช.", "สำนักงานส่งเสริมการค้าชายแดน"),
        ("ประชุมกับกระทรวงการอวกาศและดาวเทียม(อด.)", "อด.", "กระทรวงการอวกาศและดาวเทียม"),
        ("สำนักงานกลางทำตามที่กระทรวงสาธารณสุข (สธ.) แจ้ง", "สธ.", "กระทรวงสาธารณสุข"),
        ("สำนักงานกลางแจ้งว่า เครือข่ายอาสาช่วยน้ำท่วม (คอน.) พร้อม", "คอน.", "เครือข่ายอาสาช่วยน้ำท่วม"),
    ],
)
def test_a_bracket_tells_what_letters_stand_for(text: str, short: str, full: str) -> None:
    assert Abbreviation(short, full) in find_abbreviations(text)


@pytest.mark.parametrize(
    "text",
    [
        "ราคาทองคำแท่ง (บาทละ) วันนี้",
        "ผู้นำทั้งสองพบกันที่ลาว (ซ้าย)",
        "สะพานแห่งใหม่ (กขค.) เปิดแล้ว",  # no word before begins with its first letter
        "เวลา 10.00 น. (พ.ศ. 2567)",
        "(กขค.)",
    ],
)
def test_other_brackets_tell_nothing(text: str) -> None:
    assert find_abbreviations(text) == ()


def test_common_ones_need_no_bracket() -> None:
    assert Abbreviation("ครม.", "คณะรัฐมนตรี") in find_abbreviations("มติ ครม. วันนี้")
    assert Abbreviation("ครม.", "คณะรัฐมนตรี") in find_abbreviations("คณะรัฐมนตรีเห็นชอบ")
    assert find_abbreviations("โรงครม.") == ()  # letters of another word


@given(st.text(alphabet="กขคสธ().ๆ ่ำเa1\n", max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    for found in find_abbreviations(text):
        assert found.full in text or found.short in text


FUND = Article("fund", "นายสมหมาย ผู้จัดการกองทุนน้ำใจเพื่อชุมชน เปิดเผยผลประกอบการของปีนี้")
SHORT = Article("short", "กองทุนน้ำใจเพื่อชุมชน (กนช.) แจ้งลูกหนี้ให้ผ่อนชำระตามกำหนดในเดือนหน้า")
OTHER = Article("other", "ผู้จัดการร้านค้าในตลาดสดแจ้งว่าราคาผักขึ้นหลายรายการหลังน้ำท่วม")


def test_words_find_what_is_written_in_full(tmp_path: Path) -> None:
    path = store_of(tmp_path / "passages.sqlite", [FUND, SHORT, OTHER, *ARTICLES])
    search = LexicalSearch(PassageStore(path))
    assert set(search.search(search.query("กนช."), 9)) == {0, 1}
    found = search.search(search.query("ผู้จัดการ กนช. คือใคร"), 9)
    assert found[0] > 2 * found[2]


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("ผู้จัดการ กนช. คือใคร", "ผู้จัดการ กองทุนน้ำใจเพื่อชุมชน คือใคร"),
        ("ผู้จัดการกนช.คือใคร", "ผู้จัดการกองทุนน้ำใจเพื่อชุมชนคือใคร"),
        ("ผู้จัดการ กนช คือใคร", "ผู้จัดการ กองทุนน้ำใจเพื่อชุมชน คือใคร"),
        ("ผู้จัดการธนาคารคือใคร", "ผู้จัดการธนาคารคือใคร"),
    ],
)
def test_a_question_is_asked_in_full_of_a_passage_that_writes_in_full(
    question: str, worded: str
) -> None:
    assert as_spelt(question, [FUND.text], Places.bundled(), [SHORT.text]) == worded
    assert as_spelt(question, [SHORT.text], Places.bundled()) == question
