"""SIGTERM: what is in hand is finished within the limit, the rest waits for the next start; one bot at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.e2e.emulator import Fault
from tests.reliability.bot_process import HANGS
from tests.reliability.process import BotProcess
from tests.reliability.telegram import Key, Telegram

LIMITED = "Too Many Requests: retry after"


def limited(telegram: Telegram, key: Key, seconds: int) -> None:
    """Let Telegram ask for silence once in the chat of `key`."""
    telegram.emulator.faults.append(
        Fault("sendMessage", 429, LIMITED, {"retry_after": seconds}, chat=key.chat)
    )


async def until_limited(telegram: Telegram) -> None:
    async with asyncio.timeout(60):
        while not [c for c in telegram.emulator.calls if c.method == "fault:sendMessage"]:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("asked", "silence", "settings", "finished"),
    [
        # The first was in hand; the others of that chat had not begun.
        pytest.param(3, 2, {}, 1, id="in-hand"),
        pytest.param(1, 120, {"stop_seconds": 0.5}, 0, id="takes-too-long"),
    ],
)
async def test_what_is_in_hand_is_finished_and_the_rest_answered_by_the_next(
    folder: Path, asked: int, silence: int, settings: dict[str, float], finished: int
) -> None:
    telegram, reader = Telegram(), Key(77)
    async with telegram.served():
        bot = BotProcess(folder, telegram.address, **settings)
        await bot.start()
        try:
            await bot.until_ready()
            limited(telegram, reader, silence)
            for _ in range(asked):
                await telegram.ask(reader.chat)
            await until_limited(telegram)
            assert await bot.stop() == 0
            assert len(telegram.answers()[reader]) == finished
            if finished:
                assert f"{asked - finished} updates stay in the inbox" in bot.logged()
            await bot.start()
            await telegram.until_sent(reader, asked)
            await asyncio.sleep(0.5)
            assert await bot.stop() == 0
        finally:
            await bot.kill()
    assert len(telegram.answers()[reader]) == asked
    assert "Traceback" not in bot.logged()


async def test_a_thread_that_hangs_doesnt_hold_up_the_end(folder: Path) -> None:
    telegram = Telegram()
    async with telegram.served():
        bot = BotProcess(folder, telegram.address, stop_seconds=0.5)
        await bot.start()
        try:
            await bot.until_ready()
            await telegram.ask(77, HANGS)
            async with asyncio.timeout(60):
                while "khaobot_queue_inside 1.0" not in (await bot.page("/metrics"))[1]:
                    await asyncio.sleep(0.05)
            assert await bot.stop() == 0
            assert "Something is still running; it is ended." in bot.logged()
        finally:
            await bot.kill()


async def test_it_stops_also_while_telegram_is_away(folder: Path) -> None:
    bot = BotProcess(folder, "http://127.0.0.1:9")  # nobody listens there
    await bot.start()
    try:
        async with asyncio.timeout(60):
            while "can't be reached" not in bot.logged():
                await asyncio.sleep(0.05)
        assert (await bot.page("/readyz"))[0] == 503
        assert await bot.stop() == 0
    finally:
        await bot.kill()


async def test_a_second_one_is_told_who_is_first(folder: Path) -> None:
    telegram = Telegram()
    async with telegram.served():
        first, second = (BotProcess(folder, telegram.address) for _ in range(2))
        await first.start()
        try:
            await first.until_ready()
            await second.start()
            assert await second.ended() == 1
            assert f"The bot is running already with {folder}" in first.logged()
            assert f"process {first.pid} on" in first.logged()
            await first.kill()  # the lock ends with its holder
            await second.start()
            await second.until_ready()
            assert await second.stop() == 0
        finally:
            await first.kill()
            await second.kill()


async def test_a_conflict_makes_it_unhealthy(folder: Path) -> None:
    telegram = Telegram()
    async with telegram.served():
        bot = BotProcess(folder, telegram.address)
        await bot.start()
        try:
            await bot.until_ready()
            telegram.emulator.faults.append(
                Fault(
                    "getUpdates",
                    409,
                    "Conflict: terminated by other getUpdates request",
                    times=1000,
                )
            )
            await telegram.ask()  # ends the poll on its way
            async with asyncio.timeout(60):
                while (await bot.page("/healthz"))[0] == 200:
                    await asyncio.sleep(0.05)
            status, said = await bot.page("/healthz")
            assert status == 503
            assert "Another program fetches this bot's updates" in said
            assert bot.logged().count("Another program fetches") == 1
            assert await bot.stop() == 0
        finally:
            await bot.kill()
