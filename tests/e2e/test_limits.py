"""Who may ask, and how much, over HTTP.

Wider than Telegram: the emulator has no limits of its own, so all that is refused here is refused by
the bot; Telegram itself would answer 429 to a bot that writes so fast into one chat, and cuts a
person's text at 4,096 characters into several messages. Narrower: nobody joins or leaves a group, and
the numbers of people and chats are whatever the test says.
"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.world import (
    EDITOR,
    ENGLISH_EDITOR,
    ENGLISH_READER,
    GROUP,
    THAI_READER,
    Person,
    World,
)

HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"


@pytest.mark.parametrize(
    ("reader", "other", "said"),
    [(THAI_READER, ENGLISH_READER, "เร็วไปนิด"), (ENGLISH_READER, THAI_READER, "a bit fast")],
    ids=["th", "en"],
)
async def test_too_many_questions_are_refused_once_and_kindly(
    start_bot: StartBot, reader: Person, other: Person, said: str
) -> None:
    world = await start_bot(questions_per_minute=2)
    for _ in range(6):
        await world.says(reader, HANOI)
    await world.answers(reader.id, 3)
    await world.quiet()
    texts = [call.plain for call in world.sent("sendMessage", chat=reader.id)]
    assert len(texts) == 3
    assert said in texts[2]
    await world.says(other, HANOI)  # others aren't touched
    assert "หลายสิบฉบับ" in (await world.answer(other.id)).plain


@pytest.mark.parametrize(
    ("third", "said"),
    [(EDITOR, "แชตนี้ถามกันเยอะ"), (ENGLISH_EDITOR, "This chat asks a lot")],
    ids=["th", "en"],
)
async def test_a_group_has_its_own_limit(start_bot: StartBot, third: Person, said: str) -> None:
    world = await start_bot(chat_questions_per_minute=2)
    for person in (THAI_READER, ENGLISH_READER, third):
        await world.says(person, f"/ask {HANOI}", GROUP)
    answers = await world.answers(GROUP["id"], 3)
    assert said in answers[2].plain


@pytest.mark.parametrize(
    ("reader", "said"),
    [(THAI_READER, "2001 ตัวอักษร"), (ENGLISH_READER, "2001 characters")],
    ids=["th", "en"],
)
async def test_a_long_question_is_declined(world: World, reader: Person, said: str) -> None:
    await world.says(reader, "a" * 2001)
    assert said in (await world.answer(reader.id)).plain


async def test_strangers_are_turned_away_once(start_bot: StartBot) -> None:
    world = await start_bot(
        allowed_users=frozenset({THAI_READER.id}), allowed_chats=frozenset({GROUP["id"]})
    )
    await world.says(ENGLISH_READER, HANOI)
    await world.says(ENGLISH_READER, HANOI)
    assert str(ENGLISH_READER.id) in (await world.answers(ENGLISH_READER.id))[0].plain
    await world.says(THAI_READER, HANOI)
    await world.answer(THAI_READER.id)
    await world.says(ENGLISH_READER, f"/ask {HANOI}", GROUP)
    assert "หลายสิบฉบับ" in (await world.answer(GROUP["id"])).plain
    await world.says(EDITOR, HANOI)
    assert "หลายสิบฉบับ" in (await world.answer(EDITOR.id)).plain
    await world.quiet(0.2)
    assert not world.sent("sendMessage", chat=ENGLISH_READER.id)


async def test_under_load_the_bot_says_that_it_is_busy(start_bot: StartBot) -> None:
    world = await start_bot(queue_limit=1)
    await world.says(THAI_READER, HANOI)
    await world.says(ENGLISH_READER, HANOI)
    await world.answers(THAI_READER.id)
    await world.answers(ENGLISH_READER.id)
    texts = [call.plain for call in world.sent("sendMessage")]
    assert sum("ตอบไม่ทัน" in text or "can't keep up" in text for text in texts) == 1
