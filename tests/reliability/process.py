"""A bot process that tests start, kill, stop and look into."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.e2e.emulator import TOKEN

ROOT = Path(__file__).parents[2]


class BotProcess:
    """`khaobot run` on a folder; what it logs is in `log`."""

    def __init__(self, folder: Path, address: str, **settings: object) -> None:
        self.log = folder / "bot.log"
        self.port = free_port()
        self._settings = {
            "TELEGRAM_TOKEN": TOKEN,
            "TELEGRAM_API_URL": address,
            "DATA_DIR": str(folder / "index"),
            "MONITORING_PORT": str(self.port),
            "MIN_CONFIDENCE": "0",
            "CHAT_QUESTIONS_PER_MINUTE": "10000",
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": str(ROOT),
            "PATH": os.environ["PATH"],
            **{key.upper(): str(value) for key, value in settings.items()},
        }
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "tests.reliability.bot_process",
                env=self._settings, cwd=self.log.parent, stderr=log,
            )  # fmt: skip

    async def kill(self) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def stop(self, patience: float = 60.0) -> int:
        """Ask it to end with SIGTERM and return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), patience)

    async def ended(self, patience: float = 60.0) -> int:
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), patience)

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def page(self, path: str) -> tuple[int, str]:
        """Return status and text of one of its own pages; status 0: it doesn't answer."""
        return await asyncio.to_thread(_get, f"http://127.0.0.1:{self.port}{path}")

    async def until_ready(self, patience: float = 60.0) -> None:
        async with asyncio.timeout(patience):
            while (await self.page("/readyz"))[0] != 200:
                await asyncio.sleep(0.05)

    def resident_kilobytes(self) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def logged(self) -> str:
        return self.log.read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _get(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=5) as response:
            return response.status, response.read().decode()
    except HTTPError as error:
        with error:
            return error.code, error.read().decode()
    except (URLError, OSError):
        return 0, ""
