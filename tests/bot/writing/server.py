"""A server on 127.0.0.1 that plays a language model's: it says what a test scripts, or misbehaves."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True)
class Reply:
    """What one request gets.

    `text` is streamed in pieces of `size` characters, `pause` seconds apart. `ending` is the finish
    reason, "" for a stream that just stops; `breaks` closes the connection behind the text. Without
    `text` the raw `body` is sent with `status`.
    """

    text: str | None = None
    size: int = 7
    pause: float = 0.0
    ending: str = "stop"
    breaks: bool = False
    tokens: int = 0
    status: int = 200
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    endless: bool = False


class ScriptedServer:
    """Gives its `replies` one after the other, the last of them for ever; `asked` are the requests."""

    def __init__(self) -> None:
        self.replies: list[Reply] = [Reply("")]
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.url = ""
        self.left = asyncio.Event()

    @property
    def prompts(self) -> list[str]:
        return [request["messages"][-1]["content"] for request in self.asked]

    def says(self, *replies: Reply | str) -> None:
        self.replies = [Reply(r) if isinstance(r, str) else r for r in replies]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization", ""))
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if reply.hangs:
            await asyncio.sleep(3600)
        if reply.breaks and not reply.text:
            return _closed(request)
        if reply.text is None:
            return web.Response(status=reply.status, text=reply.body, headers=reply.headers)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            await self._stream(response, reply)
            if reply.breaks:
                return _closed(request)
        return response

    async def _stream(self, response: web.StreamResponse, reply: Reply) -> None:
        assert reply.text is not None
        pieces = [reply.text[i : i + reply.size] for i in range(0, len(reply.text), reply.size)]
        try:
            for piece in pieces:
                await response.write(_event(_chunk({"content": piece})))
                await asyncio.sleep(reply.pause)
            while reply.endless:
                await response.write(_event(_chunk({"content": reply.text})))
                await asyncio.sleep(0)
        except (ConnectionResetError, asyncio.CancelledError):
            self.left.set()
            raise
        if reply.breaks:
            return
        if reply.ending:
            await response.write(_event(_chunk({}, reply.ending)))
        if reply.tokens:
            await response.write(_event({"choices": [], "usage": {"total_tokens": reply.tokens}}))
        await response.write(b"data: [DONE]\n\n")


def _closed(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    raise web.HTTPInternalServerError


def _chunk(delta: dict[str, str], ending: str | None = None) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": ending}]}


def _event(record: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(record)}\n\n".encode()


@asynccontextmanager
async def scripted_server(port: int = 0) -> AsyncIterator[ScriptedServer]:
    """Serve on `port` of 127.0.0.1, or on a free one."""
    server = ScriptedServer()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
