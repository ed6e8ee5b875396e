"""Names of districts, hospitals, applications and school years, and spellings that differ by a word."""

from __future__ import annotations

import pytest

from bot.answering.names.lacking import absent_name, missing_name


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("ไฟไหม้ตลาดในอำเภอสีคิ้ว", "ไฟไหม้ตลาดใน อ.ปักธงชัย จ.นครราชสีมา", "อำเภอสีคิ้ว"),
        ("ไฟไหม้ตลาดในอำเภอสีคิ้ว", "ไฟไหม้ตลาดใน อ.สีคิ้ว จ.นครราชสีมา", ""),
        (
            "The boy was treated at Krabi Hospital.",
            "เด็กถูกส่งโรงพยาบาลตรัง ส่วนพ่อของเด็กขับรถมาจากจังหวัดกระบี่",
            "Krabi Hospital",
        ),
        ("The boy was treated at Trang Hospital.", "เด็กถูกส่ง รพ.ตรัง", ""),
        ("The boy was treated at Trang Hospital.", "เด็กถูกส่งโรงพยาบาลประจำจังหวัดที่ตรัง", ""),
        ("ลงทะเบียนได้ทางแอปทางรัฐ", "ลงทะเบียนได้ทางแอปเป๋าตัง", "แอปทางรัฐ"),
        ("นักวิเคราะห์ บล.กสิกรไทย ปรับเป้าหุ้น", "นักวิเคราะห์ บล.บัวหลวง ปรับเป้าหุ้น", "กสิกรไทย"),
    ],
)
def test_it_finds_what_no_passage_has(sentence: str, text: str, missing: str) -> None:
    assert absent_name(sentence, (text,)) == missing


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Pupils in Prathom 4 will have free milk.", "นักเรียนชั้น ป.4 จะได้ดื่มนมฟรี"),
        ("Mathayom 6 pupils sit the test in March.", "นักเรียน ม.6 สอบเดือนมีนาคม"),
        ("The temple now has free Wi-Fi.", "วัดมีไวไฟให้ใช้ฟรีแล้ว"),
        ("The bank closed 30 ATMs.", "ธนาคารปิดตู้เอทีเอ็ม 30 ตู้"),
        ("He is a lecturer in oncology and pharmacy.", "เขาเป็นอาจารย์"),
        ("กรมโยธาธิการสั่งระงับการก่อสร้าง", "The works department halted the project."),
        ("พรรคก้าวหน้าใหม่ (Kaona Mai) เสนอร่าง", "The Kaona Mai Party proposed a bill."),
        ("Pho Kuan Wanchai Deeying led the rite.", "พ่อกวนวันชัย ดียิ่ง นำพิธี"),
    ],
)
def test_it_keeps_what_a_passage_has_otherwise(sentence: str, text: str) -> None:
    assert missing_name(sentence, [text], [text], {}, ()) == ""


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("เทศกาลจัดที่ถนนเยาวราช", "The festival is held in Talat Noi."),
    ],
)
def test_it_finds_what_a_passage_has_of_another(sentence: str, text: str) -> None:
    assert missing_name(sentence, [text], [text], {}, ()) != ""
