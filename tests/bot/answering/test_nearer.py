"""Tests of amounts and dates that only clauses far from a claim give."""

from __future__ import annotations

import pytest

from bot.answering.nearer import told_of_another

CLAUSES = ("ยึดเงินสดในห้องพัก 4.2 ล้านบาท", "หญิงวัยเกษียณโอนเงินไป 11 ล้านบาท")
DAYS = ("ครม. เห็นชอบวันที่ 2 พฤษภาคม 2566", "รับทราบรายงานวันที่ 5 ตุลาคม 2566")


@pytest.mark.parametrize(
    ("claim", "clauses", "near", "found"),
    [
        ("ยึดเงินสด 11 ล้านบาท", CLAUSES, (0.9, 0.5), "11 ล้านบาท"),
        ("ยึดเงินสด 11 ล้านบาท", CLAUSES, (0.55, 0.5), ""),  # about as near
        ("โอนเงิน 11 ล้านบาท", CLAUSES, (0.5, 0.9), ""),
        ("ยึดเงินสด 4.2 ล้านบาทจากที่โอน 11 ล้านบาท", CLAUSES, (0.9, 0.5), ""),  # both are its own
        # A clause goes on with the one before it, and books aren't boats.
        (
            "นายดำได้ 35,976 คะแนน",
            ("นางขาวได้ 38,412 คะแนน", "ชนะนายดำ", "ซึ่งได้ 35,976 คะแนน"),
            (0.6, 0.6, 0.4),
            "",
        ),
        (
            "ตรวจยึดรีสอร์ตซึ่งมีบ้าน 17 หลัง",
            ("ตำรวจ 65 นายตรวจยึดรีสอร์ต", "อยู่ริมเขา", "มีบ้าน 17 หลัง"),
            (0.9, 0.2, 0.5),
            "",
        ),
        ("ตั้งแต่วันที่ 5 ตุลาคม 2566", DAYS, (0.9, 0.2), ""),  # says nothing but its date
        ("เห็นชอบวันที่ 5 ตุลาคม 2566", DAYS, (0.9, 0.6), "วันที่ 5 ตุลาคม 2566"),
        ("เห็นชอบวันที่ 5 ตุลาคม 2566", DAYS, (0.8, 0.6), ""),
    ],
)
def test_an_amount_of_a_far_clause_is_of_another(
    claim: str, clauses: tuple[str, ...], near: tuple[float, ...], found: str
) -> None:
    assert told_of_another(claim, clauses, near) == found
