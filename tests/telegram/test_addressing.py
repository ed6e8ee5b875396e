"""Who is being addressed, with real messages."""

from __future__ import annotations

import pytest
from telegram import Chat, Document, ForumTopicCreated, Message, MessageEntity, User

from bot.telegram.addressing import Addressed, Captioned, addressed, asked_by, thread_of, without
from tests.telegram.build import ENGLISH_READER, GROUP, ME, PRIVATE, message

QUESTION = "ปูตินไปไหน"


def reply(to: Message, text: str, **more: object) -> Addressed | None:
    return addressed(message(text, GROUP, reply_to_message=to, **more), ME)


def test_in_private_every_text_is_a_question() -> None:
    assert addressed(message(QUESTION), ME) == Addressed(QUESTION)
    assert addressed(message(f"@KhaoTestBot {QUESTION}"), ME) == Addressed(QUESTION)
    assert addressed(message("/start"), ME) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (f"/ask {QUESTION}", QUESTION),
        (f"/ASK@khaotestbot {QUESTION}", QUESTION),
        ("/ask", ""),
        ("/ask@OtherBot hello", None),
        ("/help", None),
        (QUESTION, None),
        (f"@KhaoTestBot {QUESTION}", QUESTION),
        (f"@khaotestbot, {QUESTION}", None),  # Telegram's entity ends before the comma; see below
        (f"{QUESTION} @KhaoTestBot", QUESTION),
        (f"👨‍👩‍👧 @KhaoTestBot {QUESTION}", f"👨‍👩‍👧 {QUESTION}"),
        ("@KhaoTestBotFan hello", None),
        ("@OtherBot hello", None),
    ],
)
def test_in_groups_only_what_is_addressed(text: str, question: str | None) -> None:
    call = addressed(message(text, GROUP), ME)
    assert (call.question if call else None) == question


@pytest.mark.parametrize(
    ("caption", "taken"),
    [
        ("/add", True),
        ("/add ข่าวเช้านี้", True),
        ("/add\nข่าวเช้านี้", True),
        ("/ADD@khaotestbot", True),
        ("/add@OtherBot", False),
        ("/add@OtherBot @KhaoTestBot", False),
        ("/added", False),
        ("add", False),
        ("ข่าว /add", False),
        ("", False),
        (None, False),
    ],
)
def test_a_caption_for_another_bot_is_left_to_it(caption: str | None, taken: bool) -> None:
    file = message(None, GROUP, document=Document("f", "u", "a.txt"), caption=caption)
    assert Captioned("add").filter(file) is taken


def test_a_mention_followed_by_a_comma() -> None:
    entity = MessageEntity(MessageEntity.MENTION, 0, len("@KhaoTestBot"))
    call = addressed(message(f"@KhaoTestBot, {QUESTION}", GROUP, entities=[entity]), ME)
    assert call == Addressed(QUESTION)


def test_a_mention_by_name_of_a_bot() -> None:
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 0, 7, user=ME)
    call = addressed(message(f"Khaobot {QUESTION}", GROUP, entities=[entity]), ME)
    assert call == Addressed(QUESTION)
    other = MessageEntity(MessageEntity.TEXT_MENTION, 0, 7, user=ENGLISH_READER)
    assert addressed(message(f"Khaobot {QUESTION}", GROUP, entities=[other]), ME) is None


def test_replies() -> None:
    ours = message("คำตอบ", GROUP, ME, number=5)
    theirs = message(QUESTION, GROUP, ENGLISH_READER, number=6)
    assert reply(ours, "แล้วเมื่อไร") == Addressed("แล้วเมื่อไร", 5)
    assert reply(theirs, "ใช่") is None
    assert reply(theirs, "@KhaoTestBot") == Addressed(QUESTION)
    assert reply(theirs, "/ask") == Addressed(QUESTION)
    assert reply(theirs, "@KhaoTestBot จริงไหม") == Addressed("จริงไหม", None, QUESTION)


def test_the_opening_of_a_topic_is_no_reply() -> None:
    opening = message(None, GROUP, ME, number=77, forum_topic_created=ForumTopicCreated("ข่าว", 1))
    more = {"message_thread_id": 77, "is_topic_message": True}
    assert reply(opening, "สวัสดี", **more) is None
    assert reply(message("x", GROUP, ME, number=77), "สวัสดี", **more) is None
    assert thread_of(message("x", GROUP, **more)) == 77
    assert thread_of(message("x", GROUP, message_thread_id=5)) == 0  # a thread of replies


def test_bots_are_not_answered_but_anonymous_administrators_are() -> None:
    other = User(8, "Other", is_bot=True)
    assert addressed(message(f"/ask {QUESTION}", GROUP, other), ME) is None
    assert addressed(message(QUESTION, PRIVATE, via_bot=ME), ME) is None
    anonymous = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
    said = message(f"/ask {QUESTION}", GROUP, anonymous, sender_chat=Chat(GROUP.id, GROUP.type))
    assert addressed(said, ME) == Addressed(QUESTION)
    assert asked_by(said, QUESTION).person == GROUP.id


def test_entities_are_cut_by_utf16_offsets() -> None:
    text = "😀😀 @bot ก"
    assert without(text, [MessageEntity(MessageEntity.MENTION, 5, 4)]) == "😀😀 ก"
