"""The buttons under an answer, over HTTP.

Wider than Telegram: the emulator lets anybody press anything; the forged button below is what a
modified app could send.
"""

from __future__ import annotations

import json
from pathlib import Path

from bot.evaluating.questions import read_questions
from bot.feedback import Feedback
from bot.state.database import StateDatabase
from tests.e2e.world import ENGLISH_READER, THAI_READER, World

HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"


async def test_votes_are_kept_and_exported(world: World, tmp_path: Path) -> None:
    await world.says(THAI_READER, HANOI)
    answer = await world.answer(THAI_READER.id)
    await world.presses(THAI_READER, answer, "👎", world.last_number)
    await world.presses(THAI_READER, answer, "👍", world.last_number)
    told = await world.until(lambda: world.sent("answerCallbackQuery"), 2)
    assert told[0].fields["text"].startswith("ขอบคุณ")
    exported = list(Feedback(StateDatabase(tmp_path / "data" / "state.sqlite")).export())
    assert [(e["question"], e["votes"]) for e in exported] == [(HANOI, {"up": 1, "down": 0})]
    file = tmp_path / "liked.jsonl"
    file.write_text("".join(json.dumps(e) + "\n" for e in exported), encoding="utf-8")
    (question,) = read_questions(file).questions
    assert (question.article_id, question.lang) == ("putin-hanoi-2024", "th")
    assert "หลายสิบฉบับ" in question.answers[0]


async def test_more_passages_and_the_article(world: World) -> None:
    await world.says(THAI_READER, HANOI)
    answer = await world.answer(THAI_READER.id)
    number = world.last_number
    await world.presses(THAI_READER, answer, "ข้อความอื่น", number)
    passages = await world.answer(THAI_READER.id)
    assert passages.plain.startswith("ข้อความอื่นที่ใกล้เคียง")
    assert "[4]" in passages.plain
    await world.presses(THAI_READER, passages, "ข้อความอื่น", world.last_number)
    assert "[5]" in (await world.answer(THAI_READER.id)).plain
    await world.presses(THAI_READER, answer, "ในข่าว", number)
    context = await world.answer(THAI_READER.id)
    assert "<b>" in context.text
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


async def test_after_forget_the_buttons_say_so(world: World) -> None:
    await world.says(THAI_READER, HANOI)
    answer = await world.answer(THAI_READER.id)
    number = world.last_number
    await world.says(THAI_READER, "/forget")
    await world.answer(THAI_READER.id)
    await world.presses(THAI_READER, answer, "👍", number)
    told = await world.until(lambda: world.sent("answerCallbackQuery"))
    assert "ไม่ได้เก็บไว้แล้ว" in told[0].fields["text"]
