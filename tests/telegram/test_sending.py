"""What the sender does with whatever comes back; no network, no waiting."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import httpx
import pytest
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.state.database import StateDatabase
from bot.state.people import People
from bot.telegram.pauses import jitter
from bot.telegram.pieces import Formatted
from bot.telegram.sending import NotSent, Place, Sender
from tests.telegram.build import ScriptedRequest, bot, refused, sent

HTML = Formatted("<b>x</b>", "x")


class Stand:
    """A sender with a scripted Telegram; `slept` are the seconds it wanted to wait."""

    def __init__(self, folder: Path, *replies: object) -> None:
        self.people = People(StateDatabase(folder / "state.sqlite"))
        self.slept: list[float] = []
        self.counted: list[str] = []
        self.sender = Sender(
            self.people, self._sleep, 60, jitter=lambda: 1.0, count=self.counted.append
        )
        self.request = ScriptedRequest(*replies)
        self.bot: Bot = bot(self.request)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def asked(self) -> list[dict[str, object]]:
        return [parameters for _, parameters in self.request.asked]


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


async def test_429_waits_what_it_says(tmp_path: Path) -> None:
    stand = Stand(tmp_path, refused(429, "Too Many Requests", retry_after=7), sent())
    assert (await stand.sender.send(stand.bot, Place(101), HTML)).message_id == 9
    assert stand.slept == [7.0]


async def test_a_wait_of_an_hour_is_not_waited(tmp_path: Path) -> None:
    stand = Stand(tmp_path, refused(429, "Too Many Requests", retry_after=3600))
    with pytest.raises(NotSent):
        await stand.sender.send(stand.bot, Place(101), HTML)


async def test_connection_errors_are_tried_again_later_each_time(tmp_path: Path) -> None:
    broken = NetworkError("httpx.ConnectError")
    stand = Stand(tmp_path, broken, broken, refused(502, "Bad Gateway"), sent())
    await stand.sender.send(stand.bot, Place(101), HTML)
    assert stand.slept == [0.5, 1.0, 2.0]


async def test_a_timeout_is_repeated_only_if_nothing_was_sent(tmp_path: Path) -> None:
    never = caused(TimedOut(), httpx.ConnectTimeout("…"))
    stand = Stand(tmp_path, never, sent())
    await stand.sender.send(stand.bot, Place(101), HTML)
    maybe = caused(TimedOut(), httpx.ReadTimeout("…"))
    stand = Stand(tmp_path, maybe, sent())
    with pytest.raises(NotSent):
        await stand.sender.send(stand.bot, Place(101), HTML)
    assert len(stand.asked) == 1


async def test_markup_refused_becomes_plain_text(tmp_path: Path) -> None:
    stand = Stand(tmp_path, refused(400, "Bad Request: can't parse entities: …"), sent())
    await stand.sender.send(stand.bot, Place(101), HTML)
    assert [a["text"] for a in stand.asked] == ["<b>x</b>", "x"]
    assert "parse_mode" not in stand.asked[1]


async def test_what_is_gone_is_left_out(tmp_path: Path) -> None:
    stand = Stand(
        tmp_path,
        refused(400, "Bad Request: message to be replied not found"),
        refused(400, "Bad Request: message thread not found"),
        sent(),
    )
    await stand.sender.send(stand.bot, Place(101, 5, 6), HTML)
    assert set(stand.asked[2]) == {"chat_id", "text", "parse_mode"}


async def test_an_unknown_refusal_is_logged_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stand = Stand(tmp_path, refused(400, "Bad Request: chat not found"))
    with pytest.raises(NotSent):
        await stand.sender.send(stand.bot, Place(101), HTML)
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    "fault",
    [
        refused(429, "Too Many Requests", retry_after=7),
        refused(500, "Internal Server Error"),
        refused(502, "Bad Gateway"),
        NetworkError("httpx.ConnectError"),
        caused(TimedOut(), httpx.ConnectTimeout("…")),
        refused(400, "Bad Request: can't parse entities: Unsupported start tag"),
        refused(400, "Bad Request: message to be replied not found"),
        refused(400, "Bad Request: message thread not found"),
        refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100),
    ],
    ids=["429", "500", "502", "dropped", "no connection", "can't parse", "no reply", "no thread", "moved"],
)  # fmt: skip
async def test_what_is_recovered_is_logged_once(
    tmp_path: Path, fault: object, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    stand = Stand(tmp_path, fault, sent())
    assert (await stand.sender.send(stand.bot, Place(-5, 5, 6), HTML)).message_id == 9
    assert len(stand.asked) == 2
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("fault", "attempts"),
    [
        (refused(429, "Too Many Requests", retry_after=7), 2),
        (refused(500, "Internal Server Error"), 2),
        (caused(TimedOut(), httpx.ReadTimeout("…")), 2),
        (refused(400, "Bad Request: can't parse entities: …"), 2),
        (refused(400, "Bad Request: message is not modified: …"), 1),
        (refused(400, "Bad Request: message to edit not found"), 1),
        (refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), 1),
    ],
)  # fmt: skip
async def test_faults_of_edits_are_logged_once(
    tmp_path: Path, fault: object, attempts: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    stand = Stand(tmp_path, fault, sent())
    await stand.sender.edit(stand.bot, -5, 9, HTML)
    assert len(stand.asked) == attempts
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("fault", "made"),
    [
        (refused(429, "Too Many Requests", retry_after=7), True),
        (refused(500, "Internal Server Error"), True),
        (NetworkError("httpx.ConnectError"), True),
        (refused(400, "Bad Request: query is too old"), False),
        (refused(403, "Forbidden: bot was blocked by the user"), False),
    ],
)  # fmt: skip
async def test_faults_of_calls_that_may_be_repeated_are_logged_once(
    tmp_path: Path, fault: object, made: bool, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    stand = Stand(tmp_path, fault, (200, {"ok": True, "result": True}))
    call = stand.bot.answer_callback_query
    assert await stand.sender.repeatable(lambda: call("1"), "answering a button") is made
    assert len(caplog.records) == 1


async def test_a_picture_is_sent_like_any_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stand = Stand(
        tmp_path,
        refused(400, "Bad Request: message to be replied not found"),
        refused(429, "Too Many Requests", retry_after=7),
        sent(),
    )
    await stand.sender.send(stand.bot, Place(101, 5, 6), HTML, picture=b"png")
    assert [method for method, _ in stand.request.asked] == ["sendPhoto"] * 3
    assert stand.asked[2]["caption"] == "<b>x</b>"
    assert stand.asked[2]["message_thread_id"] == 5
    assert "reply_parameters" not in stand.asked[2]


async def test_a_picture_that_is_refused_leaves_its_words(tmp_path: Path) -> None:
    refusal = refused(400, "Bad Request: not enough rights to send photos to the chat")
    stand = Stand(tmp_path, refusal, sent())
    await stand.sender.send(stand.bot, Place(101), HTML, picture=b"png")
    assert [method for method, _ in stand.request.asked] == ["sendPhoto", "sendMessage"]
    assert stand.asked[1]["text"] == "<b>x</b>"


async def test_a_block_is_remembered(tmp_path: Path) -> None:
    stand = Stand(tmp_path, refused(403, "Forbidden: bot was blocked by the user"))
    with pytest.raises(NotSent):
        await stand.sender.send(stand.bot, Place(101), HTML)
    again = People(StateDatabase(tmp_path / "state.sqlite"))
    assert again.is_unreachable(101)
    with pytest.raises(NotSent):  # not even tried
        await Sender(again).send(stand.bot, Place(101), HTML)
    again.mark_reachable(101)
    assert not People(StateDatabase(tmp_path / "state.sqlite")).is_unreachable(101)


async def test_a_group_that_moved(tmp_path: Path) -> None:
    moved = refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100)
    stand = Stand(tmp_path, moved, sent(chat=-100))
    assert (await stand.sender.send(stand.bot, Place(-5, reply_to=3), HTML)).chat_id == -100
    assert stand.asked[1]["chat_id"] == -100


async def test_edits(tmp_path: Path) -> None:
    stand = Stand(
        tmp_path,
        refused(400, "Bad Request: message is not modified"),
        refused(400, "Bad Request: message can't be edited"),
        caused(TimedOut(), httpx.ReadTimeout("…")),
        sent(),
    )
    assert await stand.sender.edit(stand.bot, 101, 9, HTML)
    assert not await stand.sender.edit(stand.bot, 101, 9, HTML)
    assert await stand.sender.edit(stand.bot, 101, 9, HTML)  # repeated: it does no harm


async def test_silence_in_one_chat_holds_for_all_that_is_sent_there(tmp_path: Path) -> None:
    waiting, over = asyncio.Event(), asyncio.Event()
    stand = Stand(
        tmp_path, refused(429, "Too Many Requests", retry_after=5), sent(), sent(), sent()
    )

    async def sleep(seconds: float) -> None:
        waiting.set()
        await over.wait()

    sender = Sender(stand.people, sleep)
    first = asyncio.create_task(sender.send(stand.bot, Place(101), HTML))
    await waiting.wait()
    second = asyncio.create_task(sender.send(stand.bot, Place(101), HTML))
    await sender.send(stand.bot, Place(102), HTML)  # another chat is not held up
    await asyncio.sleep(0.01)
    assert [asked["chat_id"] for asked in stand.asked] == [101, 102]
    over.set()
    await first
    await second
    assert [asked["chat_id"] for asked in stand.asked] == [101, 102, 101, 101]


async def test_patience_has_an_end(tmp_path: Path) -> None:
    stand = Stand(tmp_path, *[NetworkError("httpx.ConnectError")] * 100)
    with pytest.raises(NotSent):
        await stand.sender.send(stand.bot, Place(101), HTML)
    assert 60 <= sum(stand.slept) < 64
    assert max(stand.slept) == 4.0
    assert stand.counted[-1] == "failed"
    assert set(stand.counted[:-1]) == {"retried"}


def test_nobody_tries_again_in_step() -> None:
    factors = {jitter() for _ in range(100)}
    assert len(factors) > 90
    assert all(0.5 <= factor <= 1.0 for factor in factors)


async def test_what_became_of_it_is_counted(tmp_path: Path) -> None:
    stand = Stand(
        tmp_path,
        refused(429, "Too Many Requests", retry_after=1),
        sent(),
        caused(TimedOut(), httpx.ReadTimeout("…")),
        refused(403, "Forbidden: bot was blocked by the user"),
    )
    await stand.sender.send(stand.bot, Place(101), HTML)
    for _ in range(2):
        with pytest.raises(NotSent):
            await stand.sender.send(stand.bot, Place(101), HTML)
    assert stand.counted == ["limited", "sent", "unsure", "blocked"]
