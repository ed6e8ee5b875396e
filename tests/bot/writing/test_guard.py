"""Tests of the time limit, the circuit breaker and the budget."""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import date
from pathlib import Path

import pytest

from bot.writing.budget import DailyBudget
from bot.writing.guard import Breaker, GuardedWriter
from bot.writing.writer import (
    Heard,
    WriterBroken,
    WriterBusy,
    WriterResting,
    WriterUnreachable,
    Written,
    unheard,
)
from tests.bot.writing.doubles import SaidBefore


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Asleep:
    name = "asleep@nowhere"

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        await asyncio.sleep(3600)
        raise AssertionError

    async def close(self) -> None: ...


def guarded(
    writer: SaidBefore | Asleep, breaker: Breaker | None = None, seconds: float = 20
) -> GuardedWriter:
    return GuardedWriter(writer, seconds, breaker or Breaker())


async def test_what_is_written_passes_through() -> None:
    inner = SaidBefore("Yes [1].")
    writer, heard = guarded(inner), list[str]()
    assert (await writer.write("q", 10, heard.append)).text == "Yes [1]."
    assert heard == ["Yes [1]."]
    assert writer.name == inner.name
    await writer.close()
    assert inner.closed


async def test_a_text_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(WriterUnreachable, match="LLM_TIMEOUT"):
        await guarded(Asleep(), seconds=0.05).write("q", 10)


async def test_after_failures_in_a_row_the_model_rests_and_is_then_tried_once() -> None:
    clock = Clock()
    inner = SaidBefore(WriterBroken("500"))
    writer = guarded(inner, Breaker(failures=3, rest=60, clock=clock))
    for _ in range(3):
        with pytest.raises(WriterBroken):
            await writer.write("q", 10)
    with pytest.raises(WriterResting):
        await writer.write("q", 10)
    assert len(inner.prompts) == 3
    clock.now += 61
    with pytest.raises(WriterBroken):
        await writer.write("q", 10)  # the one that tries
    with pytest.raises(WriterResting):
        await writer.write("q", 10)
    clock.now += 61
    inner.texts = ["Yes [1]."]
    for _ in range(2):
        assert (await writer.write("q", 10)).text == "Yes [1]."


async def test_while_one_tries_the_others_wait() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, rest=60, clock=clock)
    breaker.failed()
    clock.now += 61
    breaker.enter()
    with pytest.raises(WriterResting):
        breaker.enter()


async def test_failures_that_are_not_in_a_row_do_not_count() -> None:
    inner = SaidBefore(WriterBroken("500"), "Yes.", WriterBroken("500"), "Yes.")
    writer = guarded(inner, Breaker(failures=2))
    for fails in True, False, True, False:
        if fails:
            with pytest.raises(WriterBroken):
                await writer.write("q", 10)
        else:
            await writer.write("q", 10)


async def test_a_busy_server_is_left_alone_for_as_long_as_it_says() -> None:
    clock = Clock()
    inner = SaidBefore(WriterBusy("429", seconds=300), "Yes.")
    writer = guarded(inner, Breaker(clock=clock))
    with pytest.raises(WriterBusy):
        await writer.write("q", 10)
    clock.now += 299
    with pytest.raises(WriterResting):
        await writer.write("q", 10)
    clock.now += 2
    assert (await writer.write("q", 10)).text == "Yes."


async def test_the_budget_of_a_day_holds_over_a_restart_and_ends_with_the_day(
    tmp_path: Path,
) -> None:
    file, day = tmp_path / "new" / "tokens.json", [date(2026, 11, 22)]

    def writer() -> GuardedWriter:
        budget = DailyBudget(file, 250, lambda: day[0])
        return GuardedWriter(SaidBefore("Yes."), 20, Breaker(), budget)

    for _ in range(3):  # 100 tokens each: the third passes the limit and is still finished
        await writer().write("q", 10)
    with pytest.raises(WriterResting, match="LLM_DAILY_TOKENS"):
        await writer().write("q", 10)
    assert json.loads(file.read_text()) == {"day": "2026-11-22", "tokens": 300}
    day[0] = date(2026, 11, 23)
    await writer().write("q", 10)
    assert json.loads(file.read_text()) == {"day": "2026-11-23", "tokens": 100}
    assert [entry.name for entry in file.parent.iterdir()] == ["tokens.json"]


async def test_the_state_tells_for_how_long_a_model_rests_and_what_it_used(tmp_path: Path) -> None:
    clock = Clock()
    inner = SaidBefore("Yes.", WriterBusy("429", seconds=300), "Yes.")
    budget = DailyBudget(tmp_path / "tokens.json", 150)
    writer = GuardedWriter(inner, 20, Breaker(clock=clock), budget)
    assert (writer.state().rests, writer.state().tokens_today) == (0, 0)
    await writer.write("q", 10)
    with pytest.raises(WriterBusy):
        await writer.write("q", 10)
    clock.now += 100
    state = writer.state()
    assert (state.rests, state.tokens_today, state.daily_tokens) == (200, 100, 150)
    assert not state.used_up
    clock.now += 201
    await writer.write("q", 10)
    assert writer.state().rests == 0
    assert writer.state().used_up


async def test_without_a_limit_nothing_is_used_up() -> None:
    writer = guarded(SaidBefore("Yes."))
    await writer.write("q", 10)
    assert not writer.state().used_up
    assert writer.state().daily_tokens == 0


async def test_what_a_text_that_failed_has_used_counts_as_well(tmp_path: Path) -> None:
    budget = DailyBudget(tmp_path / "tokens.json", 60)
    inner = SaidBefore(WriterBroken("500"), WriterBroken("it broke off", tokens=70))
    writer = GuardedWriter(inner, 20, Breaker(failures=9), budget)
    for _ in range(2):
        assert budget.left()
        with pytest.raises(WriterBroken):
            await writer.write("q", 10)
    with pytest.raises(WriterResting):
        await writer.write("q", 10)


def test_a_count_that_cannot_be_read_or_written_is_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "tokens.json"
    broken.write_text("[]")
    with caplog.at_level(logging.ERROR):
        assert DailyBudget(broken, 10).left()
        DailyBudget(broken / "beneath", 10).spend(5)
    assert "can't be read" in caplog.text
    assert "don't hold" in caplog.text
