"""A language model's server as a process of its own, so that it can be killed while it writes."""

from __future__ import annotations

import asyncio
import sys

from tests.bot.writing.server import Reply, scripted_server
from tests.reliability.process import ROOT, free_port

SAID = "ปูตินลงนามในข้อตกลงหลายสิบฉบับ [1]"


class ModelProcess:
    """Writes `SAID`, slowly, whatever it is asked; on the same port each time that it is started."""

    def __init__(self) -> None:
        self._port = free_port()
        self.url = f"http://127.0.0.1:{self._port}/v1"
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it and wait until it serves."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.reliability.model_process", str(self._port),
            cwd=ROOT, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert self._process.stdout is not None
        async with asyncio.timeout(60):
            assert await self._process.stdout.readline() == b"serving\n"

    async def kill(self) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()


async def serve(port: int) -> None:
    async with scripted_server(port) as server:
        server.says(Reply(SAID, size=3, pause=0.02))
        print("serving", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
