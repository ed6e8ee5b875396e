"""What a text says of one party isn't said of another that it names elsewhere."""

from __future__ import annotations

import pytest

from bot.answering.rivals import said_of_a_rival
from bot.answering.roles import clauses_of

SOLAR = (
    "ชาวนาหนองขามประท้วงโรงไฟฟ้าแสงอาทิตย์\n\n"
    "สมาคมผู้ปลูกข้าวหนองขามร้องว่าแผงโซลาร์กั้นทางน้ำเข้านามาตั้งแต่เดือนเมษายน "
    "ด้านบริษัทแดดดีพลังงานชี้แจงว่าจะขุดคลองอ้อมยาว 3 กิโลเมตรให้เสร็จก่อนฤดูฝน "
    "ขณะที่นายอำเภอหนองขามสั่งหยุดก่อสร้าง 15 วันเพื่อตรวจสอบระดับดิน"
)


def rival(claim: str, near: tuple[float, ...] = (0.1, 0.6, 1.0, 0.2)) -> str:
    given = clauses_of(SOLAR)
    return said_of_a_rival(claim, given, near, SOLAR, {})


@pytest.mark.parametrize(
    ("claim", "party"),
    [
        ("สมาคมผู้ปลูกข้าวหนองขามจะขุดคลองอ้อมยาว 3 กิโลเมตรให้เสร็จก่อนฤดูฝน", "สมาคมผู้ปลูกข้าวหนองขาม"),
        ("บริษัทแดดดีพลังงานจะขุดคลองอ้อมยาว 3 กิโลเมตรให้เสร็จก่อนฤดูฝน", ""),
        # Whom nobody names can't be told from another.
        ("เทศบาลจะขุดคลองอ้อมยาว 3 กิโลเมตรให้เสร็จก่อนฤดูฝน", ""),
        # Courts and the police act throughout a report.
        ("ตำรวจจะขุดคลองอ้อมยาว 3 กิโลเมตรให้เสร็จก่อนฤดูฝน", ""),
        ("กลุ่มจะขุดคลองอ้อมยาว 3 กิโลเมตรให้เสร็จก่อนฤดูฝน", ""),
    ],
)
def test_what_is_said_of_another(claim: str, party: str) -> None:
    assert rival(claim) == party


def test_what_no_clause_tells_is_nobodys() -> None:
    claim = "สมาคมผู้ปลูกข้าวหนองขามจะนัดพบผู้ว่าราชการจังหวัดในวันศุกร์"
    assert rival(claim, (0.1, 0.3, 0.2, 0.1)) == ""
