"""Tests of the sentences that a person reads."""

from __future__ import annotations

import re

import pytest

from bot.texts import NOT_FOUND, TEXTS, text

THAI = re.compile("[ก-๙]")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_every_text_is_in_thai_and_in_english(key: str) -> None:
    assert set(TEXTS[key]) == {"th", "en"}
    assert THAI.search(text(key, "th"))
    assert not THAI.search(text(key, "en"))
    assert text(key, "en").strip()


def test_texts_do_not_change() -> None:
    with pytest.raises(TypeError):
        TEXTS["new"] = {}  # type: ignore[index]


def test_the_phrase_of_not_found_can_stand_in_no_article() -> None:
    assert re.fullmatch("[A-Z_]+", NOT_FOUND)
