"""The last resort: an apology with a reference for the person, one entry with everything in the log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from telegram import CallbackQuery, User
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError
from telegram.ext import CallbackContext

from bot.telegram.sending import NotSent
from bot.texts import text
from index.types import Language
from tests.telegram.build import ME, message, refused
from tests.telegram.stage import LANGUAGES, Stage, stage


async def fails(on: Stage, error: Exception, reader: User | None) -> None:
    """Let working on a message of `reader`, or fetching if there is none, fail with `error`."""
    update = on._update("message", message("ข่าว", sender=reader)) if reader is not None else None
    context: Any = CallbackContext.from_error(update, error, on.application)
    await on.failing(update, context)


@pytest.mark.parametrize(("reader", "language"), LANGUAGES)
@pytest.mark.parametrize("error", [RuntimeError("/secret/path"), BadRequest("wrong file_id")])
async def test_the_person_gets_a_reference(
    tmp_path: Path,
    reader: User,
    language: Language,
    error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with stage(tmp_path, "sendMessage", indexed=False) as on:
        await fails(on, error, reader)
        (noted,) = on.errors.latest(5)
        assert on.said == text("apology", language, reference=noted.reference)
        (record,) = caplog.records
        assert noted.reference in record.getMessage()
        assert record.exc_info is not None


@pytest.mark.parametrize(("reader", "language"), LANGUAGES)
async def test_who_pressed_a_button_is_apologised_to_in_their_language(
    tmp_path: Path, reader: User, language: Language
) -> None:
    async with stage(tmp_path, "sendMessage", indexed=False) as on:
        query = CallbackQuery("1", reader, "1", message=message("…", sender=ME), data="v:1:1")
        context: Any = CallbackContext.from_error(None, RuntimeError("broken"), on.application)
        await on.failing(on._update("callback_query", query), context)
        (noted,) = on.errors.latest(5)
        assert on.said == text("apology", language, reference=noted.reference)


async def test_what_could_not_be_sent_has_been_logged_already(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path, indexed=False) as on:
        await fails(on, NotSent(), LANGUAGES[0][0])
        assert not caplog.records


async def test_an_apology_that_fails_raises_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path, "sendMessage", indexed=False) as on:
        on.request.replies["sendMessage"] = [refused(400, "Bad Request: chat not found")]
        await fails(on, RuntimeError("broken"), LANGUAGES[0][0])
        assert [r.levelname for r in caplog.records] == ["ERROR", "ERROR", "WARNING"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (Conflict("terminated by other getUpdates request"), "Another program fetches"),
        (NetworkError("Bad Gateway"), "can't be reached (Bad Gateway)"),
        (TelegramError("strange"), "while fetching updates"),
    ],
)
async def test_fetching_that_fails_is_no_business_of_anybody_in_a_chat(
    tmp_path: Path, error: Exception, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with stage(tmp_path, indexed=False) as on:
        await fails(on, error, None)
        (record,) = caplog.records
        assert said in record.getMessage()
        if not isinstance(error, Conflict | NetworkError):
            return
        await fails(on, error, None)  # said once, not every second
        assert len(caplog.records) == 1
