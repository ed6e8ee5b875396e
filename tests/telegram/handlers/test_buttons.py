"""The buttons under an answer, in both languages, and buttons that nobody was given."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import Message, User

from bot.texts import text
from index.types import Language
from tests.telegram.build import GROUP, ME, THAI_READER, message
from tests.telegram.stage import LANGUAGES, Stage, stage

QUESTIONS: dict[Language, str] = {
    "th": "ปูตินลงนามในข้อตกลงอะไร",
    "en": "When did Vladimir Putin visit Hanoi?",
}
CALLS = ("sendMessage", "sendChatAction", "answerCallbackQuery")

both = pytest.mark.parametrize(("reader", "language"), LANGUAGES)


async def answered(on: Stage, reader: User, language: Language) -> tuple[Message, int]:
    """Ask, and return the message with the answer and the answer's number."""
    await on.says(on.ask, f"/ask {QUESTIONS[language]}", reader, chat=GROUP)
    on.request.calls.clear()
    stored = on.answers.to_question(GROUP.id, 50)
    assert stored is not None
    return message("…", GROUP, ME, number=900), stored.id


@both
async def test_votes(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *CALLS) as on:
        answer, number = await answered(on, reader, language)
        for vote, said in ((1, "thanks"), (-1, "thanks_down")):
            await on.presses(f"v:{number}:{vote}", answer, reader)
            assert on.said == text(said, language)
        await on.presses(f"v:{number}:5", answer, reader)  # no button says that
        (disliked,) = on.app.feedback.export(disliked=True)
        assert disliked["votes"] == {"up": 0, "down": 1}
        assert disliked["lang"] == language


@both
async def test_more_passages_until_there_are_none(
    tmp_path: Path, reader: User, language: Language
) -> None:
    async with stage(tmp_path, *CALLS) as on:
        answer, number = await answered(on, reader, language)
        await on.presses(f"m:{number}:0", answer, reader)
        await on.presses(f"m:{number}:4", answer, reader)
        assert text("no_more", language) in on.texts("answerCallbackQuery")
        for shown in on.texts("sendMessage"):
            assert text("passages", language) in shown


@both
async def test_in_the_article(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *CALLS) as on:
        answer, number = await answered(on, reader, language)
        await on.presses(f"a:{number}:1", answer, reader)
        context = on.request.calls[-1]
        assert "<b>" in context.text
        assert {"th": "21 มิถุนายน 2567", "en": "21 June 2024"}[language] in context.text
        assert context.fields["reply_parameters"]["message_id"] == 900
        on.request.calls.clear()
        await on.presses(f"a:{number}:9", answer, reader)
        assert on.said == text("article_gone", language)


@both
async def test_what_nobody_was_given(tmp_path: Path, reader: User, language: Language) -> None:
    async with stage(tmp_path, *CALLS) as on:
        answer, number = await answered(on, reader, language)
        elsewhere = message("…", number=900)
        for data, on_message in (
            ("v:999:1", answer), ("rm -rf", answer), ("m:-1:0", answer), (f"a:{number}:1", elsewhere),
        ):  # fmt: skip
            await on.presses(data, on_message, reader)
            assert on.said == text("gone", language)


async def test_who_presses_without_end_is_told_to_wait(tmp_path: Path) -> None:
    async with stage(tmp_path, *CALLS) as on:
        answer, number = await answered(on, THAI_READER, "th")
        for _ in range(21):
            await on.presses(f"v:{number}:1", answer)
        assert on.request.calls[-1].text == text("too_many", "th", seconds=60)
