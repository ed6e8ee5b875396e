"""Tests of the settings."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, read_environment

EXAMPLE = Path(__file__).parents[2] / ".env.example"


def test_the_example_names_every_setting_with_its_default() -> None:
    keys = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert keys == [field.name.upper() for field in fields(Settings)]
    assert Settings.from_env(read_environment({}, EXAMPLE)) == Settings()


def test_every_key_of_the_example_has_a_comment() -> None:
    for block in EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")[1:]:
        *comment, last = block.splitlines()
        assert comment, last
        assert all(line.startswith("# ") for line in comment)
        assert "=" in last


def test_values_are_read() -> None:
    found = Settings.from_env(
        {
            "DATA_DIR": "~/ข่าว",
            "EMBEDDING_MODEL": " BAAI/bge-m3 ",
            "MIN_CONFIDENCE": "0.75",
            "READER": "off",
            "MAX_QUOTES": "1",
            "MAX_QUESTION_LENGTH": "",
        }
    )
    assert found.data_dir == Path.home() / "ข่าว"
    assert found.embedding_model == "BAAI/bge-m3"
    assert (found.min_confidence, found.reader, found.max_quotes) == (0.75, False, 1)
    assert found.max_question_length == Settings().max_question_length


@pytest.mark.parametrize(
    ("key", "value", "hint"),
    [
        ("MIN_CONFIDENCE", "1.1", "from 0 to 1"),
        ("MIN_CONFIDENCE", "nan", "from 0 to 1"),
        ("MIN_CONFIDENCE", "ครึ่ง", "from 0 to 1"),
        ("MAX_QUOTES", "0", "from 1 to 3"),
        ("MAX_QUOTES", "2.5", "from 1 to 3"),
        ("READ_PASSAGES", "11", "from 1 to 10"),
        ("MAX_QUESTION_LENGTH", "1", "from 10 to 100000"),
        ("PASSAGE_CHARACTERS", "100", "from 200 to 2000"),
        ("READER", "maybe", "on or off"),
        ("PROMPTS_DIR", "nowhere", "a folder that is there"),
    ],
)
def test_a_bad_value_is_named_with_what_would_be_right(key: str, value: str, hint: str) -> None:
    with pytest.raises(SettingsError, match=rf"{key}={value}.*{hint}"):
        Settings.from_env({key: value})


@pytest.mark.parametrize(
    "url", ["https://", "https://:80", "http://[::1/v1", "http://h:99999/v1", "http://h:x/v1", "http://a b/v1"]
)  # fmt: skip
def test_an_address_that_is_none_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingsError, match="LLM_BASE_URL is no address") as caught:
        Settings.from_env({"LLM_BASE_URL": url, "LLM_MODEL": "m"})
    assert url not in str(caught.value)


def test_a_key_that_cannot_be_sent_is_refused_and_not_repeated() -> None:
    for key in "sk-secret “", "sk secret", "กุญแจ":
        with pytest.raises(SettingsError, match="Copy it again") as caught:
            Settings.from_env({"LLM_BASE_URL": "http://h/v1", "LLM_MODEL": "m", "LLM_API_KEY": key})
        assert key not in str(caught.value)
    assert Settings.from_env({"LLM_BASE_URL": "http://[::1]:80/v1/", "LLM_MODEL": "m"}).llm_base_url == "http://[::1]:80/v1"  # fmt: skip


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("MAX_QUOTES=1\nDATA_DIR=ที่อื่น # คำอธิบาย\nREADER\n", encoding="utf-8")
    found = read_environment({"MAX_QUOTES": "2"}, file)
    assert found == {"MAX_QUOTES": "2", "DATA_DIR": "ที่อื่น"}
    assert read_environment({"A": "b"}, tmp_path / "none") == {"A": "b"}


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().max_quotes = 2  # type: ignore[misc]
