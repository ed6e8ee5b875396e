"""Private chats over HTTP: every text is a question, and an edited one gets its answer edited.

Wider than Telegram: the emulator delivers edited messages because the adapter lets it, and accepts
edits of any message. Narrower: it knows no drafts, reactions or link previews.
"""

from __future__ import annotations

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.world import ENGLISH_READER, OTHER_READER, THAI_READER, Person, World, by_bot

HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"

both = pytest.mark.parametrize(
    ("reader", "question", "other", "follow_up", "sources"),
    [
        (THAI_READER, HANOI, "คิม จอง อึน พบปูตินครั้งแรกที่ไหน", "แล้วเมื่อไร", "ที่มา"),
        (ENGLISH_READER, "When did Vladimir Putin meet To Lam?",
         "Where did Kim Jong Un meet Putin first?", "and where?", "Sources"),
    ],
    ids=["th", "en"],
)  # fmt: skip


async def test_a_thai_question_is_answered_with_quote_and_source(world: World) -> None:
    await world.says(THAI_READER, HANOI)
    answer = await world.answer(THAI_READER.id)
    assert "ลงนามในข้อตกลงความร่วมมือหลายสิบฉบับ" in answer.plain
    assert answer.plain.startswith(("ข่าวที่มีระบุ", "ข่าวที่อาจตอบคำถามนี้ระบุว่า"))
    assert "<blockquote>" in answer.text
    assert '<a href="https://example.org/news/putin-hanoi-2024">' in answer.text
    assert "21 มิถุนายน 2567" in answer.plain
    assert answer.fields["link_preview_options"] == {"is_disabled": True}
    assert "reply_parameters" not in answer.fields


async def test_an_english_question_is_framed_in_english(world: World) -> None:
    await world.says(ENGLISH_READER, "When did Vladimir Putin meet To Lam?")
    answer = await world.answer(ENGLISH_READER.id)
    assert "The" in answer.plain.split()[0] or "This" in answer.plain.split()[0]
    assert "Vladimir Putin" in answer.plain
    assert "21 June 2024" in answer.plain


async def test_typing_is_shown(world: World) -> None:
    await world.says(THAI_READER, HANOI)
    await world.answers(THAI_READER.id)
    assert world.sent("sendChatAction", chat=THAI_READER.id)[0].fields["action"] == "typing"


@both
async def test_an_edited_question_gets_its_answer_edited(
    world: World, reader: Person, question: str, other: str, follow_up: str, sources: str
) -> None:
    asked = await world.says(reader, question)
    await world.answer(reader.id)
    number = world.last_number
    await world.says(reader, other, number=asked["message_id"], edited=True)
    edit = (await world.until(lambda: world.sent("editMessageText")))[0]
    assert edit.fields["message_id"] == str(number) or edit.fields["message_id"] == number
    # The embedder of these tests knows no translation: an English question finds names alone.
    assert ("วลาดิวอสต็อก" if reader is THAI_READER else "(Kim Jong Un)") in edit.plain
    assert sources in edit.plain
    assert not world.sent("sendMessage")
    # An edit that changes nothing, which Telegram reports for link previews, is passed over.
    world.clear()
    await world.says(reader, other, number=asked["message_id"], edited=True)
    await world.quiet()
    assert not world.sent("editMessageText", "sendMessage")


@both
async def test_a_follow_up_uses_the_last_question_until_forget(
    world: World, reader: Person, question: str, other: str, follow_up: str, sources: str
) -> None:
    await world.says(reader, question)
    await world.answer(reader.id)
    await world.says(reader, follow_up)
    followed = await world.answer(reader.id)
    assert "เวียดนาม" in followed.plain
    assert sources in followed.plain
    await world.says(reader, "/forget")
    await world.answer(reader.id)
    await world.says(reader, follow_up)
    alone = await world.answer(reader.id)
    assert alone.plain != followed.plain


async def test_commands_speak_the_persons_language(world: World) -> None:
    for command, thai, english in (
        ("/start", "สวัสดี", "Hello"),
        ("/help", "วิธีใช้", "How it works"),
        ("/privacy", "ข้อมูลที่เก็บ", "What is kept"),
        ("/sources", "มีข่าว 12 ข่าว", "12 articles"),
        ("/ask", "อยากถามอะไร", "What would you like"),
        ("/nonsense", "ไม่รู้จัก", "don't know"),
    ):
        await world.says(THAI_READER, command)
        assert thai in (await world.answer(THAI_READER.id)).plain
        await world.says(ENGLISH_READER, command)
        assert english in (await world.answer(ENGLISH_READER.id)).plain


async def test_the_language_can_be_chosen(world: World) -> None:
    await world.says(ENGLISH_READER, "/language")
    choice = await world.answer(ENGLISH_READER.id)
    await world.presses(ENGLISH_READER, choice, "ไทย", world.last_number)
    told = (await world.until(lambda: world.sent("answerCallbackQuery")))[0]
    assert "ภาษาไทย" in told.fields["text"]
    await world.says(ENGLISH_READER, "/start")
    assert "สวัสดี" in (await world.answer(ENGLISH_READER.id)).plain


async def test_without_a_language_code_the_script_decides(world: World) -> None:
    await world.says(OTHER_READER, "/nonsense please")
    assert "don't know" in (await world.answer(OTHER_READER.id)).plain
    await world.says(OTHER_READER, "/nonsense หน่อยครับ")
    assert "ไม่รู้จัก" in (await world.answer(OTHER_READER.id)).plain


async def test_what_isnt_text_is_declined_kindly(world: World) -> None:
    voice = {"file_id": "v", "file_unique_id": "u", "duration": 3}
    await world.says(THAI_READER, "", voice=voice)
    assert "เฉพาะข้อความ" in (await world.answer(THAI_READER.id)).plain


async def test_an_unanswerable_question_says_what_was_searched(start_bot: StartBot) -> None:
    world = await start_bot(min_confidence=1.0)
    await world.says(ENGLISH_READER, "Who won the 1998 World Cup?")
    answer = await world.answer(ENGLISH_READER.id)
    assert "don't answer" in answer.plain
    assert "“Who won the 1998 World Cup?” in 12 articles, the newest of" in answer.plain
    assert "2024" in answer.plain


@both
async def test_a_reply_to_an_answer_follows_it(
    world: World, reader: Person, question: str, other: str, follow_up: str, sources: str
) -> None:
    await world.says(reader, question)
    first = await world.answer(reader.id)
    replied = by_bot(first, world.last_number)
    await world.says(reader, other)
    await world.answer(reader.id)
    await world.says(reader, follow_up, reply_to=replied)
    assert "เวียดนาม" in (await world.answer(reader.id)).plain


async def test_our_own_inline_result_is_no_question(world: World) -> None:
    bot = {"id": 7, "is_bot": True, "first_name": "Khaobot", "username": "KhaoTestBot"}
    await world.says(THAI_READER, "“…” [1]", via_bot=bot)
    await world.quiet()
    assert not world.sent("sendMessage")
