"""Every text is there in every language, with the same blanks to fill in, and is used."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot.telegram.menu import ADMIN_COMMANDS, COMMANDS
from bot.texts import NOT_FOUND, TEXTS, text
from index.types import Language
from tests.e2e.emulator import parsed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_each_has_all_languages_and_the_same_blanks(key: str) -> None:
    languages = get_args(Language)
    assert set(TEXTS[key]) == set(languages)
    assert all(said.strip() for said in TEXTS[key].values())
    blanks = {
        language: {field for _, field, _, _ in Formatter().parse(TEXTS[key][language]) if field}
        for language in languages
    }
    assert len({frozenset(found) for found in blanks.values()}) == 1, blanks


def test_thai_is_thai_and_english_is_not() -> None:
    same = {"language_th", "language_en", "up", "down"}
    for key, said in TEXTS.items():
        if key in same:
            continue
        english = re.sub(r"\{.*?\}", "", said["en"])
        assert not re.search(r"[\u0e00-\u0e7f]", english), key
        assert re.search(r"[\u0e00-\u0e7f]", said["th"]) or "{" in said["th"], key


def test_no_two_tables_use_the_same_key() -> None:
    from bot.texts import ADMINS, ANSWERS, HELP, PEOPLE

    assert len(TEXTS) == sum(len(table) for table in (ADMINS, ANSWERS, HELP, PEOPLE))


def test_every_command_is_described_and_handled() -> None:
    wiring = (ROOT / "bot" / "telegram" / "application.py").read_text(encoding="utf-8")
    for command in (*COMMANDS, *ADMIN_COMMANDS):
        assert f"command_{command}" in TEXTS
        assert f'"{command}"' in wiring or f"/{command}" in wiring


@pytest.mark.parametrize("language", get_args(Language))
def test_the_pages_are_html_that_telegram_takes(language: Language) -> None:
    for page in ("start", "privacy"):
        parsed(text(page, language))
    parsed(text("help", language, bot="b", mentions="m", commands="/ask"))


def test_texts_do_not_change() -> None:
    with pytest.raises(TypeError):
        TEXTS["new"] = {}  # type: ignore[index]


def test_the_phrase_of_not_found_can_stand_in_no_article() -> None:
    assert re.fullmatch("[A-Z_]+", NOT_FOUND)
