"""`khaobot run` says what is missing; the token stays out of everything that is written."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from bot.cli import main
from bot.scrubbing import ScrubbingFormatter, scrubbed
from bot.settings import Settings, SettingsError

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw_"[:45]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for key in ("TELEGRAM_TOKEN", "DATA_DIR"):
        monkeypatch.delenv(key, raising=False)


def test_each_thing_missing_is_one_line_with_its_fix(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "TELEGRAM_TOKEN is missing" in lines[0]
    assert "@BotFather" in lines[0]
    assert "khaobot index build" in lines[1]


def test_a_mistyped_token_is_not_repeated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456789 AAHdqTcvCH1vGWJ")
    assert main(["run"]) == 1
    said = capsys.readouterr().err
    assert "@BotFather" in said
    assert "AAHdq" not in said


def test_settings_never_show_the_token() -> None:
    settings = Settings.from_env({"TELEGRAM_TOKEN": TOKEN, "ADMIN_IDS": "1, -2"})
    assert TOKEN not in repr(settings)
    assert settings.admin_ids == {1, -2}
    assert settings.state_path == Path("data/state.sqlite")


@pytest.mark.parametrize(
    ("key", "value"),
    [("ADMIN_IDS", "@ann"), ("QUEUE_LIMIT", "0"), ("TELEGRAM_API_URL", "api.telegram.org")],
)
def test_a_wrong_setting_is_named(key: str, value: str) -> None:
    with pytest.raises(SettingsError, match=key):
        Settings.from_env({key: value})


def test_the_log_hides_tokens_in_messages_and_tracebacks() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ScrubbingFormatter("%(message)s"))
    logger = logging.getLogger("tests.scrubbing")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except RuntimeError:
        logger.exception("failed with %s", TOKEN)
    finally:
        logger.removeHandler(handler)
    assert "getMe" in stream.getvalue()
    assert TOKEN not in stream.getvalue()
    assert TOKEN[-20:] not in stream.getvalue()
    assert scrubbed("at 12:30:45 on 2024-06-20") == "at 12:30:45 on 2024-06-20"
