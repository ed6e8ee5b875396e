"""Tests of names whose Thai spelling stands for other sounds than its letters, and of initials."""

from __future__ import annotations

import pytest

from bot.answering.names.carrying import carries
from bot.answering.names.finding import find_names
from bot.answering.names.sounds import sounds_of


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Chanchai Wongyai", "นายชาญชัย วงศ์ใหญ่ วิศวกรโครงการ ศาลยกฟ้อง"),
        ("Suwannaphum", "ผู้โดยสารตกค้างที่สุวรรณภูมิ"),
        ("Kanchana", "นางกาญจนา ใจตรง ให้การ"),
        ("EGAT", "กฟผ. คัดค้าน เพราะหนี้ยังสูง"),
        ("Koh Samui", "เปิดท่าเรือใหม่ที่เกาะสมุยปีหน้า"),
        ("กนกวรรณ ใจเพชร", "Dr Kanokwan Chaiphet spoke first"),
    ],
)
def test_a_name_is_carried_as_it_is_spoken(name: str, text: str) -> None:
    (found,) = find_names(name)
    assert carries(found, [sounds_of(text)], {})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Somchai Wongyai", "นายชาญชัย วงศ์ใหญ่ วิศวกรโครงการ ศาลยกฟ้อง"),
        ("EGAT", "รัฐบาลคัดค้าน เพราะหนี้ยังสูง"),
        ("Koh Phangan", "เปิดท่าเรือใหม่ที่เกาะสมุยปีหน้า"),
        ("กนกวรรณ ใจเพชร", "Dr Sirikanya Chaiphet spoke first"),
    ],
)
def test_another_name_is_not(name: str, text: str) -> None:
    (found,) = find_names(name)
    assert not carries(found, [sounds_of(text)], {})


def test_ordinary_english_words_with_a_capital_are_no_names() -> None:
    assert find_names("The Excise Department expects more. All of it is Progressive.") == ()
