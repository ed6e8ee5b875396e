"""Tests of what a question asks for and what a sentence holds."""

from __future__ import annotations

import pytest

from bot.answering.cues import Kind, asked_for, held


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did Putin visit Hanoi?", "time"),
        ("How long has Lukashenko ruled?", "time"),
        ("ลูกาเชนโกดำรงตำแหน่งตั้งแต่ปีใด", "time"),
        ("ปูตินเยือนเวียดนามเมื่อไร", "time"),
        ("บลิงเคนพบกับลาฟรอฟวันไหน", "time"),
        ("How many British soldiers went to Ukraine?", "number"),
        ("What share of Vietnam's arms imports was Russian?", "number"),
        ("อังกฤษส่งทหารไปกี่นาย", "number"),
        ("Why would Scholz not meet Biden?", "reason"),
        ("ทำไมชอลซ์ไม่พบไบเดน", "reason"),
        ("Where did Kim and Putin first meet?", "place"),
        ("คิมเจอปูตินครั้งแรกที่ไหน", "place"),
        ("What did Putin sign in Hanoi?", None),
        ("ปูตินลงนามอะไร", None),
        ("somewhere whenever", None),
        ("", None),
    ],
)
def test_asked_for(question: str, kind: Kind | None) -> None:
    assert asked_for(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "expected"),
    [
        ("time", "เยือนฮานอยในวันที่ 20 มิถุนายน 2567 นี้", ["วันที่ 20 มิถุนายน 2567"]),
        ("time", "ครองอำนาจมาตั้งแต่ปี 2537", ["ปี 2537"]),
        ("time", "พบกันที่เจนีวา", []),
        ("number", "คิดเป็นเกินร้อยละ 80 ของทั้งหมด", ["ร้อยละ 80"]),
        ("number", "ลงนามข้อตกลงหลายสิบฉบับ", ["หลายสิบ"]),
        ("number", "พบกันสามครั้ง", ["สาม"]),
        ("number", "วงเงิน 5 หมื่นล้านดอลลาร์", ["5 หมื่นล้าน"]),
        ("number", "ไม่มีตัวเลข", []),
        ("reason", "ยอดลดลง เพราะถูกคว่ำบาตร", ["เพราะ"]),
        ("place", "พบกันครั้งแรกที่เมืองวลาดิวอสต็อก", ["ที่เมืองวลาดิวอสต็อก"]),
    ],
)
def test_held(kind: Kind, sentence: str, expected: list[str]) -> None:
    assert [span.of(sentence) for span in held(kind, sentence)] == expected
