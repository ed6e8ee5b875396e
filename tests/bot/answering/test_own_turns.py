"""What a text tells the other way of the very party that a sentence is about."""

from __future__ import annotations

import pytest

from bot.answering.own_turns import opposite_of_party

COURT = (
    "ศาลจังหวัดพิพากษาคดีเรือนจำ\n\n"
    "ศาลจังหวัดสงขลาพิพากษาจำคุกนายเดชา มั่นคง อดีตผู้คุม 4 ปี "
    "ส่วนนางสาวมาลัย แสงดี พยานหลักฐานไม่พอ พิพากษายกฟ้อง "
    "ด้านนายวิชัย ทองคำ ให้การรับสารภาพว่านำโทรศัพท์เข้าไป"
)
VOTE = (
    "Council splits over pier\n\n"
    "Somchai Thongdee, the mayor, supported the plan for a new pier on Monday, "
    "while Malee Sukjai, a councillor, opposed it because of the coral."
)


@pytest.mark.parametrize(
    ("claim", "passage", "word"),
    [
        ("นางสาวมาลัย แสงดี ถูกศาลพิพากษาจำคุกด้วย", COURT, "จำคุก"),
        ("Malai Saengdee was found guilty as well.", COURT, "guilty"),
        ("Malee Sukjai supported the plan for the pier.", VOTE, "supported"),
    ],
)
def test_of_this_party_a_text_tells_the_other_way(claim: str, passage: str, word: str) -> None:
    assert opposite_of_party(claim, claim, passage, {}) == word


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("นางสาวมาลัย แสงดี ศาลยกฟ้องเพราะหลักฐานไม่พอ", COURT),
        ("Malai Saengdee was acquitted.", COURT),
        ("Somchai Thongdee supported the plan for the pier.", VOTE),
        # Nothing is told of it where he has his turn.
        ("Wichai Thongkham was found guilty.", COURT),
        # Nobody is named.
        ("The court acquitted a guard.", COURT),
    ],
)
def test_of_another_party_it_does_not_matter(claim: str, passage: str) -> None:
    assert opposite_of_party(claim, claim, passage, {}) == ""


def test_a_sentence_that_tells_both_ways_says_which_is_whose() -> None:
    sentence = "Malai Saengdee was acquitted, but others were found guilty."
    assert opposite_of_party("others were found guilty.", sentence, COURT, {}) == ""
