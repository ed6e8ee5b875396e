"""People, groups and their messages, as Telegram would deliver them to the bot."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.telegram.service import Service
from tests.e2e.emulator import BOT, TOKEN, USERNAME, Call, Emulator

PATIENCE = 20.0
Json = dict[str, Any]


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    language: str | None = None

    def json(self) -> Json:
        known = {"id": self.id, "is_bot": False, "first_name": self.name}
        return known | ({"language_code": self.language} if self.language else {})

    @property
    def chat(self) -> Json:
        return {"id": self.id, "type": "private", "first_name": self.name}


THAI_READER = Person(101, "ผู้อ่าน", "th")
ENGLISH_READER = Person(102, "Reader", "en")
OTHER_READER = Person(103, "ผู้อ่านอีกคน")
EDITOR = Person(900, "บรรณาธิการ", "th")
ENGLISH_EDITOR = Person(900, "Editor", "en")  # the same person with Telegram in English
# What each of them asks, and what the answer must hold: the article's words, the reader's calendar.
ASKED = [
    (THAI_READER, "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม", "หลายสิบฉบับ", "21 มิถุนายน 2567"),
    (ENGLISH_READER, "When did Vladimir Putin meet To Lam?", "Vladimir Putin", "21 June 2024"),
]
GROUP: Json = {"id": -100500, "type": "supergroup", "title": "ห้องข่าว"}


class World:
    """Sends updates to the bot through the emulator and waits for what it does."""

    def __init__(self, emulator: Emulator, service: Service) -> None:
        self.emulator = emulator
        self.service = service
        self._numbers = itertools.count(10_001)

    async def start(self) -> None:
        await self.service.start()
        await self.service.greet()
        self._receiving = asyncio.create_task(self.service.receive())

    async def stop(self) -> None:
        self._receiving.cancel()
        await asyncio.wait({self._receiving})
        await self.service.stop()

    async def says(
        self,
        person: Person,
        text: str,
        chat: Json | None = None,
        *,
        reply_to: Json | None = None,
        thread: int | None = None,
        number: int | None = None,
        edited: bool = False,
        **more: Any,
    ) -> Json:
        """Let `person` write (or edit) a message; commands and mentions get their entities."""
        message: Json = {
            "message_id": number or next(self._numbers),
            "date": int(time.time()),
            "from": person.json(),
            "chat": chat or person.chat,
            **({"text": text, "entities": entities(text)} if text else {}),
            **more,
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if reply_to is not None:
            message["reply_to_message"] = reply_to
        if edited:
            message["edit_date"] = int(time.time())
        await self.send({"edited_message" if edited else "message": message})
        return message

    async def presses(self, person: Person, answer: Call, label: str, number: int) -> None:
        """Let `person` press the button `label` under the message `number` that `answer` made."""
        chat = person.chat if answer.chat > 0 else GROUP
        await self.send(
            {
                "callback_query": {
                    "id": str(next(self._numbers)),
                    "from": person.json(),
                    "chat_instance": "1",
                    "data": answer.button(label),
                    "message": {"message_id": number, "date": 1_700_000_000, "chat": chat, "from": BOT, "text": answer.plain},
                }
            }
        )  # fmt: skip

    async def types(self, person: Person, query: str) -> None:
        """Let `person` type an inline query."""
        number = str(next(self._numbers))
        await self.send({"inline_query": {"id": number, "from": person.json(), "query": query, "offset": ""}})  # fmt: skip

    async def send(self, update: Json) -> None:
        await self.emulator.enqueue_update(update, token=TOKEN)

    def sent(self, *methods: str, chat: int | None = None) -> list[Call]:
        """Return the calls of `methods` so far."""
        return [
            call
            for call in self.emulator.calls
            if call.method in methods and (chat is None or call.chat == chat)
        ]

    async def answers(self, chat: int, count: int = 1) -> list[Call]:
        """Wait until `count` messages were sent to `chat` since it was last cleared."""
        return await self.until(lambda: self.sent("sendMessage", chat=chat), count)

    async def answer(self, chat: int) -> Call:
        """Wait for the one message to `chat`, and forget it."""
        found = (await self.answers(chat))[0]
        self.clear()
        return found

    async def until(
        self, look: Callable[[], list[Call]], count: int = 1, patience: float = PATIENCE
    ) -> list[Call]:
        """Wait until `look` finds `count` calls."""
        deadline = time.monotonic() + patience
        while len(found := look()) < count:
            assert time.monotonic() < deadline, f"waited in vain; came: {self.emulator.calls[-8:]}"
            await asyncio.sleep(0.01)
        return found

    async def quiet(self, seconds: float = 0.5) -> None:
        """Let the bot finish what it may be doing."""
        await asyncio.sleep(seconds)

    def clear(self) -> None:
        self.emulator.calls.clear()

    @property
    def last_number(self) -> int:
        """The number of the message that the bot sent last."""
        return self.emulator.next_id - 1


def entities(text: str) -> list[Json]:
    """Return the entities of a command at the beginning and of mentions, with UTF-16 offsets."""
    found = []
    for word in text.split():
        kind = "bot_command" if word.startswith("/") else "mention" if word.startswith("@") else ""
        if kind and (kind == "mention" or text.startswith(word)):
            start = len(text[: text.index(word)].encode("utf-16-le")) // 2
            found.append({"type": kind, "offset": start, "length": len(word)})
    return found


def by_bot(answer: Call, number: int) -> Json:
    """Return the bot's message `number` as it stands in a reply to it."""
    chat = GROUP if answer.chat < 0 else {"id": answer.chat, "type": "private", "first_name": "?"}
    return {
        "message_id": number,
        "date": 1_700_000_000,
        "from": BOT,
        "chat": chat,
        "text": answer.plain,
    }


MENTION = f"@{USERNAME}"
