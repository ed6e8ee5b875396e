"""Tests of what a number counts, numbers, links or costs."""

from __future__ import annotations

import pytest

from bot.answering.quantities.counted import counts_another
from bot.answering.quantities.linked import linked_otherwise


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        ("เตือนประชาชน 7 ตำบล", "เตือนประชาชน 3 ตำบล เตรียมศูนย์พักพิง 7 แห่ง", "7"),
        ("เตือนประชาชน 3 ตำบล", "เตือนประชาชน 3 ตำบล เตรียมศูนย์พักพิง 7 แห่ง", ""),
        ("มีผู้เสียชีวิต 5 คน", "เสียชีวิต 5 ราย บาดเจ็บ 12 คน", ""),  # people have several words
        ("ธนาคารมี 640 สาขา", "สาขารวมกันมี 640 แห่ง และจะปิด 85 สาขา", ""),  # the thing stands before
        ("ปิดไปแล้ว 85 แห่ง", "จะเหลือ 640 แห่ง จากนั้นปิด 85 สาขา", ""),  # แห่ง may count anything
        ("ศาลอ้างมาตรา 12 วรรคสาม", "ศาลอ้างมาตรา 12 วรรคสอง ลงโทษสามปี", "วรรคสาม"),
        ("แผนฉบับที่ 2 เริ่มแล้ว", "แผนฉบับที่ ๑ ขึ้นสู่ปีที่ ๒", "ฉบับ2"),
        ("ฉีดทุก 3 วัน", "ฉีดทุก 8 ชั่วโมง ติดต่อกัน 3 วัน", "ทุก3 วัน"),
        ("ทีมอยู่อันดับ 4", "ทีมอยู่ลำดับที่ 4 แซงทีมอันดับ 5", ""),
    ],
)
def test_a_number_counts_what_it_counts_in_the_text(sentence: str, text: str, found: str) -> None:
    assert counts_another(sentence, [text]) == found


@pytest.mark.parametrize(
    ("sentence", "text", "found"),
    [
        ("ทีมเยือนชนะ 2-1", "ทีมเยือนชนะ 3-1 โดยยิง 2 ประตูในครึ่งแรก", "2-1"),
        ("The home side lost 1-3.", "ทีมเยือนชนะ 3-1 โดยยิง 2 ประตูในครึ่งแรก", ""),
        ("The panel voted five to two.", "กรรมการมีมติ 5 ต่อ 2 เสียง", ""),
        ("The panel voted 5 to 1.", "กรรมการมีมติ 5 ต่อ 2 เสียง ให้รอ 1 ปี", "5 to 1"),
        (
            "The two boats cost 6.4 million baht each.",
            "ซื้อเรือ 2 ลำ รวมราคา 6.4 ล้านบาท",
            "6.4 million baht",
        ),
        ("The two boats cost 6.4 million baht each.", "ซื้อเรือ 2 ลำ ราคาลำละ 6.4 ล้านบาท", ""),
        ("The two boats cost 6.4 million baht.", "ซื้อเรือ 2 ลำ รวมราคา 6.4 ล้านบาท", ""),
    ],
)
def test_numbers_are_linked_as_in_the_text(sentence: str, text: str, found: str) -> None:
    assert linked_otherwise(sentence, [text]) == found
