"""Tests of the words that the lexical leg compares."""

from __future__ import annotations

from importlib.metadata import version

import pytest
from hypothesis import given, settings

from index.words import describe_segmentation, words
from tests.index.strategies import messy_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ปูตินเยือนเวียดนาม", ["ปูติน", "เยือน", "เวียดนาม"]),
        ("What did Putin sign in Hanoi?", ["putin", "sign", "hanoi"]),
        ("ไบเดน (Joe Biden)!", ["ไบเดน", "joe", "biden"]),
        ("ปี ๒๕๖๗", ["ปี", "2024"]),
        ("ปี 2567", ["ปี", "2024"]),
        ("ปี 2024", ["ปี", "2024"]),
        ("ร้อยละ 1.5", ["ร้อยละ", "1.5"]),
        ("1,234,567 คน", ["1234567", "คน"]),
        ("", []),
        (" … — !?", []),
    ],
)
def test_words_are_what_search_compares(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_thousands_separator_makes_no_difference() -> None:
    assert words("2,500 บาท") == words("2500 บาท")
    assert words("12,000 บาท") == words("12000 บาท")


def test_the_same_look_gives_the_same_words() -> None:
    assert words("นํ้าท่วม") == words("น้ำท่วม")
    assert words("เเม่นํ้า") == words("แม่น้ำ")


def test_the_segmentation_names_engine_and_version() -> None:
    assert describe_segmentation() == f"newmm between spaces/pythainlp-{version('pythainlp')}"


@given(messy_text)
@settings(max_examples=100, deadline=None)
def test_words_never_raise_and_hold_no_space(text: str) -> None:
    assert all(word and not any(c.isspace() or c in '",' for c in word) for word in words(text))
