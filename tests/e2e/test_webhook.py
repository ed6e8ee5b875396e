"""Webhook mode over HTTP: 200 only after the write, 403 without the secret, the same inbox.

Narrower than Telegram: it speaks TLS to a public address and repeats what isn't taken; here a test plays
Telegram, on loopback, and the proxy, and repeats nothing by itself.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
import pytest_asyncio

from bot.state.inbox import Inbox
from tests.e2e.conftest import StartBot
from tests.e2e.world import THAI_READER, World
from tests.reliability.process import free_port

URL = "https://khaobot.example.org/telegram"
SECRET = "what-only-telegram-knows"
HANOI = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม"


class Hook:
    """Calls the bot as Telegram would."""

    def __init__(self, world: World, address: str, tls: ssl.SSLContext | None = None) -> None:
        self.world = world
        self._address = address
        self._tls = tls

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        return await asyncio.to_thread(self._post, body, secret)

    async def announce(self, length: int) -> int:
        """Begin to send a body of `length` bytes: who sends it all may lose the refusal on the way."""
        where = urlsplit(self._address)
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        head = f"POST {where.path} HTTP/1.1\r\nHost: bot\r\nContent-Length: {length}\r\n"
        writer.write(f"{head}X-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n\r\n".encode())
        async with asyncio.timeout(20):
            status = (await reader.readline()).split()[1]
        writer.close()
        return int(status)

    def _post(self, body: Any, secret: str | None) -> int:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        if secret is not None:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        try:
            request = Request(self._address, content, headers)
            with urlopen(request, timeout=10, context=self._tls) as response:
                status: int = response.status
                return status
        except HTTPError as error:
            with error:
                return error.code


def asks(number: int, text: str = HANOI) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_790_000_000,
            "from": THAI_READER.json(),
            "chat": THAI_READER.chat,
            "text": text,
        },
    }


@pytest_asyncio.fixture
async def hook(start_bot: StartBot) -> AsyncIterator[Hook]:
    port = free_port()
    world = await start_bot(webhook_url=URL, webhook_secret=SECRET, webhook_port=port)
    await world.until(lambda: world.sent("setWebhook"))
    yield Hook(world, f"http://127.0.0.1:{port}/telegram")


async def test_telegram_is_told_where_and_with_which_secret(hook: Hook) -> None:
    (told,) = hook.world.sent("setWebhook")
    assert told.fields["url"] == URL
    assert told.fields["secret_token"] == SECRET
    assert "drop_pending_updates" not in told.fields
    assert not hook.world.sent("getUpdates")


async def test_a_question_is_answered_and_a_repeat_is_not(hook: Hook) -> None:
    assert await hook.post(asks(1)) == 200
    assert "หลายสิบฉบับ" in (await hook.world.answers(THAI_READER.id))[0].plain
    assert await hook.post(asks(1)) == 200  # Telegram hadn't seen the first 200
    assert await hook.post(asks(2)) == 200
    await hook.world.answers(THAI_READER.id, 2)
    await hook.world.quiet()
    assert len(hook.world.sent("sendMessage")) == 2


async def test_nobody_else_gets_in(hook: Hook) -> None:
    for secret in (None, "", "what-only-telegram-know", "ความลับ".encode().decode("latin-1")):
        assert await hook.post(asks(1), secret) == 403
    assert await hook.announce(2 * 1024 * 1024) in (400, 413)
    await hook.world.quiet()
    assert not hook.world.sent("sendMessage")


async def test_what_cant_be_read_doesnt_hold_up_the_others(hook: Hook) -> None:
    assert await hook.post(b"{") == 200
    assert await hook.post({"update_id": 1, "message": {"message_id": "?"}}) == 200
    assert await hook.post(asks(2)) == 200
    await hook.world.answers(THAI_READER.id)


async def test_without_the_write_there_is_no_200(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Inbox, "take", full)
        assert await hook.post(asks(1)) == 500
    assert await hook.post(asks(1)) == 200  # delivered again
    await hook.world.answers(THAI_READER.id)


async def test_with_a_certificate_of_its_own(start_bot: StartBot, tmp_path: Path) -> None:
    certificate, key, port = tmp_path / "own.pem", tmp_path / "own.key", free_port()
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    world = await start_bot(
        webhook_url=URL, webhook_secret=SECRET, webhook_port=port,
        webhook_certificate=certificate, webhook_key=key,
    )  # fmt: skip
    await world.until(lambda: world.sent("setWebhook"))
    tls = ssl.create_default_context(cafile=certificate)
    assert await Hook(world, f"https://127.0.0.1:{port}/telegram", tls).post(asks(1)) == 200
    await world.answers(THAI_READER.id)
