"""Tests of marking the deciding words."""

from __future__ import annotations

import pytest

from bot.answering.marking import deciding_words, merged
from index.types import Span


def marked(question: str, quote: str) -> list[str]:
    return [span.of(quote) for span in deciding_words(question, quote)]


def test_a_time_is_marked_when_asked_for() -> None:
    quote = "ปูตินเยือนกรุงฮานอยในวันที่ 20 มิถุนายน 2567 พร้อมคณะ"
    assert marked("ปูตินเยือนฮานอยเมื่อไร", quote) == ["วันที่ 20 มิถุนายน 2567"]
    assert marked("When did Putin visit Hanoi?", quote) == ["วันที่ 20 มิถุนายน 2567"]


def test_a_number_is_marked_when_asked_for() -> None:
    quote = "อาวุธที่ซื้อมาจากรัสเซียเกินร้อยละ 80 ของทั้งหมด"
    assert marked("What share was Russian?", quote) == ["ร้อยละ 80"]


def test_neither_a_time_of_day_nor_a_date_is_a_number_of_people() -> None:
    quote = "ไฟไหม้โกดังย่านบางนา เวลา 02.30 น. วันที่ 7 มีนาคม 2567 ไม่มีผู้เสียชีวิต บาดเจ็บ 3 คน"
    assert marked("ไฟไหม้โกดังมีผู้เสียชีวิตกี่คน", quote) == ["ไม่มี", "3"]
    assert marked("How many were killed in the fire?", quote) == ["ไม่มี", "3"]


def test_else_the_words_shared_with_the_question() -> None:
    quote = "ปูตินกับผู้นำเวียดนามได้ลงนามในข้อตกลง"
    assert marked("ปูตินลงนามอะไร", quote) == ["ปูติน", "ลงนาม"]


def test_without_a_number_in_the_quote_shared_words_are_marked() -> None:
    assert marked("เวียดนามซื้ออาวุธเท่าไร", "เวียดนามลดการซื้อลง") == ["เวียดนาม", "ซื้อ"]


def test_nothing_shared_marks_nothing() -> None:
    assert marked("Who won the World Cup?", "ฝนตกหนักในภาคเหนือ") == []
    assert marked("", "") == []


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(5, 7), (0, 2)], [(0, 2), (5, 7)]),
        ([(0, 3), (2, 5)], [(0, 5)]),
        ([(0, 3), (3, 5)], [(0, 5)]),
        ([(0, 9), (2, 3)], [(0, 9)]),
    ],
)
def test_merged(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    assert merged([Span(*s) for s in spans]) == tuple(Span(*s) for s in expected)
