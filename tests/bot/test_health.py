"""What /healthz, /readyz and /metrics say, and when."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bot.health import CONFLICT, FETCHED_WITHIN, MOVED_WITHIN, Health
from bot.limits import Gate
from bot.listening import AddressError
from bot.metrics import Metrics
from bot.monitoring import Monitoring
from index.errors import IndexNotFoundError
from tests.reliability.process import free_port


class Stand:
    """A bot that does well, and a clock."""

    def __init__(self, index: Callable[[], str] = lambda: "g1") -> None:
        self.now = 100.0
        self.gate = Gate(5, lambda: self.now)
        self.health = Health(index, self.gate, lambda: self.now)


def missing() -> str:
    raise IndexNotFoundError("No index. Build one with: khaobot index build SOURCE")


def test_all_is_well_while_updates_are_fetched() -> None:
    stand = Stand()
    assert stand.health.not_ready() == ["Nothing was fetched yet."]
    stand.health.fetched()
    assert stand.health.not_ready() == stand.health.problems() == []
    stand.now += FETCHED_WITHIN + 1
    assert "could be fetched for 61 s" in stand.health.problems()[0]
    stand.health.fetched()
    assert stand.health.problems() == []


def test_a_conflict_is_said_until_it_is_over() -> None:
    stand = Stand()
    stand.health.conflict()
    stand.health.fetched()  # two programs take turns: each also succeeds
    assert stand.health.problems() == [CONFLICT]
    stand.now += 16
    assert stand.health.problems() == [CONFLICT]
    stand.health.fetched()
    assert stand.health.problems() == []


def test_a_queue_that_stands_still_is_noticed() -> None:
    stand = Stand()
    stand.now += 1000  # nobody asks: nothing has to move
    stand.health.fetched()
    assert stand.health.problems() == []
    with stand.gate.entered(), stand.gate.entered():
        stand.now += MOVED_WITHIN + 1
        stand.health.fetched()
        assert "No question was finished" in stand.health.problems()[0]
    assert stand.health.problems() == []
    assert stand.gate.most == 2


def test_without_an_index_it_is_not_well() -> None:
    stand = Stand(missing)
    stand.health.fetched()
    assert "khaobot index build" in stand.health.problems()[0]


def test_while_it_stops_it_is_alive_and_not_ready() -> None:
    stand = Stand()
    stand.health.fetched()
    stand.health.stopping = True
    assert stand.health.problems() == []
    assert stand.health.not_ready()


def read(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=10) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()


async def test_the_pages() -> None:
    stand, metrics, port = Stand(), Metrics(), free_port()
    metrics.question("private", "th")
    metrics.outcome("answered")
    metrics.stages({"search": 120.0})
    metrics.watch_index(lambda: ("g1", 60.0))
    monitoring = Monitoring(stand.health, metrics, "127.0.0.1", port)
    monitoring.start()
    address = f"http://127.0.0.1:{port}"
    assert (await asyncio.to_thread(read, f"{address}/healthz")) == (200, "ok\n")
    assert (await asyncio.to_thread(read, f"{address}/readyz"))[0] == 503
    stand.health.conflict()
    status, said = await asyncio.to_thread(read, f"{address}/healthz")
    assert (status, said.strip()) == (503, CONFLICT)
    _, figures = await asyncio.to_thread(read, f"{address}/metrics")
    for line in (
        'khaobot_questions_total{kind="private",language="th"} 1.0',
        'khaobot_outcomes_total{outcome="answered"} 1.0',
        'khaobot_stage_seconds_bucket{le="0.25",stage="search"} 1.0',
        'khaobot_generation{generation="g1"} 1.0',
        "khaobot_generation_age_seconds 60.0",
    ):
        assert line in figures
    monitoring.stop()


async def test_an_address_that_is_taken_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match="MONITORING_PORT"):
            Monitoring(Stand().health, Metrics(), "127.0.0.1", port).start()
