"""An emulated Telegram, and a bot that answers from the example articles with a fake embedder."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from bot.answering.sentence_quotes import SentenceQuotes
from bot.app import App
from bot.settings import Settings
from index.embedding.embedder import Embedder
from index.sources.files import read_files
from tests.bot.writing.doubles import DigitChecker
from tests.e2e.emulator import TOKEN, Emulator
from tests.e2e.world import EDITOR, World
from tests.fakes import HashEmbedder

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "articles"

StartBot = Callable[..., Awaitable[World]]


class OfflineApp(App):
    """The real application but for its embedder, and with a fake one without reader and checker."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        super().__init__(settings)
        self.__dict__["embedder"] = embedder
        if isinstance(embedder, HashEmbedder):
            self.__dict__["quotes"] = SentenceQuotes(embedder, settings.max_quotes)
            self.__dict__["checker"] = DigitChecker()


@pytest.fixture(scope="session")
def example_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the index of the examples once."""
    folder = tmp_path_factory.mktemp("examples") / "index"
    app = OfflineApp(Settings(data_dir=folder), HashEmbedder())
    app.builder(lambda stage, done, total: None).build(read_files([EXAMPLES]))
    return folder


@pytest_asyncio.fixture
async def start_bot(tmp_path: Path, example_index: Path) -> AsyncIterator[StartBot]:
    """Give a function that starts a bot with some settings changed, and stops it after the test."""
    started: list[tuple[World, web.AppRunner]] = []

    async def start(
        embedder: Embedder | None = None, index: Path | None = None, **changed: Any
    ) -> World:
        data = tmp_path / "data" / "index"
        shutil.copytree(index or example_index, data)
        emulator = Emulator()
        runner = web.AppRunner(emulator.app(), shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        settings = Settings(
            **{
                "data_dir": data,
                "telegram_token": TOKEN,
                "telegram_api_url": f"http://127.0.0.1:{port}",
                "admin_ids": frozenset({EDITOR.id}),
                "min_confidence": 0.0,
                **changed,
            }
        )
        app = OfflineApp(settings, embedder or HashEmbedder())
        world = World(emulator, app.service())
        await world.start()
        world.clear()
        started.append((world, runner))
        return world

    yield start
    for world, runner in started:
        await world.stop()
        await runner.cleanup()


@pytest_asyncio.fixture
async def world(start_bot: StartBot) -> World:
    return await start_bot()
