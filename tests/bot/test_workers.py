"""Tests of the threads that answers are made in: what is called before and after each piece of work."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.memory import give_back
from bot.workers import Workers


async def test_tidying_follows_each_piece_of_work_and_nobody_waits_for_it() -> None:
    order: list[str] = []
    let_tidy, tidied = threading.Event(), threading.Event()

    def tidy() -> None:
        assert let_tidy.wait(30)
        order.append("tidied")
        tidied.set()

    workers = Workers(1, begins=lambda: order.append("began"), tidies=tidy)
    assert await workers.run(lambda: order.append("worked") or 7) == 7  # type: ignore[func-returns-value]
    assert order == ["began", "worked"]
    let_tidy.set()
    assert await asyncio.to_thread(tidied.wait, 30)
    assert order == ["began", "worked", "tidied"]
    workers.close()


async def test_work_that_fails_is_tidied_up_after_as_well() -> None:
    tidied = threading.Event()
    workers = Workers(1, tidies=tidied.set)

    def fail() -> None:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await workers.run(fail)
    assert await asyncio.to_thread(tidied.wait, 30)
    workers.close()


async def test_closing_waits_for_work_and_leaves_tidying() -> None:
    begun, go_on = threading.Event(), threading.Event()
    workers = Workers(1, tidies=lambda: None)

    def work() -> str:
        begun.set()
        assert go_on.wait(30)
        return "done"

    running = asyncio.create_task(workers.run(work))
    assert await asyncio.to_thread(begun.wait, 30)
    closing = asyncio.create_task(asyncio.to_thread(workers.close))
    go_on.set()
    assert await running == "done"
    await closing


def test_memory_is_given_back_on_any_system() -> None:
    give_back()
