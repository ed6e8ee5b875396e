"""Inline queries: debounced, cached, and limited."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from telegram import User

from bot.telegram.handlers import inline
from bot.texts import text
from index.types import Language
from tests.telegram.build import ENGLISH_READER, THAI_READER
from tests.telegram.stage import LANGUAGES, Stage, stage

QUESTION = "ปูตินลงนามในข้อตกลงอะไร"

both = pytest.mark.parametrize(("reader", "language"), LANGUAGES)


def given(on: Stage) -> list[dict[str, Any]]:
    return [call.fields for call in on.request.calls]


async def test_the_same_question_is_answered_once(tmp_path: Path) -> None:
    async with stage(tmp_path, "answerInlineQuery") as on:
        await on.types(QUESTION)
        await on.types(f"  {QUESTION} ", number=2)
        await on.types(QUESTION, ENGLISH_READER, number=3)
        assert on.answerer.asked == [QUESTION]
        first, again, other = given(on)
        assert "หลายสิบฉบับ" in first["results"][0]["title"]
        assert first["results"] == again["results"] == other["results"]
        # Telegram keeps the results too, for this person alone and not for long.
        assert first["cache_time"] == inline.CACHE_SECONDS
        assert first["is_personal"] is True


async def test_what_is_cached_grows_old_and_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with stage(tmp_path, "answerInlineQuery") as on:
        monkeypatch.setattr(inline, "REMEMBERED", 1)
        await on.types(QUESTION)
        await on.types("ข้าวไทยส่งออก")
        await on.types(QUESTION)  # the second has taken its place
        assert on.answerer.asked == [QUESTION, "ข้าวไทยส่งออก", QUESTION]
        monkeypatch.setattr(inline, "CACHE_SECONDS", 0)
        await on.types(QUESTION)
        assert len(on.answerer.asked) == 4


async def test_only_the_last_of_what_is_typed_is_answered(tmp_path: Path) -> None:
    async with stage(tmp_path, "answerInlineQuery") as on:
        await asyncio.gather(
            *(on.types(QUESTION[:end], number=end) for end in (8, 15, len(QUESTION)))
        )
        assert on.answerer.asked == [QUESTION]
        assert [fields["inline_query_id"] for fields in given(on)] == [str(len(QUESTION))]


async def test_two_people_typing_dont_disturb_each_other(tmp_path: Path) -> None:
    async with stage(tmp_path, "answerInlineQuery") as on:
        await asyncio.gather(
            on.types(QUESTION, THAI_READER, 1), on.types("ข้าวไทยส่งออก", ENGLISH_READER, 2)
        )
        assert len(given(on)) == 2


@both
async def test_hints(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "answerInlineQuery", allowed_users=frozenset({reader.id})) as on:
        await on.types("ปู", reader)
        assert given(on)[-1]["button"]["text"] == text("inline_hint", language)
        stranger = User(999, "?", is_bot=False, language_code=language)
        await on.types(QUESTION, stranger, number=2)
        assert given(on)[-1]["results"] == []
        assert not on.answerer.asked


@both
async def test_nothing_found_and_no_index(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "answerInlineQuery", indexed=False) as on:
        await on.types(QUESTION, reader)
        assert given(on)[-1]["button"]["text"] == text("inline_hint", language)
    async with stage(tmp_path / "full", "answerInlineQuery") as on:
        on.app.answerer._min_confidence = 1.1
        await on.types(QUESTION, reader)
        assert given(on)[-1]["button"]["text"] == text("inline_none", language)


async def test_who_types_without_end_gets_only_what_is_cached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inline, "QUERIES_PER_MINUTE", 1)
    async with stage(tmp_path, "answerInlineQuery") as on:
        await on.types(QUESTION)
        await on.types("ข้าวไทยส่งออก", number=2)
        await on.types(QUESTION, number=3)
        assert [bool(fields.get("results")) for fields in given(on)] == [True, False, True]
