"""Fetching: the receipt goes out after the write, and nothing that goes wrong ends it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError

from bot.health import Health
from bot.limits import Gate
from bot.metrics import Metrics
from bot.telegram import fetching
from bot.telegram.fetching import Fetcher
from tests.telegram.build import THAI_READER, ScriptedRequest, bot, refused

EMPTY = (200, {"ok": True, "result": True})


def fetched(*updates: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    return 200, {"ok": True, "result": list(updates)}


def says(number: int) -> dict[str, Any]:
    sender = THAI_READER.to_dict()
    chat = {"id": THAI_READER.id, "type": "private"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": "ปูตินไปไหน"}
    return {"update_id": number, "message": message}


class Stand:
    """A fetcher with a scripted Telegram, which ends when nothing is left to be said."""

    def __init__(self, *replies: object, take_fails: int = 0) -> None:
        self.request = ScriptedRequest(EMPTY, *replies)
        self.taken: list[int] = []
        self.reported: list[Exception] = []
        self.metrics = Metrics()
        self.health = Health(lambda: "g1", Gate(1))
        self._take_fails = take_fails
        telegram = bot(self.request)
        telegram._request = (self.request, self.request)
        self.fetcher = Fetcher(
            telegram, self._take, self._report, self.health, self.metrics, ["message"]
        )

    async def run(self) -> None:
        with pytest.raises(asyncio.CancelledError):
            await self.fetcher.run()

    @property
    def offsets(self) -> list[object]:
        """The offset of each request that was made."""
        return [
            asked.get("offset") for method, asked in self.request.asked if method == "getUpdates"
        ]

    async def _take(self, updates: Sequence[Update]) -> None:
        if self._take_fails:
            self._take_fails -= 1
            raise OSError(28, "No space left on device")
        self.taken += [update.update_id for update in updates]
        if not self.request.replies:
            raise asyncio.CancelledError

    async def _report(self, error: Exception) -> None:
        self.reported.append(error)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let no pause take time; give those that were asked for."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(fetching.asyncio, "sleep", sleep)
    monkeypatch.setattr(fetching, "jitter", lambda: 1.0)
    return slept


async def test_only_the_first_that_succeeds_doesnt_wait_for_updates() -> None:
    stand = Stand(NetworkError("down"), fetched(), fetched(), fetched(says(5)))
    await stand.run()
    asked = [asked for method, asked in stand.request.asked if method == "getUpdates"]
    assert [request.get("timeout", 0) for request in asked] == [0, 0, 10, 10]


async def test_the_receipt_goes_out_with_the_next_request() -> None:
    stand = Stand(fetched(says(5), says(6)), fetched(says(7)))
    await stand.run()
    assert stand.taken == [5, 6, 7]
    assert stand.offsets == [None, 7]
    assert stand.request.asked[0] == ("deleteWebhook", {})


async def test_without_the_write_there_is_no_receipt() -> None:
    stand = Stand(fetched(says(5)), fetched(says(5)), fetched(), take_fails=1)
    await stand.run()
    assert stand.taken == [5]
    assert stand.offsets == [None, None, 6]
    assert isinstance(stand.reported[0], OSError)


async def test_faults_are_reported_and_waited_out(quick: list[float]) -> None:
    stand = Stand(
        refused(502, "Bad Gateway"),
        NetworkError("httpx.ConnectError"),
        *[refused(500, "Internal Server Error")] * 4,
        refused(429, "Too Many Requests", retry_after=7),
        fetched(says(5)),
    )
    await stand.run()
    assert stand.taken == [5]
    assert quick == [0.25, 0.5, 1.0, 2.0, 3.0, 3.0, 7.0]
    assert len(stand.reported) == 7


async def test_a_conflict_makes_it_unhealthy() -> None:
    stand = Stand(refused(409, "Conflict: terminated by other getUpdates request"), fetched())
    await stand.run()
    assert isinstance(stand.reported[0], Conflict)
    assert "Another program" in stand.health.problems()[0]


async def test_what_the_library_cant_read_doesnt_hold_up_the_others() -> None:
    strange = {"update_id": 6, "message": {"message_id": 1}}
    answer = fetched(says(5), strange, says(7))
    stand = Stand(answer, answer, fetched())
    await stand.run()
    assert stand.taken == [5, 7]
    assert stand.request.asked[2][0] == "getUpdates?timeout=0"
    assert stand.offsets == [None, 8]


async def test_a_revoked_token_ends_it() -> None:
    stand = Stand(refused(401, "Unauthorized"))
    with pytest.raises(InvalidToken):
        await stand.fetcher.run()
