"""Fixtures of the tests of writing: a scripted server and a writer that asks it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from bot.writing.openai_writer import OpenAIWriter
from tests.bot.writing.server import ScriptedServer, scripted_server


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with scripted_server() as server:
        yield server


@pytest_asyncio.fixture
async def writer(server: ScriptedServer) -> AsyncIterator[OpenAIWriter]:
    writer = OpenAIWriter(server.url, "sk-secret", "scripted", seconds=20)
    yield writer
    await writer.close()
