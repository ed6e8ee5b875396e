"""Several chats at once, one chat's updates in order."""

from __future__ import annotations

import asyncio

from telegram import CallbackQuery, Update

from bot.telegram.updates import PerChat, line_of
from tests.telegram.build import ENGLISH_READER, GROUP, PRIVATE, message


async def test_order_within_a_chat_and_none_between_chats() -> None:
    per_chat = PerChat()
    done: list[str] = []
    gate = asyncio.Event()

    async def slow(name: str) -> None:
        await gate.wait()
        done.append(name)

    async def quick(name: str) -> None:
        done.append(name)

    slow_chat = Update(1, message=message("1", PRIVATE))
    work = [
        asyncio.ensure_future(per_chat.process_update(update, coroutine))
        for update, coroutine in (
            (slow_chat, slow("a1")),
            (slow_chat, quick("a2")),
            (Update(2, message=message("1", GROUP)), quick("b1")),
        )
    ]
    await asyncio.sleep(0.01)
    assert done == ["b1"]
    assert per_chat.waiting == 2
    gate.set()
    await asyncio.gather(*work)
    assert done == ["b1", "a1", "a2"]
    assert per_chat.waiting == 0


def test_buttons_dont_wait() -> None:
    query = CallbackQuery("1", ENGLISH_READER, "1", message=message("x", GROUP))
    assert line_of(Update(1, callback_query=query)) is None
    assert line_of(Update(1, edited_message=message("x", GROUP))) == GROUP.id
    assert line_of("something else") is None
