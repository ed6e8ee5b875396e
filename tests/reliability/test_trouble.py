"""Many calls go wrong: nothing is lost or doubled, memory stays, and it recovers at once.

Injected are 429, 500, 502, answers that never come, dropped connections and 409 (in fetching).
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from tests.reliability.conftest import SOAK
from tests.reliability.process import BotProcess
from tests.reliability.telegram import Telegram, Trouble

SECONDS, SHARE, A_SECOND = (600, 0.1, 3) if SOAK else (15, 0.3, 3)
TIMEOUT = 2.0
RECOVERY = 5.0
# A process grows while its caches fill; what is measured is what goes on growing after that.
KILOBYTES_A_MINUTE = 1024


async def test_many_calls_go_wrong(folder: Path) -> None:
    trouble = Trouble(0, hang=TIMEOUT + 1)
    telegram = Telegram(trouble)
    resident: list[tuple[float, int]] = []
    async with telegram.served():
        bot = BotProcess(folder, telegram.address, telegram_timeout=TIMEOUT)
        await bot.start()
        try:
            await bot.until_ready()
            trouble.share = SHARE
            started = time.monotonic()
            while (elapsed := time.monotonic() - started) < SECONDS:
                await telegram.ask()
                resident.append((elapsed, bot.resident_kilobytes()))
                await asyncio.sleep(1 / A_SECOND)
            trouble.share = 0
            last = await telegram.ask()
            recovered = time.monotonic()
            while last not in telegram.answers():
                assert time.monotonic() - recovered < 60, "it doesn't recover"
                await asyncio.sleep(0.02)
            recovery = time.monotonic() - recovered
            all_answered = await telegram.until_answered()
            await asyncio.sleep(2 * TIMEOUT)
            assert (await bot.page("/healthz"))[0] in (
                (200,) if not trouble.counted["getUpdates 409"] else (200, 503)
            )
            figures = (await bot.page("/metrics"))[1]
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    answers = telegram.answers()
    assert set(answers) == set(telegram.asked)
    assert [key for key, times in answers.items() if len(times) > 1] == []
    assert trouble.counted
    assert "khaobot_sends_total" in figures
    slope = _slope(resident[len(resident) // 3 :]) * 60
    print(
        f"\n{SECONDS} s, {len(telegram.asked)} questions, {sum(trouble.counted.values())} faults "
        f"{dict(sorted(trouble.counted.items()))}: nothing lost, nothing doubled; "
        f"RSS {resident[-1][1] / 1024:.0f} MB, slope {slope:+.0f} kB/min; "
        f"a question asked at the end of the faults is answered after {recovery:.2f} s, all after {all_answered:.2f} s"
    )
    if SOAK:
        assert slope < KILOBYTES_A_MINUTE
        assert recovery + all_answered < RECOVERY
    assert "Traceback" not in bot.logged()


def _slope(points: list[tuple[float, int]]) -> float:
    """Return the slope of the line through `points` by least squares, in kB per second."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    above = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return above / sum((x - mean_x) ** 2 for x, _ in points)
