"""What one side denies and the other says, by words in Thai and by meaning between languages."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.answering.clauses import clauses
from bot.answering.polarity import contradicts
from index.types import Language

# Words that mean the same; everything else is unlike everything.
SAME = {
    "title": "แชมป์",
    "thinking": "คิด",
    "inspected": "ตรวจสอบ",
    "bridge": "สะพาน",
    "dead": "ผู้เสียชีวิต",
}


def alike(words: Sequence[str], others: Sequence[str]) -> list[list[float]]:
    return [
        [1.0 if one == other or SAME.get(one, SAME.get(other)) in (one, other) else 0.0 for other in others]
        for one in words
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "told", "near", "expected"),
    [
        ("The coach is thinking of the title", ["โค้ชบอกว่ายังไม่คิดแชมป์"], [0.5], True),
        ("The coach isn't thinking of the title", ["โค้ชบอกว่ายังไม่คิดแชมป์"], [0.5], False),
        # What the clause denies, the claim leaves out.
        ("Two workers broke a leg", ["คนงานสองคนขาหัก ไม่มีผู้เสียชีวิต"], [0.9], False),
        # The clause that denies it isn't the nearest, but denies just that.
        (
            "The coach is thinking of the title",
            ["โค้ชของทีมให้สัมภาษณ์", "กล่าวว่ายังไม่คิดแชมป์"],
            [0.5, 0.4],
            True,
        ),
        ("Nobody inspected the bridge", ["วิศวกรตรวจสอบสะพานแล้ว"], [0.5], True),
        # Nothing tells that it was done: a denial in other words is none too many.
        ("Nobody inspected the bridge", ["สะพานถูกปล่อยทิ้งร้างมาสิบปี"], [0.5], False),
        ("The coach will miss the final", ["โค้ชจะไม่ได้คุมทีมในนัดชิง"], [0.5], False),
        ("Eight new refuse trucks will be bought", ["เทศบาลจะซื้อรถเก็บขยะแปดคัน"], [0.5], False),
    ],
)
def test_a_denial_of_the_same(
    claim: str, told: list[str], near: list[float], expected: bool
) -> None:
    assert contradicts(claim, told, near, "en", alike) == expected


def test_a_thai_denial_in_other_words_stays() -> None:
    assert not contradicts("เขื่อนยังไม่ต้องระบายน้ำ", ["น้ำในเขื่อนอยู่ต่ำกว่าเกณฑ์มาก"], [0.6], "th")
    assert contradicts("เขื่อนไม่ระบายน้ำ", ["เขื่อนระบายน้ำวันละสองรอบ"], [0.6], "th")


def test_houses_are_counted_in_a_word_that_else_means_after() -> None:
    assert clauses("พายุพัดบ้านพังไปทั้งหมด 1,240 หลังในคืนเดียว") == (
        "พายุพัดบ้านพังไปทั้งหมด 1,240 หลังในคืนเดียว",
    )


def test_english_of_english() -> None:
    near = [0.9, 0.2]
    told = ["The bridge was not inspected", "It is ten years old"]
    assert contradicts("The bridge was inspected", told, near, "en", alike)
    assert not contradicts("The bridge is ten years old", told, [0.2, 0.9], "en", alike)


@pytest.mark.parametrize(
    ("claim", "told", "near", "expected"),
    [
        # A motion of no confidence, a contrast and a denial of what was said before deny nothing of a claim.
        ("The minister survived the no-confidence vote", ["สภาลงมติไว้วางใจรัฐมนตรี"], [0.5], False),
        ("The owners must pay", ["Owners, not tenants, must pay"], [0.9], False),
        ("เจรจารอบใหม่จะมีที่ฮานอย", ["ซึ่งฝ่ายใต้ปฏิเสธ เจรจารอบใหม่จะมีที่ฮานอย"], [0.9], False),
        ("ยังสรุปไม่ได้ว่าพระราชาครองเมืองใด", ["พระราชาสร้างวัด", "แต่ยังสรุปไม่ได้ว่าพระองค์ครองเมืองใด"], [0.6, 0.5], False),
        # The denial is of other schools than the claim's.
        (
            "โรงเรียน 1,240 แห่งจะถูกควบรวม",
            ["จะควบรวมโรงเรียน 1,240 แห่ง", "โรงเรียนบนเกาะ 128 แห่งจะไม่ถูกควบรวม"],
            [0.9, 0.5],
            False,
        ),
        ("โรงเรียน 128 แห่งจะถูกควบรวม", ["โรงเรียนบนเกาะ 128 แห่งจะไม่ถูกควบรวม"], [0.9], True),
        # What is far from a claim says nothing of what that denies.
        (
            "แรงงานต่างชาติไม่ได้สิทธิตรวจโรค",
            ["แต่ไม่รวมแรงงานต่างชาติ", "บอร์ดขยายสิทธิตรวจโรค"],
            [0.9, 0.5],
            False,
        ),
        ("คนไทยไม่ได้สิทธิตรวจโรค", ["คนไทยได้สิทธิตรวจโรค"], [0.9], True),
        ("อธิบดีไม่ได้ลงพื้นที่เพียงลำพัง", ["อธิบดีลงพื้นที่กับรองอธิบดี"], [0.9], False),
    ],
)  # fmt: skip
def test_what_denies_nothing_of_a_claim(
    claim: str, told: list[str], near: list[float], expected: bool
) -> None:
    language: Language = "en" if claim.isascii() else "th"
    assert contradicts(claim, told, near, language, alike) is expected


def test_what_a_sentence_denies_it_doesnt_say() -> None:
    claim, sentence = "บ้านที่แยกขยะจ่าย 20 บาท", "บ้านที่แยกขยะจ่าย 20 บาท ส่วนบ้านที่ไม่แยกขยะจ่าย 60 บาท"
    told, near = ["บ้านไม่แยกขยะจ่าย 60 บาท", "แยกแล้วเหลือ 20 บาท"], [0.8, 0.6]
    assert not contradicts(claim, told, near, "th", alike, sentence)


def test_to_stop_and_to_refrain_are_one() -> None:
    assert not contradicts("อินโดนีเซียหยุดนำเข้าข้าว", ["อินโดนีเซียงดนำเข้าข้าว"], [0.8], "th")
    assert contradicts("อินโดนีเซียนำเข้าข้าว", ["อินโดนีเซียงดนำเข้าข้าว"], [0.8], "th")
