"""Tests of whether what was found speaks of those whom a question names."""

from __future__ import annotations

import pytest

from bot.answering.asked_names import unnamed

ARTICLE = (
    "ปูตินถึงเปียงยาง\n"
    "ประธานาธิบดีวลาดิมีร์ ปูติน แห่งรัสเซีย พบนายคิม จอง อึน ผู้นำเกาหลีเหนือ เมื่อวันที่ 18 มิถุนายน\n"
    "นางสาวอรอนงค์ แสงจันทร์ (Onanong Saengchan) นักวิชาการ กล่าวว่าเป็นการพบกันครั้งที่สาม"
)


@pytest.mark.parametrize(
    "question",
    [
        "ปูตินพบคิม จอง อึน เมื่อไร",
        "Where did Vladimir Putin meet Kim Jong Un?",
        "อรอนงค์ แสงจันทร์ พูดว่าอะไร",
        "What does Onanong Saengchan say about Thailand?",
        "ใครพบผู้นำเกาหลีเหนือ",
        "พบกันที่่ไหน",  # misspelt, which is no name
        "อรอนงค์ แสงจันพร์ พูดว่าอะไร",
    ],
)
def test_those_whom_an_article_names_are_found(question: str) -> None:
    assert unnamed(question, [ARTICLE]) == ""


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("มาครงไปเปียงยางเมื่อไร", "มาครง"),
        ("When did Macron meet Kim Jong Un?", "Macron"),
        ("นายเศรษฐา ทวีสิน ไปเปียงยางเมื่อไร", "เศรษฐา ทวีสิน"),
        ("Where did Putin meet Trudeau?", "Trudeau"),
    ],
)
def test_one_whom_it_does_not_name_is_told(question: str, name: str) -> None:
    found = unnamed(question, [ARTICLE])
    assert found
    assert found in name or name in found  # newmm may cut a name that it doesn't know
    assert unnamed(question, [ARTICLE, f"{name} ก็ไปเปียงยางด้วย"]) == ""
