"""Tests of telling Thai from English."""

from __future__ import annotations

import pytest

from index.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ปูตินลงนามอะไรที่ฮานอย", "th"),
        ("What did Putin sign in Hanoi?", "en"),
        ("Joe Biden เจอปูตินที่ไหน", "th"),
        ("Olaf Scholz คือใคร", "th"),
        ("What does the word ข่าว mean in English?", "en"),
        ("iPhone 15 ราคาเท่าไร", "th"),
        ("2567?", "th"),
        ("", "th"),
    ],
)
def test_language_of(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_default_is_for_texts_without_letters_only() -> None:
    assert language_of("1 + 1 = ?", default="en") == "en"
    assert language_of("ข่าว", default="en") == "th"
