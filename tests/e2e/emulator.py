"""An adapter that makes lo-bot-api-emulator serve what the bot uses, and answer badly on demand.

Theirs: HTTP, polling with offsets, conflicts, sizes of texts, keyboards and callback data.
Ours, and so no proof about telegram.org: the username, topics, drafts, disabled previews, edited messages,
the check of HTML, sane dates and senders in what comes back, and every injected fault.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import lo_bot_api_emulator as lo
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator, updates

TOKEN = "123456:" + "A" * 35
BOT_ID, USERNAME = 7, "KhaoTestBot"

updates.KINDS |= {"edited_message"}
for method, extra in {
    "sendMessage": ["link_preview_options", "message_thread_id"],
    "sendPhoto": ["message_thread_id"],
    "editMessageText": ["link_preview_options"],
    "sendChatAction": ["message_thread_id"],
    "answerInlineQuery": ["button"],
}.items():
    lo.CONTRACT["methods"][method]["parameters"] += extra
lo.CONTRACT["methods"]["sendMessageDraft"] = {
    "implemented": True,
    "parameters": ["chat_id", "draft_id", "text", "message_thread_id"],
    "quota": "KindSend",
}


@dataclass(frozen=True)
class Call:
    """One request of the bot: its method, its parameters decoded, and when it came."""

    method: str
    fields: dict[str, Any]
    at: float

    @property
    def chat(self) -> int:
        return int(self.fields.get("chat_id", 0))

    @property
    def text(self) -> str:
        return str(self.fields.get("text", ""))

    @property
    def plain(self) -> str:
        """The text as Telegram would show it."""
        return parsed(self.text) if self.fields.get("parse_mode") else self.text

    def button(self, label: str) -> str:
        """Return the callback data of the button whose label contains `label`."""
        rows = self.fields["reply_markup"]["inline_keyboard"]
        return next(b["callback_data"] for row in rows for b in row if label in b["text"])


@dataclass
class Fault:
    """What happens to the next `times` calls of `method` (in `chat`, if given) instead of an answer."""

    method: str
    status: int = 0
    description: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False
    after: bool = False
    times: int = 1
    chat: int | None = None


class Emulator(LoBotApiEmulator):
    """The Bot API as far as these tests need it."""

    def __init__(self) -> None:
        super().__init__(max_updates=5000)
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.message_ids: dict[int, int] = {}
        poll = self._update_queues.poll

        async def patient(*arguments: Any, **named: Any) -> Any:
            # A poll that is cancelled is noticed only after 0.1 s; the library polls once more at once.
            try:
                return await poll(*arguments, **named)
            except updates.UpdateError as error:
                if "another getUpdates" not in str(error):
                    raise
                await asyncio.sleep(0.2)
                return await poll(*arguments, **named)

        self._update_queues.poll = patient  # type: ignore[method-assign]

    def validate(self, method: str, fields: dict[str, Any], uploads: Any) -> Any:
        call = Call(method, {k: _decoded(v) for k, v in fields.items()}, time.monotonic())
        self.calls.append(call)
        if fields.get("parse_mode") == "HTML":
            try:
                parsed(fields["text"])
            except ValueError as error:
                raise lo.ApiRefusal(f"Bad Request: can't parse entities: {error}") from error
        result = super().validate(method, fields, uploads)
        if method == "getMe":
            return {
                **result,
                "username": USERNAME,
                "first_name": "Khaobot",
                "supports_inline_queries": True,
            }
        if isinstance(result, dict) and "message_id" in result:
            return {**result, "date": int(time.time()), "from": BOT, "text": call.plain}
        return result

    def app(self) -> web.Application:
        app = super().app()
        app.middlewares.append(self._faulty)
        return app

    @web.middleware
    async def _faulty(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        method = request.path.rsplit("/", 1)[-1]
        form = dict(await request.post()) if method != "getUpdates" and self.faults else {}
        fault = next((f for f in self.faults if f.method == method and _meant(f, form)), None)
        if fault is None:
            return await handler(request)
        fault.times -= 1
        if not fault.times:
            self.faults.remove(fault)
        self.calls.append(Call(f"fault:{method}", form, time.monotonic()))
        if fault.after:
            await handler(request)
        await asyncio.sleep(fault.delay)
        if fault.drop or not fault.status:
            assert request.transport is not None
            request.transport.close()
            raise web.HTTPInternalServerError
        body = {"ok": False, "error_code": fault.status, "description": fault.description}
        if fault.parameters:
            body["parameters"] = fault.parameters
        return web.json_response(body, status=fault.status)


BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Khaobot", "username": USERNAME}


def _meant(fault: Fault, form: dict[str, Any]) -> bool:
    return fault.chat is None or str(fault.chat) == str(form.get("chat_id"))


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


class _Parser(HTMLParser):
    allowed = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "tg-spoiler"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.open = "", list[str]()

    def handle_starttag(self, tag: str, attributes: Any) -> None:
        if tag not in self.allowed:
            raise ValueError(f'unsupported start tag "{tag}"')
        if tag == "blockquote" and "blockquote" in self.open:
            raise ValueError("blockquotes can't be nested")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise ValueError(f'unexpected end tag "{tag}"')

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(html: str) -> str:
    """Return the text of `html`, checked as Telegram documents it."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.open:
        raise ValueError(f'can\'t find end tag "{parser.open[-1]}"')
    return parser.text
