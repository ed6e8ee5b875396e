"""Thousands of questions in seconds, half of them from one person: the others are served all the same."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from pathlib import Path

from tests.reliability.conftest import SOAK
from tests.reliability.process import BotProcess
from tests.reliability.telegram import Telegram

QUESTIONS, PEOPLE, SECONDS = (5000, 500, 10.0) if SOAK else (400, 40, 1.0)
FLOODER, FIRST = 77, 20_000
A_MINUTE = 10
MEGABYTES = 100


async def test_a_flood(folder: Path) -> None:
    telegram = Telegram()
    async with telegram.served():
        bot = BotProcess(
            folder, telegram.address, questions_per_minute=A_MINUTE, queue_limit=PEOPLE
        )
        await bot.start()
        try:
            await bot.until_ready()
            for _ in range(8):
                await telegram.ask()
            await telegram.until_answered()
            before = most = bot.resident_kilobytes()
            started = time.monotonic()
            others = Counter[int]()
            for number in range(QUESTIONS):
                person = FLOODER if number % 2 else FIRST + number // 2 % (PEOPLE - 1)
                others[person] += 1
                await telegram.ask(person)
                await asyncio.sleep(
                    max(0, started + number * SECONDS / QUESTIONS - time.monotonic())
                )
            asked_in = time.monotonic() - started
            del others[FLOODER]
            while (sent := _sent(telegram)) != others and time.monotonic() - started < 600:
                most = max(most, bot.resident_kilobytes())
                await asyncio.sleep(0.2)
            took = time.monotonic() - started
            assert sent == others, "an answer is missing, doubled, or was refused"
            while "khaobot_inbox_waiting 0.0" not in (figures := (await bot.page("/metrics"))[1]):
                await asyncio.sleep(0.2)
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    to_flooder = [
        c.text for c in telegram.emulator.calls if c.method == "sendMessage" and c.chat == FLOODER
    ]
    notices = [text for text in to_flooder if "เร็วไปนิด" in text or "seconds" in text]
    assert len(notices) == 1
    assert len(to_flooder) <= A_MINUTE + 1
    everything = [call.text for call in telegram.emulator.calls if call.method == "sendMessage"]
    assert not [text for text in everything if "ตอบไม่ทัน" in text or "can't keep up" in text]
    inside = float(re.findall(r"^khaobot_queue_most (\S+)", figures, re.MULTILINE)[0])
    assert inside <= PEOPLE
    assert (most - before) / 1024 < MEGABYTES
    print(
        f"\n{QUESTIONS} questions in {asked_in:.1f} s from {PEOPLE} people: {sum(others.values())} of the others "
        f"answered after {took:.1f} s, none refused; the flooder got {len(to_flooder) - 1} answers and one notice; "
        f"{inside:.0f} questions in work at most, RSS {before / 1024:.0f} MB before, {most / 1024:.0f} MB at most"
    )


def _sent(telegram: Telegram) -> Counter[int]:
    return Counter(
        call.chat
        for call in telegram.emulator.calls
        if call.method == "sendMessage" and FIRST <= call.chat < FIRST + PEOPLE
    )
