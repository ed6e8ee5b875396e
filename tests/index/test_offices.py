"""Tests of finding the offices that a text names, and of asking who holds one."""

from __future__ import annotations

import pytest

from index.offices import Title, asked_by_name, titles_in
from index.wording import Wording


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("ผู้อำนวยการโรงเรียน", {("director", "")}),
        ("รองผู้อำนวยการโรงเรียน", {("director", "deputy")}),
        ("รอง ผอ.โรงเรียน", {("director", "deputy")}),
        ("อดีตนายกรัฐมนตรี", {("prime minister", "former")}),
        ("รมช.คลัง และ รมว.คลัง", {("minister", "deputy"), ("minister", "")}),
        ("รัฐมนตรีช่วยว่าการกระทรวงการคลัง", {("minister", "deputy")}),
        ("ผู้ช่วยรัฐมนตรีประจำกระทรวง", {("minister", "assistant")}),
        ("ที่ประชุมรับรองประธานคนใหม่", {("chair", "")}),
        ("Who is the Deputy Prime Minister?", {("prime minister", "deputy")}),
        ("Who is the former governor?", {("governor", "former")}),
        ("Who is Thailand's culture minister?", {("minister", "")}),
        ("the ministerial leadership ahead", set()),
        ("ตลาดเปิดทุกวัน", set()),
    ],
)
def test_titles_of_both_languages(text: str, titles: set[tuple[str, str]]) -> None:
    assert titles_in(text) == {Title(*title) for title in titles}


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("เลขาธิการนาโตคือใคร", "ใครเป็นเลขาธิการนาโต"),
        ("เลขาธิการนาโต ชื่ออะไรครับ?", "ใครเป็นเลขาธิการนาโต"),
        ("อดีตนายกรัฐมนตรีคือใครคะ", "ใครเป็นอดีตนายกรัฐมนตรี"),
        ("ทูตรัสเซียประจำเกาหลีเหนือชื่อว่าอะไร", "ใครเป็นทูตรัสเซียประจำเกาหลีเหนือ"),
        ("ใครคือปลัดกระทรวงวัฒนธรรม", "ใครเป็นปลัดกระทรวงวัฒนธรรม"),
        ("ใครเป็นเลขาธิการนาโต", "ใครเป็นเลขาธิการนาโต"),
        ("ผู้จัดการ กยศ. คือใคร", "ใครเป็นผู้จัดการ กยศ."),
        ("ปูตินคือใคร", "ปูตินคือใคร"),
        ("ใครคือปูติน", "ใครคือปูติน"),
        ("แมวของเธอชื่ออะไร", "แมวของเธอชื่ออะไร"),
        ("อธิบดีเปิดโครงการชื่ออะไร", "อธิบดีเปิดโครงการชื่ออะไร"),
        ("นายกรัฐมนตรีพบใคร", "นายกรัฐมนตรีพบใคร"),
        ("นายกรัฐมนตรีกล่าวว่าอะไร", "นายกรัฐมนตรีกล่าวว่าอะไร"),
        ("", ""),
    ],
)
def test_who_holds_an_office_is_asked_in_one_way(question: str, asked: str) -> None:
    assert asked_by_name(question) == asked


def test_a_reader_is_asked_so() -> None:
    worded = Wording.bundled().of("เลขาธิการสหประชาชาติคือใคร")
    assert worded == "ใครเป็นเลขาธิการสหประชาชาติ"
