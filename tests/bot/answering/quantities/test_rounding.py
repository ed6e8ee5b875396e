"""Tests of amounts that a sentence may put otherwise than its passage: rounded, joined, free, first."""

from __future__ import annotations

import pytest

from bot.answering.quantities.carrying import missing_amounts


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("นัดชิงใช้เวลาแข่ง 84 นาที", "ใช้เวลา 1 ชั่วโมง 24 นาที"),
        ("The work took 2 years and 3 months.", "งานนี้ใช้เวลา 27 เดือน"),
        ("The operation took seven and a half hours.", "การผ่าตัดใช้เวลา 7 ชั่วโมงครึ่ง"),
        ("สะพานยาวราว 1.6 กิโลเมตร", "สะพานยาว 1,607 เมตร"),
        ("The fish weighed nearly 2 kilograms.", "ปลาตัวนี้หนัก 1,935 กรัม"),
        ("มีผู้ป่วยมากกว่าปีละ 10,000 คน", "มีผู้ป่วยปีละกว่าหมื่นคน"),
        ("เกษตรกรใช้ข้อมูลได้ฟรี", "เปิดให้เกษตรกรใช้โดยไม่คิดเงิน"),
        ("He acted for the first time.", "เขาไม่เคยเล่นหนังมาก่อน"),
        ("Thailand asked Laos to free the crews.", "ไทยขอให้ลาวปล่อยตัวลูกเรือ"),
        ("บริษัทยังไม่ได้จ่ายค่าชดเชย", "บริษัทยังค้างเงินชดเชย"),
        ("Families with children board first.", "ครอบครัวที่มีเด็กได้ขึ้นเครื่องก่อน"),
        ("ยอดขายรถครึ่งปีแรกลดลง", "ยอดขายรถเดือนมกราคม–มิถุนายนลดลง"),
        ("Car sales fell in the second quarter.", "ยอดขายรถช่วง เม.ย.-มิ.ย. ลดลง"),
        ("ยอดขายรถไตรมาสที่ 3 ลดลง", "Car sales fell from July to September."),
    ],
)
def test_an_amount_put_otherwise_is_carried(sentence: str, text: str) -> None:
    assert missing_amounts(sentence, [text]) == []


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("ใช้เวลา 1 ชั่วโมง 42 นาที", "ใช้เวลา 1 ชั่วโมง 24 นาที", "1 ชั่วโมง 42 นาที"),
        ("สะพานยาว 1.6 กิโลเมตร", "สะพานยาว 1,607 เมตร", "1.6 กิโลเมตร"),
        ("สะพานยาวราว 1.9 กิโลเมตร", "สะพานยาว 1,607 เมตร", "1.9 กิโลเมตร"),
        ("ปลาหนักกว่า 2 กิโลกรัม", "ปลาหนัก 1,935 กรัม", "2 กิโลกรัม"),
        ("มีผู้ป่วยราว 1,607 คน", "มีผู้ป่วย 1,600 คน", "1,607 คน"),
        ("Admission is free.", "ค่าเข้าชมคนละ 500 เยน", "free"),
        ("เป็นครั้งแรก", "เป็นครั้งที่สาม", "แรก"),
        ("Families with children board first.", "ครอบครัวที่มีเด็กขึ้นเครื่องแล้ว", "first"),
        ("ยอดขายรถครึ่งปีแรกลดลง", "ยอดขายรถเดือนกรกฎาคม–ธันวาคมลดลง", "ครึ่งปีแรก"),
        ("Car sales fell in the second quarter.", "ยอดขายรถช่วง ม.ค.-มี.ค. ลดลง", "second quarter"),
    ],
)
def test_another_amount_is_not(sentence: str, text: str, missing: str) -> None:
    assert missing_amounts(sentence, [text]) == [missing]
