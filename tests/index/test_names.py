"""Tests of finding a question's Latin names in Thai passages by their sound."""

from __future__ import annotations

import pytest

from index.names import with_thai_names

SUMMIT = (
    "เมื่อวันที่ 21 ม.ค. นายแอนโทนี บลิงเคน รัฐมนตรีต่างประเทศสหรัฐฯ พบกับนายเซอร์เก ลาฟรอฟ "
    "ที่นครเจนีวา ส่วนประธานาธิบดีวลาดิมีร์ ปูติน ยังไม่ตอบโจ ไบเดน และโอลาฟ ชอลซ์ไม่มาร่วม"
)


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("Where did Blinken meet Lavrov?", "Where did บลิงเคน meet ลาฟรอฟ?"),
        ("Has Putin answered Biden?", "Has ปูติน answered ไบเดน?"),
        ("What is Scholz's reason?", "What is ชอลซ์ reason?"),
        ("What did Vladimir Putin say?", "What did วลาดิมีร์ ปูติน say?"),
        ("What did Macron say to Zelenskyy?", "What did Macron say to Zelenskyy?"),
        ("Since when is he in office?", "Since when is he in office?"),
        ("what did nobody say?", "what did nobody say?"),
    ],
)
def test_names_stand_as_the_passage_spells_them(question: str, worded: str) -> None:
    assert with_thai_names(question, [SUMMIT]) == worded


def test_short_names_are_not_heard_in_common_words() -> None:
    assert with_thai_names("Who is Lee?", ["ลาก่อนและขอให้โชคดี"]) == "Who is Lee?"


def test_without_passages_nothing_changes() -> None:
    assert with_thai_names("Where did Blinken go?", []) == "Where did Blinken go?"
