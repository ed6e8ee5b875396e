"""What the small commands answer, in both languages, and that they touch nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import User

from bot.telegram.handlers.notice import NoticeHandler
from bot.telegram.handlers.reachable import NoteMigration, NoteReachable
from bot.telegram.handlers.start import PageHandler
from bot.telegram.handlers.status import StatusHandler, model_text
from bot.texts import text
from bot.writing.guard import WriterState
from index.types import Language
from tests.e2e.emulator import parsed
from tests.telegram.build import GROUP, THAI_READER, message, refused
from tests.telegram.stage import ADMIN, LANGUAGES, stage

HANOI = "ปูตินลงนามในข้อตกลงอะไร"
NOBODY = User(104, "?", is_bot=False)  # Telegram didn't tell the language

both = pytest.mark.parametrize(("reader", "language"), LANGUAGES)


@both
async def test_pages(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "sendMessage", indexed=False) as on:
        for page in ("start", "privacy"):
            await on.says(PageHandler(page, on.replies), f"/{page}", reader)
            assert on.said == text(page, language)
        await on.says(NoticeHandler("only_text", on.replies), None, reader)
        assert on.said == text("only_text", language)


@both
async def test_help_lists_what_this_person_may_do(
    tmp_path: Path, reader: User, language: Language
) -> None:
    async with stage(tmp_path, "sendMessage", indexed=False) as on:
        await on.says(on.help, "/help", reader)
        page = parsed(on.said)
        assert "/ask@KhaoTestBot" in page
        assert parsed(text("mentions_unseen", language)) in page
        assert "/reindex" not in page
        await on.says(on.help, "/help", ADMIN)
        assert "/reindex" in on.said


@both
async def test_sources(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, "sendMessage") as on:
        await on.says(on.sources, "/sources", reader)
        assert {"th": "มีข่าว 3 ข่าว", "en": "3 articles, from"}[language] in on.said
    async with stage(tmp_path / "empty", "sendMessage", indexed=False) as on:
        await on.says(on.sources, "/sources", reader)
        assert on.said == text("no_index", language)


async def test_the_language_is_the_one_chosen_then_telegrams_then_the_scripts(
    tmp_path: Path,
) -> None:
    async with stage(tmp_path, "sendMessage", "answerCallbackQuery", indexed=False) as on:
        notice = NoticeHandler("unknown_command", on.replies)
        for said, language in (("/what is this", "en"), ("/what หรือ", "th"), ("/what", "th")):
            await on.says(notice, said, NOBODY)
            assert on.said == text("unknown_command", language)  # type: ignore[arg-type]
        await on.says(on.language, "/language", THAI_READER)
        offered = on.request.calls.pop()
        assert offered.text == text("language_choose", "th")
        keyboard = offered.fields["reply_markup"]["inline_keyboard"]
        assert [button["callback_data"] for button in keyboard[0]] == ["l:th", "l:en", "l:auto"]
        await on.presses("l:en", message("…"), THAI_READER, on.language_chosen)
        assert on.said == text("language_chosen", "en")
        await on.says(notice, "/what หรือ", THAI_READER)
        assert on.said == text("unknown_command", "en")
        await on.presses("l:auto", message("…"), THAI_READER, on.language_chosen)
        assert on.said == text("language_chosen", "th")
        await on.presses("l:fr", message("…"), THAI_READER, on.language_chosen)
        assert not on.request.calls


@both
async def test_forget_erases_this_person_alone(
    tmp_path: Path, reader: User, language: Language
) -> None:
    async with stage(tmp_path, "sendMessage", "sendChatAction") as on:
        await on.says(on.ask, f"/ask {HANOI}", reader, chat=GROUP)
        await on.says(on.ask, f"/ask {HANOI}", ADMIN, chat=GROUP, number=51)
        on.request.calls.clear()
        await on.says(on.forget, "/forget", reader, chat=GROUP)
        assert on.said == text("forgotten", language, count=1)
        assert on.answers.to_question(GROUP.id, 50) is None
        assert on.answers.to_question(GROUP.id, 51) is not None


async def test_status_names_what_is_in_use_and_what_failed(tmp_path: Path) -> None:
    async with stage(tmp_path, "sendMessage") as on:
        reference = on.errors.note(ValueError("broken"), "testing")
        await on.says(on.status, "/status", ADMIN)
        status = on.said
        assert "3 articles" in status
        assert f"[{reference}] ValueError: broken" in status
    async with stage(tmp_path / "empty", "sendMessage", indexed=False) as on:
        await on.says(on.status, "/status", ADMIN)
        assert "khaobot index build" in on.said


@pytest.mark.parametrize(
    ("state", "th", "en"),
    [
        (WriterState("gemma3:12b"), "gemma3:12b: พร้อม", "gemma3:12b: ready"),
        (WriterState("gemma3:12b", rests=41.2), "อีก 42 วินาที", "again in 42 s"),
        (
            WriterState("gemma3:12b", tokens_today=1234, daily_tokens=50_000),
            "พร้อม · โทเคนวันนี้ 1,234 จาก 50,000",
            "ready · Tokens today: 1,234 of 50,000",
        ),
        (WriterState("gemma3:12b", 9.0, 600, 500), "ครบแล้ว", "used up"),
    ],
)
async def test_status_tells_how_the_language_model_is(
    tmp_path: Path, state: WriterState, th: str, en: str
) -> None:
    assert th in model_text(state, "th")
    assert en in model_text(state, "en")
    async with stage(tmp_path, "sendMessage") as on:
        await on.says(on.status, "/status", ADMIN)
        assert "gemma3" not in on.said
        maintenance, gate = on.app.maintenance, on.app.limits.gate
        status = StatusHandler(
            on.collection, maintenance, gate, on.errors, on.replies, lambda: state
        )
        await on.says(status, "/status", ADMIN)
        assert model_text(state, "en") in on.said.splitlines()


@pytest.mark.parametrize(
    ("fault", "calls"),
    [
        (refused(429, "Too Many Requests", retry_after=3), ["sendPhoto", "sendPhoto"]),
        (refused(502, "Bad Gateway"), ["sendPhoto", "sendPhoto"]),
        (refused(400, "Bad Request: message to be replied not found"), ["sendPhoto", "sendPhoto"]),
        (refused(400, "Bad Request: not enough rights to send photos"), ["sendPhoto", "sendMessage"]),
    ],
    ids=["429", "502", "command deleted", "no pictures here"],
)  # fmt: skip
async def test_the_picture_of_stats_is_sent_like_any_message(
    tmp_path: Path, fault: object, calls: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "bot")
    async with stage(tmp_path, "sendMessage", "sendChatAction", "sendPhoto") as on:
        await on.says(on.ask, f"/ask {HANOI}", ADMIN, chat=GROUP)
        on.request.calls.clear()
        caplog.clear()
        on.request.replies["sendPhoto"] = [fault]
        await on.says(on.stats, "/stats", ADMIN, chat=GROUP)
        assert [call.method for call in on.request.calls] == calls
        assert "1 questions from 1 people" in on.request.calls[-1].text
        assert "1 ปูติน (1)" in on.request.calls[-1].text  # the number of its bar
        assert len(caplog.records) == 1


async def test_stats_without_questions(tmp_path: Path) -> None:
    async with stage(tmp_path, "sendMessage", indexed=False) as on:
        await on.says(on.stats, "/stats", ADMIN)
        assert on.said == text("stats_none", "en", days=30)


async def test_whoever_writes_can_be_written_to_again(tmp_path: Path) -> None:
    async with stage(tmp_path, indexed=False) as on:
        on.people.mark_unreachable(THAI_READER.id)
        await on.says(NoteReachable(on.people), "ครับ")
        assert not on.people.is_unreachable(THAI_READER.id)


async def test_a_group_that_moved_keeps_its_conversations(tmp_path: Path) -> None:
    async with stage(tmp_path, "sendMessage", "sendChatAction") as on:
        await on.says(on.ask, f"/ask {HANOI}", chat=GROUP)
        await on.says(NoteMigration(on.people), None, chat=GROUP, migrate_to_chat_id=-1007)
        assert on.answers.to_question(-1007, 50) is not None
        assert on.answers.to_question(GROUP.id, 50) is None
