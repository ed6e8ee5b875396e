"""A question that ends the process each time: the others are answered, and in the end it is given up."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.state.inbox import ATTEMPTS
from tests.reliability.bot_process import DIES
from tests.reliability.process import BotProcess
from tests.reliability.telegram import Key, Telegram


async def test_a_question_that_ends_everything(folder: Path) -> None:
    telegram = Telegram()
    poison, starts = Key(77), 0
    async with telegram.served():
        bot = BotProcess(folder, telegram.address)
        await telegram.ask(poison.chat, DIES)
        others = [await telegram.ask() for _ in range(10)]
        try:
            async with asyncio.timeout(300):
                # As a supervisor would.
                while (
                    telegram.unanswered(others) or not bot.running or "given up" not in bot.logged()
                ):
                    if not bot.running:
                        await bot.start()
                        starts += 1
                    await asyncio.sleep(0.05)
            await bot.until_ready()
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    assert starts == ATTEMPTS + 1
    assert not telegram.unanswered(others)
    assert poison not in telegram.answers()
