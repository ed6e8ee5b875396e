"""Telegram as the reliability tests need it: a great many questions, and trouble in a share of all calls."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from tests.e2e.emulator import TOKEN, Emulator
from tests.e2e.world import Person, entities

QUESTIONS = (
    "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม",
    "คิม จอง อึน พบปูตินครั้งแรกที่ไหน",
    "When did Vladimir Putin meet To Lam?",
    "แพทองธารกล่าวอะไรเกี่ยวกับเงินดิจิทัล",
)
FIRST_PERSON, GROUPS = 10_000, 20


@dataclass(frozen=True)
class Key:
    """What tells a question from all others: its chat, and in a group the message that is replied to."""

    chat: int
    message: int = 0


class Trouble:
    """Lets `share` of all calls go wrong, each in a way that its method can go wrong.

    A hung `sendMessage` has been accepted: Telegram's answer is what doesn't come. That one which
    hangs before Telegram has it can't be told from it, and is lost by choice, is not among these.
    """

    def __init__(self, share: float, hang: float, seed: int = 0) -> None:
        self.share = share
        self._hang = hang
        self._random = random.Random(seed)
        self.counted: Counter[str] = Counter()

    @web.middleware
    async def go_wrong(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        method = request.path.rsplit("/", 1)[-1]
        if request.path.startswith("/__") or self._random.random() >= self.share:
            return await handler(request)
        kinds = ["429", "500", "502", "hang", "drop", *(["409"] if method == "getUpdates" else [])]
        kind = self._random.choice(kinds)
        self.counted[f"{method} {kind}"] += 1
        if kind == "429":
            return _error(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        if kind == "hang":
            if method == "sendMessage":
                await handler(request)
            await asyncio.sleep(self._hang)
        if kind in ("hang", "drop"):
            assert request.transport is not None
            request.transport.close()
            raise web.HTTPInternalServerError
        return _error(int(kind), "Conflict" if kind == "409" else "Server error")


def _error(
    status: int, description: str, parameters: dict[str, int] | None = None
) -> web.StreamResponse:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(
        body | ({"parameters": parameters} if parameters else {}), status=status
    )


class Telegram:
    """People who ask, and a ledger of what each of them was sent."""

    def __init__(self, trouble: Trouble | None = None) -> None:
        self.emulator = Emulator()
        self.trouble = trouble
        self.address = ""
        self.asked: dict[Key, float] = {}
        self._numbers = itertools.count(1)

    @asynccontextmanager
    async def served(self) -> AsyncIterator[Telegram]:
        """Serve on a free port of 127.0.0.1 for as long as the block lasts."""
        app = self.emulator.app()
        if self.trouble is not None:
            app.middlewares.insert(0, self.trouble.go_wrong)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def ask(self, person: int | None = None, question: str = "") -> Key:
        """Let somebody ask something: a person never heard of before, or one in a group, or `person`."""
        number = next(self._numbers)
        question = question or QUESTIONS[number % len(QUESTIONS)]
        asks = Person(person or FIRST_PERSON + number, "คน")
        chat, key = asks.chat, Key(asks.id, number if person else 0)
        if person is None and number % 2:
            group = -(1_000_000 + number // 2 % GROUPS)
            chat = {"id": group, "type": "supergroup", "title": "ห้องข่าว"}
            key, question = Key(group, number), f"/ask {question}"
        message = {
            "message_id": number,
            "date": int(time.time()),
            "from": asks.json(),
            "chat": chat,
            "text": question,
            "entities": entities(question),
        }
        self.asked[key] = time.monotonic()
        await self.emulator.enqueue_update({"message": message}, token=TOKEN)
        return key

    def answers(self) -> defaultdict[Key, list[float]]:
        """Return when each question's answers were accepted."""
        found: dict[Key, list[float]] = defaultdict(list)
        for call in self.emulator.calls:
            if call.method == "sendMessage":
                reply = call.fields.get("reply_parameters")
                found[Key(call.chat, reply["message_id"] if reply else 0)].append(call.at)
        return found

    def unanswered(self, keys: Iterable[Key] | None = None) -> set[Key]:
        return set(self.asked if keys is None else keys) - set(self.answers())

    async def until_sent(self, key: Key, count: int = 1, patience: float = 60.0) -> None:
        """Wait until `count` answers to `key` were accepted."""
        async with asyncio.timeout(patience):
            while len(self.answers()[key]) < count:
                await asyncio.sleep(0.05)

    async def until_answered(self, patience: float = 60.0) -> float:
        """Wait until everything is answered and return how many seconds that took."""
        started = time.monotonic()
        while missing := self.unanswered():
            assert time.monotonic() - started < patience, (
                f"{len(missing)} questions without an answer"
            )
            await asyncio.sleep(0.05)
        return time.monotonic() - started
