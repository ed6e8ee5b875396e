"""The buttons under an answer, over HTTP.

Wider than Telegram: the emulator lets anybody press anything; the forged button below is what a
modified app could send.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluating.questions import read_questions
from bot.feedback import Feedback
from bot.state.database import StateDatabase
from bot.texts import text
from index.types import Language
from tests.e2e.world import ASKED, ENGLISH_READER, THAI_READER, Person, World

HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"


both = pytest.mark.parametrize(("reader", "question", "said", "date"), ASKED, ids=["th", "en"])


@both
async def test_votes_are_kept_and_exported(
    world: World, tmp_path: Path, reader: Person, question: str, said: str, date: str
) -> None:
    language: Language = "en" if reader.language == "en" else "th"
    await world.says(reader, question)
    answer = await world.answer(reader.id)
    await world.presses(reader, answer, "👎", world.last_number)
    await world.presses(reader, answer, "👍", world.last_number)
    told = await world.until(lambda: world.sent("answerCallbackQuery"), 2)
    assert {call.fields["text"] for call in told} == {
        text("thanks", language), text("thanks_down", language),
    }  # fmt: skip
    exported = list(Feedback(StateDatabase(tmp_path / "data" / "state.sqlite")).export())
    assert [(e["question"], e["votes"]) for e in exported] == [(question, {"up": 1, "down": 0})]
    file = tmp_path / "liked.jsonl"
    file.write_text("".join(json.dumps(e) + "\n" for e in exported), encoding="utf-8")
    (liked,) = read_questions(file).questions
    assert (liked.article_id, liked.lang) == ("putin-hanoi-2024", language)
    assert any(said in quoted for quoted in liked.answers)


@both
async def test_more_passages_and_the_article(
    world: World, reader: Person, question: str, said: str, date: str
) -> None:
    language: Language = "en" if reader.language == "en" else "th"
    await world.says(reader, question)
    answer = await world.answer(reader.id)
    number, more = world.last_number, text("more", language)
    await world.presses(reader, answer, more, number)
    passages = await world.answer(reader.id)
    assert passages.plain.startswith(text("passages", language))
    assert "[4]" in passages.plain
    await world.presses(reader, passages, more, world.last_number)
    assert "[5]" in (await world.answer(reader.id)).plain
    await world.presses(reader, answer, {"th": "ในข่าว", "en": "article"}[language], number)
    context = await world.answer(reader.id)
    assert "<b>" in context.text
    assert date in context.plain
    assert len(context.plain) > len(answer.plain) / 2


async def test_a_button_of_another_chat_shows_nothing(world: World) -> None:
    await world.says(THAI_READER, HANOI)
    answer = await world.answer(THAI_READER.id)
    update = {
        "id": "1", "from": ENGLISH_READER.json(), "chat_instance": "1", "data": answer.button("ในข่าว"),
        "message": {"message_id": 3, "date": 1_700_000_000, "chat": ENGLISH_READER.chat, "text": "…"},
    }  # fmt: skip
    for data in (answer.button("ในข่าว"), "a:999999:1", "v:1:7", "rm -rf", "m:-1:0"):
        await world.send({"callback_query": {**update, "data": data}})
    await world.until(lambda: world.sent("answerCallbackQuery"), 4)
    assert not world.sent("sendMessage", chat=ENGLISH_READER.id)


@both
async def test_after_forget_the_buttons_say_so(
    world: World, reader: Person, question: str, said: str, date: str
) -> None:
    language: Language = "en" if reader.language == "en" else "th"
    await world.says(reader, question)
    answer = await world.answer(reader.id)
    number = world.last_number
    await world.says(reader, "/forget")
    assert (await world.answer(reader.id)).plain == text("forgotten", language, count=1)
    await world.presses(reader, answer, "👍", number)
    told = await world.until(lambda: world.sent("answerCallbackQuery"))
    assert told[0].fields["text"] == text("gone", language)
