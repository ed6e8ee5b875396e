"""The queue before the handlers: written first, one of each chat at a time, nothing lost or repeated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from telegram import CallbackQuery, Chat, Update

from bot.state.database import StateDatabase
from bot.state.inbox import Inbox, Incoming
from bot.telegram.inbox_queue import InboxQueue
from tests.telegram.build import ENGLISH_READER, GROUP, PRIVATE, bot, message


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StateDatabase]:
    made = StateDatabase(tmp_path / "state.sqlite")
    yield made
    made.close()


@pytest.fixture
def inbox(database: StateDatabase) -> Inbox:
    return Inbox(database, 60)


def says(number: int, chat: Chat = PRIVATE, text: str = "ปูตินไปไหน") -> Update:
    return Update(number, message=message(text, chat))


def opened(inbox: Inbox, careful: int = 100, most: int = 100) -> InboxQueue:
    queue = InboxQueue(inbox, careful, most)
    queue.open(bot())
    return queue


def handed_out(queue: InboxQueue) -> list[int]:
    found = []
    while not queue.empty():
        update = queue.get_nowait()
        assert isinstance(update, Update)
        found.append(update.update_id)
    return found


def finish(queue: InboxQueue, number: int) -> None:
    queue.settle(number)
    queue.release(number)


async def test_one_of_each_chat_is_in_hand(inbox: Inbox) -> None:
    queue = opened(inbox)
    await queue.take([says(1), says(2), says(3, GROUP), says(4)])
    assert handed_out(queue) == [1, 3]
    assert (queue.in_hand, queue.waiting) == (2, 2)
    finish(queue, 1)
    assert handed_out(queue) == [2]
    finish(queue, 2)
    finish(queue, 3)
    assert handed_out(queue) == [4]
    finish(queue, 4)
    assert (queue.in_hand, queue.waiting) == (0, 0)
    assert inbox.waiting() == []


async def test_an_update_comes_back_as_it_was(inbox: Inbox) -> None:
    queue = opened(inbox)
    came = says(1, GROUP, "/ask ปูตินไปไหน @KhaoTestBot 🚆")
    await queue.put(came)
    assert queue.get_nowait() == came
    assert handed_out(queue) == []


async def test_a_repeat_is_passed_over(inbox: Inbox) -> None:
    queue = opened(inbox)
    await queue.take([says(1), says(1)])
    assert handed_out(queue) == [1]
    await queue.take([says(1)])
    finish(queue, 1)
    await queue.take([says(1)])
    assert handed_out(queue) == []


async def test_buttons_wait_for_nobody(inbox: Inbox) -> None:
    queue = opened(inbox)
    presses = [
        Update(n, callback_query=CallbackQuery(str(n), ENGLISH_READER, "1", message("x", PRIVATE)))
        for n in (2, 3)
    ]
    await queue.take([says(1), *presses])
    assert handed_out(queue) == [1, 2, 3]


async def test_who_sends_thousands_delays_nobody(inbox: Inbox) -> None:
    queue = opened(inbox, most=3)
    await queue.take([says(n) for n in range(1, 100)])
    await queue.take([says(100, GROUP)])
    assert handed_out(queue) == [1, 100]


async def test_no_more_in_hand_than_may_be(inbox: Inbox) -> None:
    queue = opened(inbox, most=2)
    await queue.take([says(n, Chat(-n, Chat.GROUP)) for n in range(1, 6)])
    assert handed_out(queue) == [1, 2]
    finish(queue, 2)
    assert handed_out(queue) == [3]


async def test_a_backlog_is_worked_off_carefully(inbox: Inbox) -> None:
    queue = opened(inbox, careful=1)
    old = datetime.now(UTC) - timedelta(minutes=10)
    kept = message("ปูตินไปไหน", GROUP)
    with kept._unfrozen():
        kept.date = old
    await queue.take([Update(1, message=kept), says(2), says(3, Chat(-3, Chat.GROUP))])
    assert handed_out(queue) == [1]
    finish(queue, 1)
    assert handed_out(queue) == [2, 3]


async def test_what_was_not_settled_is_there_after_a_crash(inbox: Inbox) -> None:
    before = opened(inbox)
    await before.take([says(1), says(2), says(3, GROUP)])
    finish(before, 3)
    before.release(1)  # cancelled: not settled
    after = opened(inbox)
    assert handed_out(after) == [1]
    finish(after, 1)
    assert handed_out(after) == [2]


async def test_when_closed_it_only_writes(inbox: Inbox) -> None:
    queue = opened(inbox)
    queue.close()
    await queue.take([says(1)])
    assert handed_out(queue) == []
    assert handed_out(opened(inbox)) == [1]


async def test_what_was_forgotten_is_not_handed_out(inbox: Inbox) -> None:
    queue = opened(inbox)
    await queue.take([says(1), says(2), says(3)])
    queue.forget(101)
    finish(queue, 1)
    assert handed_out(queue) == [1]
    assert (queue.in_hand, queue.waiting) == (0, 0)


async def test_suspects_are_begun_last_and_alone(inbox: Inbox, database: StateDatabase) -> None:
    for number in (1, 2, 3):
        update = says(number, Chat(-number, Chat.GROUP))
        inbox.take([Incoming(number, 101, -number, update.to_json())])
    for number in (1, 2) * 3:  # three processes ended while they worked on these
        Inbox(database, 60).begin(number)
    queue = opened(inbox)
    assert handed_out(queue) == [3]
    finish(queue, 3)
    assert handed_out(queue) == []  # who has asked meanwhile comes first
    await queue.take([])
    assert handed_out(queue) == [1]
    await queue.take([says(4, GROUP)])
    assert handed_out(queue) == [4]
    finish(queue, 1)
    assert handed_out(queue) == []
    finish(queue, 4)
    assert handed_out(queue) == [2]


async def test_what_cant_be_read_any_more_is_given_up(inbox: Inbox) -> None:
    inbox.take([Incoming(1, 101, 101, '{"update_id": 1, "message": {}}')])
    queue = opened(inbox)
    await queue.take([says(2)])
    assert handed_out(queue) == [2]
    assert [update.id for update in inbox.waiting()] == [2]
