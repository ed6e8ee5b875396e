"""Builds real telegram objects, and a bot whose network fails the test when it is touched."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from telegram import Bot, Chat, Message, MessageEntity, User
from telegram.request import BaseRequest, RequestData

ME = User(7, "Khaobot", is_bot=True, username="KhaoTestBot")
THAI_READER = User(101, "ผู้อ่าน", is_bot=False, language_code="th")
ENGLISH_READER = User(102, "Reader", is_bot=False, language_code="en")
PRIVATE = Chat(101, Chat.PRIVATE)
GROUP = Chat(-100500, Chat.SUPERGROUP, title="ห้องข่าว")


class OfflineRequest(BaseRequest):
    """Fails the test that touches the network."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        pytest.fail("this test must not touch the network")


class ScriptedRequest(OfflineRequest):
    """Answers each request with the next of `replies`: a (status, JSON) pair, or raises it."""

    def __init__(self, *replies: Any) -> None:
        self.replies = list(replies)
        self.asked: list[tuple[str, dict[str, Any]]] = []

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        parameters = request_data.parameters if request_data is not None else {}
        self.asked.append((url.rsplit("/", 1)[-1], dict(parameters)))
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        status, body = reply
        return status, json.dumps(body).encode()


class ObligingRequest(OfflineRequest):
    """Takes the calls of `allowed` methods and keeps them; any other fails the test.

    What `replies` holds for a method is answered first, then that all went well.
    """

    def __init__(self, *allowed: str) -> None:
        self.allowed = {"getMe", *allowed}
        self.replies: dict[str, list[Any]] = {}
        self.calls: list[Call] = []
        self._numbers = itertools.count(900)

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        name = "download" if "/file/" in url else url.rsplit("/", 1)[-1]
        if name not in self.allowed:
            pytest.fail(f"this test must not call {name}")
        parameters = dict(request_data.parameters) if request_data is not None else {}
        if name != "getMe":
            self.calls.append(Call(name, parameters))
        if self.replies.get(name):
            reply = self.replies[name].pop(0)
            if isinstance(reply, Exception):
                raise reply
            if isinstance(reply, bytes):
                return 200, reply
            return reply[0], json.dumps(reply[1]).encode()
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def _result(self, name: str, parameters: dict[str, Any]) -> Any:
        if name == "getMe":
            return ME.to_dict()
        if name in ("sendMessage", "sendPhoto", "editMessageText"):
            number = parameters.get("message_id") or next(self._numbers)
            return sent(number, int(parameters["chat_id"]))[1]["result"]
        if name == "getFile":
            return {"file_id": "f", "file_unique_id": "u", "file_path": "documents/f"}
        return True


@dataclass(frozen=True)
class Call:
    """One request of the bot."""

    method: str
    fields: dict[str, Any]

    @property
    def text(self) -> str:
        return str(self.fields.get("text", self.fields.get("caption", "")))


def bot(request: BaseRequest | None = None) -> Bot:
    made = Bot("123456:" + "A" * 35, request=request or OfflineRequest())
    made._bot_user = ME
    return made


def message(
    text: str | None = None,
    chat: Chat = PRIVATE,
    sender: User | None = THAI_READER,
    entities: list[MessageEntity] | None = None,
    number: int = 50,
    date: datetime | None = None,
    **more: Any,
) -> Message:
    made = Message(
        number,
        date or datetime.now(UTC),
        chat,
        from_user=sender,
        text=text,
        entities=found(text) if entities is None else entities,
        **more,
    )
    made.set_bot(bot())
    return made


def found(text: str | None) -> list[MessageEntity]:
    """Return the command at the beginning of `text` and the mentions in it."""
    entities = []
    for word in (text or "").split():
        assert text is not None
        start = len(text[: text.index(word)].encode("utf-16-le")) // 2
        if word.startswith("/") and start == 0:
            entities.append(MessageEntity(MessageEntity.BOT_COMMAND, start, len(word)))
        elif word.startswith("@"):
            entities.append(MessageEntity(MessageEntity.MENTION, start, len(word)))
    return entities


def sent(number: int = 9, chat: int = 101) -> tuple[int, dict[str, Any]]:
    """Return what Telegram answers when it has taken a message."""
    kind = "private" if chat > 0 else "supergroup"
    body = {"message_id": number, "date": 1, "chat": {"id": chat, "type": kind}, "text": "…"}
    return 200, {"ok": True, "result": body}


def refused(code: int, description: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})
