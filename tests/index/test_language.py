"""Tests of telling Thai from English."""

from __future__ import annotations

import pytest

from index.language import language_of, language_of_text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ปูตินลงนามอะไรที่ฮานอย", "th"),
        ("What did Putin sign in Hanoi?", "en"),
        ("Joe Biden เจอปูตินที่ไหน", "th"),
        ("Olaf Scholz คือใคร", "th"),
        ("What does the word ข่าว mean in English?", "en"),
        ("iPhone 15 ราคาเท่าไร", "th"),
        ("Vladimir Putin คือใคร", "th"),
        ("Vladimir Vladimirovich Putin อายุเท่าไร", "th"),
        ("NATO คืออะไร", "th"),
        ("Harry Potter and the Order of the Phoenix ฉายเมื่อไร", "th"),
        ("Why We Sleep คือหนังสืออะไร", "th"),
        ("COP29 is held in Baku ใช่ไหมครับ", "th"),
        ("What is สันถวไมตรี?", "en"),
        ("Who is สมชาย วงศ์สวัสดิ์?", "en"),
        ("What does ทำไม mean?", "en"),
        ("When was กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม founded?", "en"),
        ("Meaning of สันถวไมตรี", "en"),
        ("Putin สงครามยูเครน", "th"),
        ("2567?", "th"),
        ("", "th"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_default_is_for_texts_without_letters_only() -> None:
    assert language_of("1 + 1 = ?", default="en") == "en"
    assert language_of("ข่าว", default="en") == "th"


def test_a_text_is_told_by_its_script() -> None:
    english = "The ministry (กระทรวงการคลัง) said on Monday that payments would be made in time."
    assert language_of_text(english) == "en"
    assert language_of_text("นายโจ ไบเดน (Joe Biden) กล่าวที่ทำเนียบขาว") == "th"
    assert language_of_text("123", default="en") == "en"
