"""`khaobot run` as a process of its own: it answers, ends on SIGTERM, and keeps its token to itself.

Wider than Telegram: the emulator takes any token; the refusal of one is injected (401 Unauthorized).
"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from bot.app import App
from bot.settings import Settings
from index.sources.files import read_files
from tests.e2e.conftest import EXAMPLES
from tests.e2e.emulator import TOKEN, Emulator, Fault
from tests.e2e.world import THAI_READER, World


@pytest_asyncio.fixture
async def served() -> AsyncIterator[tuple[Emulator, str]]:
    emulator = Emulator()
    runner = web.AppRunner(emulator.app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield emulator, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def khaobot(address: str, data: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", "--data-dir", str(data),
        env={"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "MONITORING_PORT": "0",
             "PATH": "/usr/bin:/bin"},
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.model
async def test_it_answers_and_ends_in_order(served: tuple[Emulator, str], tmp_path: Path) -> None:
    emulator, address = served
    data = tmp_path / "index"
    App(Settings(data_dir=data)).builder(lambda stage, done, total: None).build(
        read_files([EXAMPLES])
    )
    world = World(emulator, None)  # type: ignore[arg-type]
    # Asked before the bot is there: Telegram keeps it, and it is answered.
    await world.says(THAI_READER, "ปูตินลงนามในข้อตกลงอะไรกับเวียดนาม")
    process = await khaobot(address, data)
    try:
        found = await world.until(lambda: world.sent("sendMessage"), patience=60)
        assert "หลายสิบฉบับ" in found[0].plain
        process.send_signal(signal.SIGTERM)
        _, stderr = await asyncio.wait_for(process.communicate(), 30)
    finally:
        if process.returncode is None:
            process.kill()
    assert process.returncode == 0, stderr.decode()
    assert TOKEN not in stderr.decode()
    assert "Traceback" not in stderr.decode()

    emulator.faults.append(Fault("getMe", 401, "Unauthorized", times=5))
    process = await khaobot(address, data)
    _, stderr = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    assert (
        stderr.decode().splitlines()[-1].startswith("khaobot: Telegram doesn't know TELEGRAM_TOKEN")
    )
    assert TOKEN not in stderr.decode()
