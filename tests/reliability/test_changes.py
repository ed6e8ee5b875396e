"""The index is rebuilt and rolled back, the clock jumps, the model's server goes and comes: no error in any chat."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot import answering_parts
from bot.writing.guard import FAILURES, REST, Breaker
from tests.e2e.conftest import EXAMPLES, StartBot
from tests.e2e.test_admin import naming
from tests.e2e.world import EDITOR, Person, World
from tests.reliability.model_process import SAID, ModelProcess
from tests.reliability.telegram import QUESTIONS

JUMPS = (86_400.0, -2 * 86_400.0, 86_400.0)
# What would stand in a chat if something went wrong.
WRONG = ("ขออภัย", "ผิดพลาด", "เร็วไปนิด", "ตอบไม่ทัน", "reference")

Question = Callable[[Person, int], str]


def in_turn(person: Person, number: int) -> str:
    return QUESTIONS[number % len(QUESTIONS)]


def never_asked_before(person: Person, number: int) -> str:
    """Return a question that no answer is kept of: the model has to write one."""
    return f"{QUESTIONS[0]} {person.id}-{number}"


class Load:
    """People who go on asking, each when the last answer has come."""

    def __init__(self, world: World, question: Question = in_turn, people: int = 4) -> None:
        self._world = world
        self._question = question
        self._people = [Person(300 + n, "คน", "th") for n in range(people)]
        self._tasks: list[asyncio.Task[None]] = []
        self._enough = False
        self.asked = 0

    async def __aenter__(self) -> Load:
        self._tasks = [asyncio.create_task(self._ask(person)) for person in self._people]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._enough = True  # whoever waits for an answer still gets it
        await asyncio.gather(*self._tasks)

    def __len__(self) -> int:
        return len(self._people)

    async def more(self, count: int = 8) -> None:
        """Wait until so many more questions were asked."""
        until = self.asked + count
        while self.asked < until:
            for task in self._tasks:
                assert not task.done(), task.exception()
            await asyncio.sleep(0.01)

    async def _ask(self, person: Person) -> None:
        for number in itertools.count(1):
            await self._world.says(person, self._question(person, number))
            self.asked += 1
            await self._world.answers(person.id, number)
            if self._enough:
                return


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
    await check_that_all_went_well(world, load)
    assert warnings(caplog) == []


class Clock:
    """The circuit breaker's, moved by the test."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest_asyncio.fixture
async def model() -> AsyncIterator[ModelProcess]:
    process = ModelProcess()
    await process.start()
    yield process
    await process.kill()


async def test_the_server_of_the_language_model_is_killed_and_started_again(
    start_bot: StartBot,
    model: ModelProcess,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    monkeypatch.setattr(answering_parts, "Breaker", lambda: Breaker(clock=clock))
    world = await start_bot(
        llm_base_url=model.url, llm_model="scripted", questions_per_minute=10_000
    )

    def answers() -> list[bool]:
        """Tell of each answer so far whether the model wrote it."""
        return [call.plain.startswith(SAID) for call in world.sent("sendMessage")]

    async with asyncio.timeout(240), Load(world, never_asked_before) as load:
        await load.more()
        assert all(answers())
        await model.kill()
        while all(answers()):
            await load.more(1)
        await load.more()
        assert len(warnings(caplog)) >= FAILURES
        # It is back, and left alone until the pause is over.
        resting = len(answers())
        await model.start()
        await load.more(2 * len(load))
        assert not any(answers()[resting:])
        clock.now += REST
        while not any(answers()[resting:]):
            await load.more(1)
        await load.more(2 * len(load))
        recovered = len(answers())
        await load.more()
        assert all(answers()[recovered:])
    await check_that_all_went_well(world, load)
    assert all("the answer quotes instead" in line for line in warnings(caplog))


async def check_that_all_went_well(world: World, load: Load) -> None:
    """Check that each question was answered, once, and that no answer tells of an error."""
    await world.quiet()
    said = [call.plain for call in world.sent("sendMessage") if call.chat != EDITOR.id]
    assert len(said) == load.asked
    assert [text for text in said if any(word in text for word in WRONG)] == []


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        record.getMessage()
        for record in caplog.records
        if record.levelno >= logging.WARNING and record.name.startswith("bot")
    ]
