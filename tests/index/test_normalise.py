"""Tests of the spelling that search compares."""

from __future__ import annotations

import pytest
from hypothesis import given

from index.normalise import normalise_for_search
from tests.index.strategies import messy_text


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("นํ้าท่วม", "น้ำท่วม"),
        ("เเม่นํา", "แม่นำ"),
        ("ปี ๒๕๖๗", "ปี 2567"),
        ("ข่\u200bาว", "ข่าว"),
        ("UFABET  ข่าว\n", "ufabet ข่าว"),
        ("“ข่าว”", '"ข่าว"'),
        ("", ""),
    ],
)
def test_spellings(text: str, same: str) -> None:
    assert normalise_for_search(text) == same


@given(messy_text)
def test_twice_changes_nothing(text: str) -> None:
    once = normalise_for_search(text)
    assert normalise_for_search(once) == once
    once.encode()
