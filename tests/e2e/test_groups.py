"""Groups over HTTP: the bot answers only when addressed, in the right topic, to the right person.

Wider than Telegram: the emulator delivers every message given to it, also the plain chatter that
privacy mode (on by default) keeps from a real bot. Narrower: it has no history, so a message replied
to arrives because the test writes it into the update.
"""

from __future__ import annotations

import pytest

from tests.e2e.world import (
    ASKED,
    ENGLISH_READER,
    GROUP,
    MENTION,
    OTHER_READER,
    THAI_READER,
    Person,
    World,
    by_bot,
    entities,
)

HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"
CHAT = GROUP["id"]


both = pytest.mark.parametrize(("reader", "question", "said", "date"), ASKED, ids=["th", "en"])


@both
async def test_only_what_is_addressed_is_answered(
    world: World, reader: Person, question: str, said: str, date: str
) -> None:
    await world.says(reader, question, GROUP)
    await world.says(reader, f"/ask@SomeOtherBot {question}", GROUP)
    await world.says(reader, f"@SomeOtherBot {question}", GROUP)
    await world.says(reader, "/unknown", GROUP)
    await world.quiet()
    assert not world.sent("sendMessage", "sendChatAction")
    for call in ("/ask", "/ask@khaotestbot", MENTION, f"👍👍 {MENTION}"):
        asked = await world.says(reader, f"{call} {question}", GROUP)
        answer = await world.answer(CHAT)
        assert said in answer.plain
        assert date in answer.plain
        assert answer.fields["reply_parameters"]["message_id"] == asked["message_id"]
        assert answer.fields["reply_parameters"]["allow_sending_without_reply"] is True


@both
async def test_a_mention_in_a_reply_asks_that_message(
    world: World, reader: Person, question: str, said: str, date: str
) -> None:
    message = {
        "message_id": 5, "date": 1_700_000_000, "from": OTHER_READER.json(), "chat": GROUP, "text": question,
    }  # fmt: skip
    for call in (MENTION, "/ask"):
        await world.says(reader, call, GROUP, reply_to=message)
        answer = await world.answer(CHAT)
        assert said in answer.plain
        assert date in answer.plain
    # A reply to another person without a mention is none of the bot's business.
    await world.says(reader, "555 ok", GROUP, reply_to=message)
    await world.quiet()
    assert not world.sent("sendMessage")


async def test_follow_ups_of_two_people_dont_mix(world: World) -> None:
    await world.says(THAI_READER, f"/ask {HANOI}", GROUP)
    hanoi = by_bot(await world.answer(CHAT), world.last_number)
    await world.says(ENGLISH_READER, "/ask คิม จอง อึน พบปูตินครั้งแรกที่ไหน", GROUP)
    await world.answer(CHAT)
    await world.says(THAI_READER, "/ask แล้วลงนามเมื่อไร", GROUP)
    assert "เวียดนาม" in (await world.answer(CHAT)).plain
    await world.says(ENGLISH_READER, "/ask แล้วครั้งที่สองล่ะ", GROUP)
    assert "คิม" in (await world.answer(CHAT)).plain
    # In the language of each: the follow-up decides how the answer is framed.
    await world.says(ENGLISH_READER, "/ask and when?", GROUP)
    english = (await world.answer(CHAT)).plain
    assert "คิม" in english
    assert "Sources" in english
    # But who replies to an answer means that answer, whoever asked for it.
    await world.says(ENGLISH_READER, "แล้วเมื่อไร", GROUP, reply_to=hanoi)
    assert "เวียดนาม" in (await world.answer(CHAT)).plain


async def test_topics_are_kept_apart(world: World) -> None:
    opening = {
        "message_id": 77, "date": 1_700_000_000, "from": by_bot_user(), "chat": GROUP,
        "message_thread_id": 77, "is_topic_message": True,
        "forum_topic_created": {"name": "ต่างประเทศ", "icon_color": 7322096},
    }  # fmt: skip
    # Every message in a topic "replies" to the one that opened it, even if that was the bot.
    await world.says(THAI_READER, "สวัสดีทุกคน", GROUP, thread=77, reply_to=opening)
    await world.quiet()
    assert not world.sent("sendMessage")
    await world.says(THAI_READER, f"/ask {HANOI}", GROUP, thread=77, reply_to=opening)
    answer = await world.answer(CHAT)
    assert str(answer.fields["message_thread_id"]) == "77"
    await world.says(THAI_READER, "/ask แล้วเมื่อไร", GROUP, thread=88)
    other = await world.answer(CHAT)
    assert str(other.fields["message_thread_id"]) == "88"
    await world.says(THAI_READER, "/ask แล้วเมื่อไร", GROUP, thread=77, reply_to=opening)
    same = await world.answer(CHAT)
    assert "เวียดนาม" in same.plain
    assert same.plain != other.plain


@pytest.mark.parametrize(
    ("reader", "said"),
    [(THAI_READER, "โหมดความเป็นส่วนตัว"), (ENGLISH_READER, "privacy mode")],
    ids=["th", "en"],
)
async def test_help_says_what_works_with_privacy_mode(
    world: World, reader: Person, said: str
) -> None:
    await world.says(reader, "/help@KhaoTestBot", GROUP)
    answer = await world.answer(CHAT)
    assert "/ask@KhaoTestBot" in answer.plain
    assert said in answer.plain


def by_bot_user() -> dict[str, object]:
    return {"id": 7, "is_bot": True, "first_name": "Khaobot", "username": "KhaoTestBot"}


def test_offsets_count_utf16_units() -> None:
    assert entities("👍👍 @KhaoTestBot")[0]["offset"] == 5
