"""The handler of questions: what it answers, what it passes over without a word to Telegram."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import User

from bot.texts import text
from index.types import Language
from tests.telegram.build import ENGLISH_READER, GROUP, ME, THAI_READER, message, refused
from tests.telegram.stage import LANGUAGES, stage

HANOI = "ปูตินลงนามในข้อตกลงอะไร"
RICE = "ไทยส่งออกข้าวได้กี่ล้านตัน"
SENDING = ("sendMessage", "sendChatAction")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

both = pytest.mark.parametrize(("reader", "language"), LANGUAGES)


@pytest.mark.parametrize("said", [HANOI, "@OtherBot ข่าว", "/ask@OtherBot ข่าว"])
async def test_what_isnt_addressed_is_passed_over(tmp_path: Path, said: str) -> None:
    async with stage(tmp_path) as on:
        await on.says(on.ask, said, chat=GROUP)
        assert not on.answerer.asked


async def test_a_question_is_answered_beside_it_in_its_topic(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING) as on:
        await on.says(
            on.ask, f"/ask {HANOI}", chat=GROUP, message_thread_id=5, is_topic_message=True
        )
        answer = next(c for c in on.request.calls if c.method == "sendMessage")
        assert "หลายสิบฉบับ" in answer.text
        assert answer.fields["message_thread_id"] == 5
        assert answer.fields["reply_parameters"]["message_id"] == 50
        stored = on.answers.to_question(GROUP.id, 50)
        assert stored is not None
        assert stored.answer_message == 900


async def test_in_private_it_is_no_reply(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING) as on:
        await on.says(on.ask, HANOI)
        assert "reply_parameters" not in on.request.calls[-1].fields


@both
async def test_a_call_without_a_question(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *SENDING) as on:
        await on.says(on.ask, "/ask", reader)
        assert on.said == text("ask_what", language)


@both
async def test_refusals_are_said_once(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *SENDING, questions_per_minute=1, max_question_length=40) as on:
        await on.says(on.ask, "ก" * 41, reader)
        assert on.said == text("too_long", language, length=41, longest=40)
        # What counts is when Telegram says that each was asked.
        for number, seconds in enumerate((0, 18, 40)):
            asked = NOON + timedelta(seconds=seconds)
            await on.says(on.ask, HANOI, reader, number=60 + number, date=asked)
        said = on.texts("sendMessage")
        assert len(said) == 2
        assert said[1] == text("too_many", language, seconds=42)


@both
async def test_strangers(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *SENDING, allowed_users=frozenset({1})) as on:
        await on.says(on.ask, HANOI, reader)
        await on.says(on.ask, HANOI, reader)
        assert str(reader.id) in on.said
        assert not on.answerer.asked


@both
async def test_without_an_index(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *SENDING, indexed=False) as on:
        await on.says(on.ask, HANOI, reader)
        assert on.texts("sendMessage") == [text("no_index", language)]


async def test_an_edited_question_edits_its_answer(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING, "editMessageText") as on:
        await on.says(on.ask, HANOI)
        on.request.calls.clear()
        await on.says(on.ask, HANOI, edited=True)  # Telegram reports previews as edits
        assert not on.request.calls
        await on.says(on.ask, RICE, edited=True)
        (edit,) = [c for c in on.request.calls if c.method == "editMessageText"]
        assert edit.fields["message_id"] == 900
        assert "1.5 ล้านตัน" in edit.text.replace("<b>", "").replace("</b>", "")


async def test_an_answer_that_is_gone_is_sent_anew_beside_its_question(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING, "editMessageText") as on:
        await on.says(on.ask, HANOI)
        on.request.replies["editMessageText"] = [
            refused(400, "Bad Request: message to edit not found")
        ]
        on.request.calls.clear()
        await on.says(on.ask, RICE, edited=True)
        (sent,) = [c for c in on.request.calls if c.method == "sendMessage"]
        assert sent.fields["reply_parameters"]["message_id"] == 50


async def test_a_follow_up_in_a_group_is_the_persons_own(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING) as on:
        await on.says(on.ask, f"/ask {HANOI}", THAI_READER, chat=GROUP)
        await on.says(on.ask, f"/ask {RICE}", ENGLISH_READER, chat=GROUP, number=51)
        await on.says(on.ask, "/ask แล้วเมื่อไร", THAI_READER, chat=GROUP, number=52)
        await on.says(on.ask, "/ask and why?", ENGLISH_READER, chat=GROUP, number=53)
        searched = [on.answers.to_question(GROUP.id, number) for number in (52, 53)]
        assert [found.searched for found in searched if found] == [f"{HANOI} เมื่อไร", f"{RICE} why"]


async def test_a_reply_follows_the_answer_it_replies_to(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING) as on:
        await on.says(on.ask, f"/ask {HANOI}", THAI_READER, chat=GROUP)
        answer = message("…", GROUP, ME, number=900)
        await on.says(
            on.ask, "and when?", ENGLISH_READER, chat=GROUP, number=51, reply_to_message=answer
        )
        found = on.answers.to_question(GROUP.id, 51)
        assert found is not None
        assert found.searched == f"{HANOI} when"


async def test_a_mention_in_a_reply_asks_that_message(tmp_path: Path) -> None:
    async with stage(tmp_path, *SENDING) as on:
        asked = message(RICE, GROUP, ENGLISH_READER, number=40)
        await on.says(on.ask, "@KhaoTestBot", chat=GROUP, reply_to_message=asked)
        assert on.answerer.asked == [RICE]
