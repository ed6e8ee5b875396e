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
        ("Who was interviewing Biden when he agreed that Putin is a killer?", None),
        ("How many were killed when the bridge fell?", "number"),
        ("When the bridge fell, how many were killed?", "number"),
        ("In the city where they met, what did they sign?", None),
        ("Where was the minister when the treaty was signed?", "place"),
        ("Tell me when the bridge fell", "time"),
        ("The bridge fell when?", "time"),
        ("When exactly did the bridge fall?", "time"),
        ("รัฐมนตรีกล่าวอะไรเกี่ยวกับยูเครน", None),
        ("ใครบริจาคเงินจำนวน 5 ล้านบาท", None),
        ("จำนวนผู้บาดเจ็บ", "number"),
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
        ("number", "เวลา 15.00 น. ไม่มีผู้เสียชีวิต", ["ไม่มี"]),
        ("number", "เมื่อ ๑๙ ก.ย. ๒๕๖๗ มีผู้บาดเจ็บ ๑๒ คน", ["๑๒"]),
        ("number", "ขายได้ 2500 ตัน ในปี 2567", ["2500"]),
        ("time", "จะประชุมสัปดาห์หน้า", ["สัปดาห์หน้า"]),
        ("time", "เลื่อนไปหลังสงกรานต์", ["หลังสงกรานต์"]),
        ("time", "พบกันพรุ่งนี้ เวลา 09.30 น.", ["พรุ่งนี้", "09.30 น."]),
        ("time", "เดินทางถึงเมื่อวันพุธที่ผ่านมา", ["เมื่อวันพุธที่ผ่านมา"]),
        ("time", "เสร็จปลายปีนี้", ["ปลายปีนี้"]),
        ("reason", "ยอดลดลง เพราะถูกคว่ำบาตร", ["เพราะ"]),
        ("place", "พบกันครั้งแรกที่เมืองวลาดิวอสต็อก", ["ที่เมืองวลาดิวอสต็อก"]),
    ],
)
def test_held(kind: Kind, sentence: str, expected: list[str]) -> None:
    assert [span.of(sentence) for span in held(kind, sentence)] == expected
