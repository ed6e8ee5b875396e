"""Tests of the sentences of Thai text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from index.sentences import MAX_CHARACTERS, paragraphs, sentences
from index.types import Span
from tests.articles import HANOI
from tests.index.strategies import messy_text

TWO = (
    "ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับเมื่อวันพฤหัสบดี "
    "สองฝ่ายยังรับปากว่าจะร่วมมือกันด้านความมั่นคงให้มากขึ้นในปีต่อไป"
)


def texts(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text)]


def test_a_space_between_two_full_clauses_ends_a_sentence() -> None:
    assert texts(TWO) == TWO.split(" ")


def test_a_line_break_always_ends_a_sentence() -> None:
    assert texts("ข่าวเช้า\nข่าวเย็น") == ["ข่าวเช้า", "ข่าวเย็น"]


def test_paragraphs_are_lines_without_the_space_around() -> None:
    text = "  หนึ่ง \n\n \t\nสอง\n"
    assert list(paragraphs(text)) == [Span(2, 7), Span(13, 16)]


@pytest.mark.parametrize(
    "kept",
    [
        "สี จิ้นผิง ผู้นำจีน",
        "ประธานาธิบดีโต เลิม",
        "วันที่ 20 มิถุนายน 2567",
        "(Vladimir Putin)",
        "5 หมื่นล้านดอลลาร์",
    ],
)
def test_names_numbers_and_brackets_stay_whole(kept: str) -> None:
    text = (
        f"เจ้าหน้าที่ระดับสูงของรัฐบาลเวียดนามให้การต้อนรับที่สนามบิน {kept} "
        "ก่อนที่ทั้งสองฝ่ายจะเดินทางต่อไปยังทำเนียบประธานาธิบดีในใจกลางกรุงฮานอย"
    )
    assert any(kept in sentence for sentence in texts(text))


def test_a_clause_that_leans_on_the_one_before_stays_with_it() -> None:
    text = (
        "เวียดนามซื้ออาวุธจากรัสเซียน้อยลงอย่างเห็นได้ชัดในช่วงหลายปีที่ผ่านมา "
        "เพราะรัสเซียถูกนานาชาติคว่ำบาตรจากสงครามในประเทศยูเครนที่ยืดเยื้อ"
    )
    assert texts(text) == [text]


def test_an_article_is_cut_at_its_paragraphs_at_least() -> None:
    found = texts(HANOI.text)
    assert any("หลายสิบฉบับ" in sentence for sentence in found)
    assert not any("\n" in sentence for sentence in found)


def test_a_sentence_too_long_to_quote_is_cut_at_a_space() -> None:
    text = " ".join(["รัฐบาลช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วม"] * 12)
    found = sentences(text)
    assert len(found) > 1
    assert max(map(len, found)) <= MAX_CHARACTERS
    assert all(text[span.end : span.end + 1] in ("", " ") for span in found)


@given(messy_text)
@settings(max_examples=100, deadline=None)
def test_sentences_are_in_order_and_cover_everything(text: str) -> None:
    covered = [False] * len(text)
    end = 0
    for span in sentences(text):
        assert end <= span.start < span.end
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        covered[span.start : span.end] = [True] * len(span)
        end = span.end
    assert all(seen or c.isspace() for seen, c in zip(covered, text, strict=True))


@pytest.mark.parametrize("name", ["ดมิทรี เพสคอฟ", "มัตเซโกรา ชมีฮาล", "บลิงเคน สโตลเทนเบิร์ก"])
def test_a_sentence_too_long_to_quote_is_not_cut_inside_a_foreign_name(name: str) -> None:
    before = "ฝ่ายรัสเซียยังไม่ยืนยันว่าจะมีการเดินทางเยือนกรุงเปียงยางภายในเดือนนี้ตามที่สื่อหลายสำนักรายงานไว้ก่อนหน้า"
    after = (
        "ตอบผู้สื่อข่าวเพียงสั้นว่าการเยือนอยู่ในแผนงานของรัฐบาลและจะแจ้งวันให้ทราบเมื่อพร้อมเท่านั้นโดยไม่ลงรายละเอียดอื่น"
    )
    text = f"{before} โดยโฆษกของรัฐบาลกลาง {name} {after}"
    found = texts(text)
    assert len(found) > 1
    assert any(name in sentence for sentence in found)


@pytest.mark.parametrize(
    "text",
    [
        "รัฐบาลประกาศมาตรการช่วยเหลือเกษตรกรผู้ปลูกข้าวในภาคอีสาน" * 8,
        "ผลสลากกินแบ่งรัฐบาล " + " ".join(str(100_000 + 7 * n) for n in range(60)),
        "ก" * 1000,
        "a" * 1000,
    ],
)
def test_no_sentence_is_longer_than_a_quote_may_be(text: str) -> None:
    found = sentences(text)
    assert all(len(span) <= MAX_CHARACTERS for span in found)
    assert "".join(span.of(text) for span in found).replace(" ", "") == text.replace(" ", "")
