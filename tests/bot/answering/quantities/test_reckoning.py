"""Tests of amounts that a text doesn't give but that follow from what it gives."""

from __future__ import annotations

import pytest

from bot.answering.quantities.carrying import missing_amounts


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("โรงสีเปิดมาแล้วสามปีก่อนถูกขายในปี 2566", "โรงสีเปิดเมื่อปี 2563 และถูกขายในปี 2566"),
        ("เธอเสียชีวิตเมื่ออายุ 81 ปี", "เธอเกิดวันที่ 4 มีนาคม 2486 และเสียชีวิตวันที่ 9 เมษายน 2567"),
        ("The fair lasts ten days.", "งานจัดวันที่ 5-14 กุมภาพันธ์ 2569"),
        ("ปิดถนนสองสัปดาห์", "ปิดถนนตั้งแต่วันที่ 3 ถึง 17 พฤษภาคม 2569"),
        ("The strike went on for six months.", "หยุดงานตั้งแต่มกราคม 2568 ถึงมิถุนายน 2568"),
        ("The budget grew by 2.47 billion baht.", "งบเพิ่มจาก 8,120 ล้านบาท เป็น 10,590 ล้านบาท"),
        ("ทั้งสองเขตมีผู้ใช้สิทธิ 31,450 คน", "เขตหนึ่งมีผู้ใช้สิทธิ 18,200 คน อีกเขต 13,250 คน"),
        ("The new hall holds three times as many seats.", "หอใหม่มี 2,400 ที่นั่ง หอเดิมมี 800 ที่นั่ง"),
        ("ได้เงินคืนไม่ถึงครึ่ง", "เสียไป 90,000 บาท ได้คืน 42,000 บาท"),
        ("Sales doubled.", "ขายได้ 1,500 ตัน จากเดิม 750 ตัน"),
    ],
)
def test_what_follows_is_carried(sentence: str, text: str) -> None:
    assert missing_amounts(sentence, [text]) == []


@pytest.mark.parametrize(
    ("sentence", "text", "missing"),
    [
        ("โรงสีเปิดมาแล้วสี่ปี", "โรงสีเปิดเมื่อปี 2563 และถูกขายในปี 2566", "สี่ปี"),
        ("The fair lasts twelve days.", "งานจัดวันที่ 5-14 กุมภาพันธ์ 2569", "twelve days"),
        ("งบเพิ่มขึ้น 2,740 ล้านบาท", "งบเพิ่มจาก 8,120 ล้านบาท เป็น 10,590 ล้านบาท", "2,740 ล้านบาท"),
        ("ผู้ใช้สิทธิเพิ่มขึ้น 31,550 คน", "มีผู้ใช้สิทธิ 18,200 คน อีกเขต 13,250 คน", "31,550 คน"),
        ("The hall holds four times as many.", "หอใหม่มี 2,400 ที่นั่ง หอเดิมมี 800 ที่นั่ง", "four times"),
        ("ได้เงินคืนเกินครึ่ง", "เสียไป 90,000 บาท ได้คืน 42,000 บาท", "ครึ่ง"),
        ("มีเรือเพิ่มขึ้น 3 ลำ", "มีเรือ 9 ลำ และรถ 6 คัน", "3 ลำ"),
    ],
)
def test_what_does_not_follow_is_missing(sentence: str, text: str, missing: str) -> None:
    assert missing_amounts(sentence, [text]) == [missing]
