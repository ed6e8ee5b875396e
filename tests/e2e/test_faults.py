"""What goes wrong between the bot and Telegram, injected over HTTP: each handled, logged once, nothing lost.

Wider than Telegram: faults come when a test wants them. The emulator has none, so the adapter answers in its
place, with the codes and texts that Telegram documents or that people report. Narrower: one comes alone; many,
of all kinds and under load, are in tests/reliability.
"""

from __future__ import annotations

import logging
import time
from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer
from tests.e2e.conftest import StartBot
from tests.e2e.emulator import TOKEN, Fault
from tests.e2e.world import EDITOR, ENGLISH_READER, GROUP, THAI_READER, World

HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"
ANSWER = "หลายสิบฉบับ"


@pytest.fixture(autouse=True)
def everything_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    for name in ("bot", "telegram"):
        caplog.set_level(logging.INFO, name)


def failing(world: World, caplog: pytest.LogCaptureFixture, *faults: Fault) -> None:
    """Inject `faults`; the log begins here."""
    caplog.clear()
    world.emulator.faults.extend(faults)


def logged(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what was logged of the fault, by the bot and by the library, besides its journal of questions."""
    ours = [r for r in caplog.records if r.name.split(".")[0] in ("bot", "telegram")]
    return [record.getMessage() for record in ours if record.name != "bot.journal"]


async def test_a_flood_limit_is_waited_out_for_that_chat_alone(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    failing(
        world,
        caplog,
        Fault(
            "sendMessage",
            429,
            "Too Many Requests: retry after 1",
            {"retry_after": 1},
            chat=THAI_READER.id,
        ),
    )
    started = time.monotonic()
    await world.says(THAI_READER, HANOI)
    await world.says(ENGLISH_READER, HANOI)
    ann = (await world.answers(ENGLISH_READER.id))[0]
    somchai = (await world.answers(THAI_READER.id))[0]
    assert ann.at - started < 1.0
    assert somchai.at - started >= 1.0
    assert ANSWER in somchai.plain
    await world.quiet()
    assert len(world.sent("sendMessage", chat=THAI_READER.id)) == 1
    (line,) = logged(caplog)
    assert "wait 1 s before writing to 101" in line


@pytest.mark.parametrize("fault", [
    Fault("sendMessage", 500, "Internal Server Error"),
    Fault("sendMessage", 500, "Internal Server Error", times=2),
    Fault("sendMessage", 502, "Bad Gateway"),
    Fault("sendMessage", drop=True),
    Fault("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag"),
], ids=["500", "500 twice", "502", "dropped", "can't parse"])  # fmt: skip
async def test_the_answer_arrives_all_the_same_and_once(
    world: World, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    failing(world, caplog, replace(fault))
    await world.says(THAI_READER, HANOI)
    assert ANSWER in (await world.answers(THAI_READER.id))[0].plain
    await world.quiet()
    assert len(world.sent("sendMessage", chat=THAI_READER.id)) == 1
    assert len(logged(caplog)) == fault.times
    if fault.status == 400:
        assert "parse_mode" not in world.sent("sendMessage")[0].fields


async def test_a_message_that_timed_out_isnt_sent_twice(
    start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    world = await start_bot(telegram_timeout=0.5)
    # Telegram takes the message, but its answer comes too late.
    failing(world, caplog, Fault("sendMessage", 500, delay=1.0, after=True, chat=THAI_READER.id))
    await world.says(THAI_READER, HANOI)
    await world.answers(THAI_READER.id)
    await world.quiet(1.5)
    assert len(world.sent("sendMessage", chat=THAI_READER.id)) == 1
    (line,) = logged(caplog)
    assert "may or may not have arrived" in line
    await world.says(THAI_READER, "คิม จอง อึน พบปูตินครั้งแรกที่ไหน")  # the chat goes on
    await world.answers(THAI_READER.id, 2)


async def test_a_hung_edit_is_repeated(
    start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    world = await start_bot(telegram_timeout=0.5)
    asked = await world.says(THAI_READER, HANOI)
    await world.answer(THAI_READER.id)
    failing(world, caplog, Fault("editMessageText", 500, delay=1.0))
    await world.says(
        THAI_READER, "คิม จอง อึน พบปูตินครั้งแรกที่ไหน", number=asked["message_id"], edited=True
    )
    edits = await world.until(lambda: world.sent("editMessageText"))
    assert "วลาดิวอสต็อก" in edits[0].plain
    assert len(logged(caplog)) == 1


async def test_who_blocked_the_bot_is_remembered_until_they_write(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    failing(
        world,
        caplog,
        Fault("sendMessage", 403, "Forbidden: bot was blocked by the user", chat=THAI_READER.id),
    )
    await world.says(THAI_READER, HANOI)
    await world.quiet(1.0)
    assert not world.sent("sendMessage", chat=THAI_READER.id)
    (line,) = logged(caplog)
    assert "can't be written to" in line
    assert not [r for r in caplog.records if r.levelno >= logging.ERROR]
    await world.says(THAI_READER, HANOI)
    assert ANSWER in (await world.answer(THAI_READER.id)).plain


async def test_an_edit_that_changes_nothing_is_fine(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await world.says(THAI_READER, HANOI)
    await world.answer(THAI_READER.id)
    failing(world, caplog, Fault("editMessageText", 400, "Bad Request: message is not modified: …"))
    await world.says(THAI_READER, HANOI + "ครับ", number=asked["message_id"], edited=True)
    await world.quiet(1.0)
    assert not world.sent("sendMessage")
    assert len(logged(caplog)) == 1
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


async def test_an_answer_that_was_deleted_is_sent_anew(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await world.says(THAI_READER, HANOI)
    await world.answer(THAI_READER.id)
    failing(world, caplog, Fault("editMessageText", 400, "Bad Request: message to edit not found"))
    await world.says(
        THAI_READER, "คิม จอง อึน พบปูตินครั้งแรกที่ไหน", number=asked["message_id"], edited=True
    )
    again = await world.answer(THAI_READER.id)
    assert "วลาดิวอสต็อก" in again.plain
    assert again.fields["reply_parameters"]["message_id"] == asked["message_id"]
    assert len(logged(caplog)) == 1


async def test_a_question_that_was_deleted_is_answered_without_a_reply(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    failing(
        world, caplog, Fault("sendMessage", 400, "Bad Request: message to be replied not found")
    )
    await world.says(THAI_READER, f"/ask {HANOI}", GROUP)
    answer = await world.answer(GROUP["id"])
    assert ANSWER in answer.plain
    assert "reply_parameters" not in answer.fields
    assert len(logged(caplog)) == 1


async def test_a_topic_that_was_deleted(world: World, caplog: pytest.LogCaptureFixture) -> None:
    failing(world, caplog, Fault("sendMessage", 400, "Bad Request: message thread not found"))
    await world.says(THAI_READER, f"/ask {HANOI}", GROUP, thread=5)
    assert "message_thread_id" not in (await world.answer(GROUP["id"])).fields
    assert len(logged(caplog)) == 1


async def test_a_group_that_became_a_supergroup(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    old = {"id": -55, "type": "group", "title": "ห้องข่าว"}
    await world.says(THAI_READER, f"/ask {HANOI}", old)
    await world.answer(-55)
    migrated = {"migrate_to_chat_id": GROUP["id"]}
    moved = Fault("sendMessage", 400, "Bad Request: group chat was upgraded", migrated, chat=-55)
    failing(world, caplog, moved)
    await world.says(THAI_READER, "/ask แล้วเมื่อไร", old)
    assert "เวียดนาม" in (await world.answer(GROUP["id"])).plain
    (line,) = logged(caplog)
    assert "-55 is now" in line
    # The conversation has moved as well.
    await world.says(THAI_READER, "/ask แล้วเมื่อไร", GROUP)
    assert "เวียดนาม" in (await world.answer(GROUP["id"])).plain


async def test_an_error_of_ours_is_apologised_for_with_its_reference(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe /secret/path")

    with monkeypatch.context() as patched:
        patched.setattr(Answerer, "answer", broken)
        await world.says(ENGLISH_READER, HANOI)
        apology = (await world.answer(ENGLISH_READER.id)).plain
    reference = apology.rsplit("reference ", 1)[1][:6]
    assert "secret" not in apology
    (logged,) = [r for r in caplog.records if reference in r.getMessage()]
    assert logged.exc_info is not None
    await world.says(EDITOR, "/status")
    status = (await world.answer(EDITOR.id)).plain
    assert reference in status
    assert TOKEN not in status
    await world.says(ENGLISH_READER, HANOI)  # and the chat goes on
    assert ANSWER in (await world.answer(ENGLISH_READER.id)).plain


@pytest.mark.parametrize("fault", [
    Fault("answerCallbackQuery", 429, "Too Many Requests: retry after 1", {"retry_after": 1}),
    Fault("answerCallbackQuery", 500, "Internal Server Error"),
    Fault("answerCallbackQuery", drop=True),
], ids=["429", "500", "dropped"])  # fmt: skip
async def test_a_button_is_answered_all_the_same(
    world: World, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    await world.says(THAI_READER, HANOI)
    answer = await world.answer(THAI_READER.id)
    failing(world, caplog, replace(fault))
    await world.presses(THAI_READER, answer, "👍", world.last_number)
    await world.until(lambda: world.sent("answerCallbackQuery"))
    await world.quiet()
    assert len(world.sent("answerCallbackQuery")) == 1
    assert len(logged(caplog)) == 1


@pytest.mark.parametrize("fault", [
    Fault("answerInlineQuery", 429, "Too Many Requests: retry after 1", {"retry_after": 1}),
    Fault("answerInlineQuery", 502, "Bad Gateway"),
], ids=["429", "502"])  # fmt: skip
async def test_an_inline_query_is_answered_all_the_same(
    world: World, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    failing(world, caplog, replace(fault))
    await world.types(ENGLISH_READER, HANOI)
    await world.until(lambda: world.sent("answerInlineQuery"))
    assert len(logged(caplog)) == 1


async def test_typing_that_fails_costs_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    failing(world, caplog, Fault("sendChatAction", 429, "Too Many Requests", {"retry_after": 60}))
    await world.says(THAI_READER, HANOI)
    assert ANSWER in (await world.answer(THAI_READER.id)).plain
    assert len(logged(caplog)) == 1


async def test_fetching_goes_on_after_faults(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    failing(
        world,
        caplog,
        Fault("getUpdates", 502, "Bad Gateway"),
        Fault("getUpdates", drop=True),
        Fault("getUpdates", 429, "Too Many Requests", {"retry_after": 1}),
        Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request"),
    )
    await world.says(THAI_READER, HANOI)
    await world.quiet(5)
    await world.says(ENGLISH_READER, HANOI)
    await world.answers(THAI_READER.id)
    await world.answers(ENGLISH_READER.id)
    ours = logged(caplog)
    # 502 and the dropped connection are one trouble: Telegram can't be reached.
    for said in ("Another program fetches", "(Bad Gateway); trying on"):
        assert len([line for line in ours if said in line]) == 1, ours
    assert TOKEN not in "".join(ours)
