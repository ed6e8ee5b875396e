"""Answers written by a language model, over HTTP on both sides: a scripted model, an emulated Telegram.

Wider than Telegram: drafts are modelled by the adapter alone, in any chat and at any rate. Narrower: a model says
what the test scripts, and the check is a double that knows citations and digits; the real one is in
tests/bot/answering, a real model in tests/integration.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.texts import NOT_FOUND, text
from tests.bot.writing.server import Reply, ScriptedServer, scripted_server
from tests.e2e.conftest import StartBot
from tests.e2e.emulator import Fault
from tests.e2e.world import ENGLISH_READER, GROUP, MENTION, THAI_READER, World

ENGLISH = "What did Vladimir Putin sign in Hanoi?"
THAI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"
SAID = (
    "Putin signed dozens of agreements [1]. They cost 987654 dollars [1]. He then left Hanoi [1]."
)
LEFT = "Putin signed dozens of agreements [1]. He then left Hanoi [1]."
FRAMES = tuple(text(f"answered_{kind}", "en") for kind in ("one", "many", "unsure"))
SLOWLY = Reply(SAID, size=11, pause=0.03)


@pytest_asyncio.fixture
async def model() -> AsyncIterator[ScriptedServer]:
    async with scripted_server() as server:
        yield server


@pytest_asyncio.fixture
async def world(start_bot: StartBot, model: ScriptedServer) -> World:
    return await start_bot(llm_base_url=model.url, llm_model="scripted")


def everything_shown(world: World) -> str:
    calls = world.sent("sendMessage", "editMessageText", "sendMessageDraft")
    return "\n".join(call.plain for call in calls)


async def test_in_private_a_draft_grows_and_the_answer_is_sent_once(
    world: World, model: ScriptedServer
) -> None:
    model.says(SLOWLY)
    await world.says(ENGLISH_READER, ENGLISH)
    answer = (await world.answers(ENGLISH_READER.id))[0]
    assert answer.plain.startswith(LEFT)
    assert "<blockquote expandable>" in answer.text
    assert "Sources\n[1]" in answer.plain
    assert "reply_markup" in answer.fields
    await world.quiet()
    drafts = world.sent("sendMessageDraft")
    assert drafts
    assert all(LEFT.startswith(draft.text) for draft in drafts)
    assert len({draft.fields["draft_id"] for draft in drafts}) == 1
    assert drafts[-1].at < answer.at
    assert len(world.sent("sendMessage")) == 1
    assert not world.sent("editMessageText")
    assert "987654" not in everything_shown(world)


async def test_no_draft_comes_after_the_answer(world: World, model: ScriptedServer) -> None:
    late = Fault("sendMessageDraft", 500, "Internal Server Error", delay=1.0, after=True)
    world.emulator.faults.append(late)
    model.says(SLOWLY)
    await world.says(ENGLISH_READER, ENGLISH)
    answer = (await world.answers(ENGLISH_READER.id))[0]
    (draft,) = world.sent("fault:sendMessageDraft")
    assert answer.at - draft.at >= 1.0
    await world.quiet()
    assert not [call for call in world.sent("sendMessageDraft") if call.at > answer.at]


async def test_a_thai_answer(world: World, model: ScriptedServer) -> None:
    model.says("ปูตินลงนามในข้อตกลงหลายสิบฉบับ [1]")
    await world.says(THAI_READER, THAI)
    answer = await world.answer(THAI_READER.id)
    assert answer.plain.startswith("ปูตินลงนามในข้อตกลงหลายสิบฉบับ [1]\n")
    assert "ที่มา\n[1]" in answer.plain


async def test_drafts_that_are_refused_are_given_up_and_answers_still_come(
    world: World, model: ScriptedServer
) -> None:
    refusal = Fault("sendMessageDraft", 400, "Bad Request: TEXTDRAFT_PEER_INVALID", times=99)
    world.emulator.faults.append(refusal)
    tried = []
    for number in range(5):
        model.says(SLOWLY)
        await world.says(ENGLISH_READER, f"{ENGLISH} {number}")
        assert (await world.answers(ENGLISH_READER.id))[0].plain.startswith(LEFT)
        tried.append(len(world.sent("fault:sendMessageDraft")))
        world.clear()
    assert tried == [1, 1, 1, 0, 0]


async def test_in_a_group_one_message_grows_into_the_answer(
    world: World, model: ScriptedServer
) -> None:
    model.says(SLOWLY)
    asked = await world.says(ENGLISH_READER, f"/ask {ENGLISH}", GROUP)
    final = (
        await world.until(
            lambda: [c for c in world.sent("editMessageText") if "reply_markup" in c.fields]
        )
    )[0]
    (first,) = world.sent("sendMessage")
    assert first.plain == "Putin signed dozens of agreements [1]. …"
    assert first.fields["reply_parameters"]["message_id"] == asked["message_id"]
    assert final.plain.startswith(LEFT)
    assert int(final.fields["message_id"]) == world.last_number
    assert not world.sent("sendMessageDraft")
    assert "987654" not in everything_shown(world)
    # Its buttons belong to it.
    await world.presses(ENGLISH_READER, final, "👍", world.last_number)
    assert (await world.until(lambda: world.sent("answerCallbackQuery")))[0].fields["text"]


async def test_in_a_group_an_answer_that_cannot_be_edited_is_sent_anew(
    world: World, model: ScriptedServer
) -> None:
    model.says(SLOWLY)
    gone = Fault("editMessageText", 400, "Bad Request: message to edit not found", times=9)
    world.emulator.faults.append(gone)
    await world.says(ENGLISH_READER, f"{MENTION} {ENGLISH}", GROUP)
    _, final = await world.answers(GROUP["id"], 2)
    assert final.plain.startswith(LEFT)
    await world.quiet()
    assert len(world.sent("sendMessage")) == 2


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=500, body="Traceback"),
        Reply(status=429, headers={"Retry-After": "60"}),
        Reply(SAID, size=11, pause=0.03, breaks=True),
        Reply(breaks=True),
        Reply(hangs=True),
        Reply(body="data: {garbage\n\n", headers={"Content-Type": "text/event-stream"}),
        Reply("I'm sorry, I can't help with that."),
        Reply(NOT_FOUND),
        Reply("ปูตินลงนามในข้อตกลง [1]"),
        Reply("It cost 987654 dollars [1]. "),
        Reply("On and on ", endless=True),
    ],
    ids=["500", "429", "broken", "dropped", "hang", "garbage", "refusal", "declined", "language", "invented", "endless"],
)  # fmt: skip
async def test_whatever_the_model_does_the_quotes_come_and_no_error(
    start_bot: StartBot, model: ScriptedServer, reply: Reply
) -> None:
    world = await start_bot(llm_base_url=model.url, llm_model="scripted", llm_timeout=3.0)
    model.says(reply)
    await world.says(ENGLISH_READER, ENGLISH)
    answer = (await world.answers(ENGLISH_READER.id))[0]
    assert answer.plain.startswith(FRAMES)
    assert "<blockquote>" in answer.text
    await world.quiet()
    assert len(world.sent("sendMessage")) == 1
    assert "987654" not in everything_shown(world)
    assert "Sorry" not in everything_shown(world)


async def test_an_edited_question_keeps_its_answer_until_the_new_one_is_whole(
    world: World, model: ScriptedServer
) -> None:
    model.says(SLOWLY)
    asked = await world.says(ENGLISH_READER, ENGLISH)
    await world.answer(ENGLISH_READER.id)
    await world.says(
        ENGLISH_READER, "When did Vladimir Putin sign in Hanoi?", number=asked["message_id"], edited=True
    )  # fmt: skip
    edit = (await world.until(lambda: world.sent("editMessageText")))[0]
    assert edit.plain.startswith(LEFT)
    assert not world.sent("sendMessage", "sendMessageDraft")


async def test_a_follow_up_is_rewritten_and_its_answer_follows(
    world: World, model: ScriptedServer
) -> None:
    model.says("Putin signed dozens of agreements [1].", "When did Vladimir Putin sign in Hanoi?", "In June [1].")  # fmt: skip
    await world.says(ENGLISH_READER, ENGLISH)
    await world.answer(ENGLISH_READER.id)
    await world.says(ENGLISH_READER, "and when?")
    assert (await world.answer(ENGLISH_READER.id)).plain.startswith("In June [1].")
    assert model.prompts[2].startswith("When did Vladimir Putin sign in Hanoi?\n")
