"""Names of places are read with all their words, and common nouns that Thai borrowed name nobody."""

from __future__ import annotations

import pytest

from bot.answering.names.lacking import missing_name


def missing(sentence: str, passage: str) -> str:
    return missing_name(sentence, [passage], [passage], {}, ())


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A bus overturned in Khao Kho.", "รถบัสพลิกคว่ำที่เขาค้อ"),
        ("Families moved to Ban Sop Yang School.", "ชาวบ้านย้ายไปโรงเรียนบ้านสบยาง"),
        ("A pier opened at Laem Thong.", "ท่าเรือแหลมทองเปิดใช้แล้ว"),
        ("Two islands of Mu Ko Daeng were closed.", "ปิดสองเกาะในหมู่เกาะแดง"),
        ("Shops in Korat closed early.", "ร้านค้าในนครราชสีมาปิดเร็ว"),
        ("ร้านค้าในโคราชปิดเร็ว", "Shops in Nakhon Ratchasima closed early."),
        ("The Chonburi factory reopened.", "โรงงานที่ชลบุรีเปิดอีกครั้ง"),
        ("The site was proposed to Unesco.", "เสนอแหล่งนี้ต่อยูเนสโก"),
        ("เที่ยวบินกระบี่-ปีนังยกเลิก", "The Krabi-Penang flight was dropped."),
        ("The book was translated into English.", "หนังสือแปลเป็นภาษาอังกฤษแล้ว"),
        ("It earned US$5 million.", "มีรายได้ 5 ล้านดอลลาร์"),
        ("บริษัทสร้างดาต้าเซ็นเตอร์แห่งใหม่", "บริษัทสร้างศูนย์ข้อมูลแห่งใหม่"),
        ("บริษัทสร้างดาต้าเซ็นเตอร์แห่งใหม่", "The company is building a data centre."),
    ],
)
def test_names_that_are_given(sentence: str, passage: str) -> None:
    assert missing(sentence, passage) == ""


@pytest.mark.parametrize(
    ("sentence", "passage"),
    [
        ("A bus overturned in Khao Yai.", "รถบัสพลิกคว่ำที่เขาค้อ"),
        ("Families moved to Ban Sop Yang School.", "ชาวบ้านย้ายไปโรงเรียนบ้านสบหนอง"),
        ("A pier opened at Laem Ngam.", "ท่าเรือแหลมทองเปิดใช้แล้ว"),
        ("Shops in Korat closed early.", "ร้านค้าในอุบลราชธานีปิดเร็ว"),
        ("The Lop Buri factory reopened.", "โรงงานที่ชลบุรีเปิดอีกครั้ง"),
        ("เที่ยวบินกระบี่-ฮ่องกงถูกยกเลิก", "The Krabi-Penang flight was dropped."),
        ("The flight to Chongqing was dropped.", "ยกเลิกเที่ยวบินไปเฉิงตู"),
        ("The book was translated into Malay.", "หนังสือแปลเป็นภาษาอังกฤษแล้ว"),
    ],
)
def test_names_that_are_not(sentence: str, passage: str) -> None:
    assert missing(sentence, passage)
