"""The index is rebuilt and rolled back and the clock jumps while people ask: no error in any chat."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from pathlib import Path

import pytest

from tests.e2e.conftest import EXAMPLES, StartBot
from tests.e2e.test_admin import naming
from tests.e2e.world import EDITOR, Person, World
from tests.reliability.telegram import QUESTIONS

JUMPS = (86_400.0, -2 * 86_400.0, 86_400.0)


class Load:
    """People who go on asking, each when the last answer has come."""

    def __init__(self, world: World, people: int = 4) -> None:
        self._world = world
        self._people = [Person(300 + n, "คน", "th") for n in range(people)]
        self._tasks: list[asyncio.Task[None]] = []
        self.asked = 0

    async def __aenter__(self) -> Load:
        self._tasks = [asyncio.create_task(self._ask(person)) for person in self._people]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        for task in self._tasks:
            assert task.cancelled(), task.exception()

    async def more(self, count: int = 8) -> None:
        """Wait until so many more questions were asked."""
        until = self.asked + count
        while self.asked < until:
            for task in self._tasks:
                assert not task.done(), task.exception()
            await asyncio.sleep(0.01)

    async def _ask(self, person: Person) -> None:
        for number in itertools.count(1):
            await self._world.says(person, QUESTIONS[number % len(QUESTIONS)])
            self.asked += 1
            await self._world.answers(person.id, number)


async def test_rebuilds_rollbacks_and_a_jumping_clock(
    start_bot: StartBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = await start_bot(sources_file=naming(tmp_path, EXAMPLES), questions_per_minute=10_000)
    true = time.time
    ahead = 0.0
    async with Load(world) as load:
        await load.more()
        for command, done in (("/reindex", "เสร็จแล้ว"), ("/rollback", "กลับไปใช้")):
            await world.says(EDITOR, command)
            await world.until(
                lambda done=done: [  # type: ignore[misc]
                    call
                    for call in world.sent("sendMessage", "editMessageText", chat=EDITOR.id)
                    if done in call.plain
                ],
                patience=60,
            )
            await load.more()
        for jump in JUMPS:
            ahead += jump
            monkeypatch.setattr(time, "time", lambda ahead=ahead: true() + ahead)
            await load.more()
    people = [call.plain for call in world.sent("sendMessage") if call.chat != EDITOR.id]
    assert len(people) >= load.asked - 4
    wrong = ("ขออภัย", "ผิดพลาด", "เร็วไปนิด", "ตอบไม่ทัน", "reference")
    assert [text for text in people if any(word in text for word in wrong)] == []
    assert [
        r for r in caplog.records if r.levelno >= logging.WARNING and r.name.startswith("bot")
    ] == []
