"""SIGKILL at random moments under load: every question is answered, and doubles are counted.

Telegram knows no key by which it would refuse a message that it already has. So an answer comes
twice if the kill falls between Telegram's acceptance and our note of it; nothing else may double it.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from tests.e2e.emulator import Fault
from tests.reliability.conftest import SOAK
from tests.reliability.process import BotProcess
from tests.reliability.telegram import Telegram

QUESTIONS, KILLS = (1000, 100) if SOAK else (40, 5)
LONGEST_LIFE = 1.5
# How long after Telegram's acceptance the note may be missing on a machine that has other work.
WINDOW = 2.0


async def test_every_question_survives_kills(folder: Path) -> None:
    telegram, moments = Telegram(), random.Random(8)
    kills: list[float] = []
    async with telegram.served():
        bot = BotProcess(folder, telegram.address, questions_per_minute=1000)
        for number in range(KILLS):
            polls = _polls(telegram)
            await bot.start()
            asking = asyncio.create_task(_ask(telegram, QUESTIONS // KILLS, moments))
            if number % 5:  # else it may be killed while it starts
                async with asyncio.timeout(60):
                    while _polls(telegram) == polls:
                        await asyncio.sleep(0.01)
            await asyncio.sleep(moments.uniform(0, LONGEST_LIFE))
            await bot.kill()
            kills.append(time.monotonic())
            await asking
        await bot.start()
        try:
            await telegram.until_answered(patience=600)
            await bot.until_ready()  # all may have been answered before the last kill
            await asyncio.sleep(1.0)
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    answers = telegram.answers()
    assert set(answers) == set(telegram.asked)
    with closing(sqlite3.connect(folder / "state.sqlite")) as state:
        stored = state.execute("SELECT count(*), count(DISTINCT question_message) FROM answers")
        assert stored.fetchone() == (len(telegram.asked), len(telegram.asked))
    doubled = {key: times for key, times in answers.items() if len(times) > 1}
    for times in doubled.values():
        for earlier, later in pairwise(times):
            assert any(earlier <= kill <= min(later, earlier + WINDOW) for kill in kills)
    print(
        f"\n{len(kills)} kills, {len(telegram.asked)} questions: all answered, "
        f"{len(doubled)} twice (each killed between Telegram's acceptance and the note)"
    )
    assert "Traceback" not in bot.logged()


async def test_the_one_way_to_a_double(folder: Path) -> None:
    telegram = Telegram()
    async with telegram.served():
        bot = BotProcess(folder, telegram.address)
        await bot.start()
        try:
            await bot.until_ready()
            # Telegram takes the answer, and the bot doesn't learn of it before it is killed.
            telegram.emulator.faults.append(Fault("sendMessage", 500, delay=60, after=True))
            key = await telegram.ask()
            await telegram.until_answered()
            await bot.kill()
            await bot.start()
            await telegram.until_sent(key, 2)
            await asyncio.sleep(0.5)
            assert await bot.stop() == 0
            await bot.start()
            await bot.until_ready()
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    assert len(telegram.answers()[key]) == 2


def _polls(telegram: Telegram) -> int:
    return sum(call.method == "getMe" for call in telegram.emulator.calls)


async def _ask(telegram: Telegram, count: int, moments: random.Random) -> None:
    for _ in range(count):
        await telegram.ask()
        await asyncio.sleep(moments.uniform(0, 2 * LONGEST_LIFE / count))
