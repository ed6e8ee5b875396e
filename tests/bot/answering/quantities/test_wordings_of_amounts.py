"""Tests of school years, quarters, times of day, rates, dollars and shares that are written otherwise."""

from __future__ import annotations

import pytest

from bot.answering.quantities.carrying import missing_amounts


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Girls in Primary 5 are vaccinated.", "ฉีดให้นักเรียนหญิงชั้น ป.5"),
        ("Grade 9 pupils may apply.", "รับนักเรียน ม.3"),
        ("รับนักเรียนชั้นมัธยมศึกษาปีที่ 4 ถึง 6", "รับนักเรียน ม.4-6"),
        ("Profit rose in the first quarter.", "ไตรมาสแรกกำไรเพิ่มขึ้น"),
        ("กำไรไตรมาส 3 เพิ่มขึ้น", "Profit rose in Q3."),
        ("The first-half loss narrowed.", "ครึ่งปีแรกขาดทุนลดลง"),
        ("More than four in five agreed.", "เห็นด้วยกว่าร้อยละ 80"),
        ("หนังติดหนึ่งในสิบห้าเรื่องสุดท้าย", "ติดรายชื่อ 1 ใน 15 เรื่อง"),
        ("The rate is 96 cases per 100,000 people.", "อัตรา 96 รายต่อประชากรแสนคน"),
        ("It opens at ten in the morning.", "เปิดเวลา 10.00 น."),
        ("He arrived at noon.", "เขามาถึงเวลา 12.00 น."),
        ("ลงมติเมื่อตีหนึ่งเศษ", "ลงมติเวลา 01.20 น."),
        ("Gusts of 50 to 70 kilometres an hour hit.", "ลมแรง 50-70 กิโลเมตรต่อชั่วโมง"),
        ("Australia gave 3 million dollars.", "ออสเตรเลียมอบ 3 ล้านดอลลาร์ออสเตรเลีย"),
        ("Half a dozen boats sank.", "เรือจม 6 ลำ"),
        ("The plot covers 1,800 square metres.", "ที่ดิน 1 ไร่ 50 ตารางวา"),
        ("The plot covers 2,000 square metres.", "ที่ดิน 1 ไร่ 1 งาน"),
        ("จัดงานเทศกาล 5 งาน", "Five festivals are held; the grounds are 3 rai."),
        ("Nearly 200,000 foreigners came.", "มีชาวต่างชาติ 196,402 คน"),
        ("More than 63,000 patients rely on it.", "มีผู้ป่วย 63,694 คน"),
        ("It was 39 degrees Celsius.", "อุณหภูมิ 39 องศา"),
        ("A half-trillion-baht loan was signed.", "ลงนามกู้เงิน 5 แสนล้านบาท"),
        ("Several hundred boats came.", "เรือหลายร้อยลำมา"),
        ("It is free for the first five years.", "ใช้ฟรี 5 ปี"),
        ("Students learn first aid.", "นักเรียนเรียนปฐมพยาบาล"),
        ("ทารกแรกเกิดต้องตรวจ", "ทารกต้องตรวจเมื่อคลอด"),
        ("The minister doubled as party leader.", "รัฐมนตรีเป็นหัวหน้าพรรคด้วย"),
        ("คนละ 500 บาทต่อเดือน", "ได้เงินรายละ 500 บาททุกเดือน"),
    ],
)
def test_the_same_put_otherwise_is_carried(sentence: str, text: str) -> None:
    assert missing_amounts(sentence, [text]) == []


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Girls in Primary 6 are vaccinated.", "ฉีดให้นักเรียนหญิงชั้น ป.5"),
        ("Grade 8 pupils may apply.", "รับนักเรียน ม.3"),
        ("Profit rose in the second quarter.", "ไตรมาสแรกกำไรเพิ่มขึ้น"),
        ("ไตรมาสสุดท้ายกำไรเพิ่มขึ้น", "Profit rose in Q3."),
        ("More than three in five agreed.", "เห็นด้วยกว่าร้อยละ 80"),
        ("The rate is 96 cases per million people.", "อัตรา 96 รายต่อประชากรแสนคน"),
        ("It opens at ten in the evening.", "เปิดเวลา 10.00 น."),
        ("Australia gave US$3 million.", "ออสเตรเลียมอบ 3 ล้านดอลลาร์ออสเตรเลีย"),
        ("It was 39 degrees Fahrenheit.", "อุณหภูมิ 39 องศาเซลเซียส"),
        ("ผู้อพยพได้คนละ 3,000 บาท", "จ่ายครัวเรือนละ 3,000 บาท"),
        ("Tests add 15,000 baht a tonne.", "ค่าตรวจเพิ่มตู้ละ 15,000 บาท"),
        ("Several hundred boats came.", "เรือหลายสิบลำมา"),
        ("The first boat came.", "เรือลำที่สองมา"),
        ("พื้นที่กว้าง 40 วา", "พื้นที่กว้าง 40 เมตร"),
        ("เขาซื้อที่นา 5 งาน", "เขาซื้อที่นา 5 ไร่"),
    ],
)
def test_another_amount_is_missing(sentence: str, text: str) -> None:
    assert missing_amounts(sentence, [text]) != []


def test_a_footnote_is_no_number() -> None:
    assert missing_amounts("ออกอัลบั้มหกชุด", ["ออกอัลบั้ม 4 ชุด[6]"]) == ["หก"]


def test_a_fee_nobody_pays_is_free() -> None:
    assert missing_amounts("เด็กไม่ต้องจ่ายค่าเข้าชม", ["เด็กไม่ต้องจ่าย"]) == []
    assert missing_amounts("The beach has alcohol-free zones.", ["จัดพื้นที่ปลอดเหล้า"]) == []
