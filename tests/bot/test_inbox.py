"""The inbox: written once, begun and settled, forgotten; what a crash leaves is found again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.database import VERSION, StateDatabase
from bot.state.inbox import ATTEMPTS, REMEMBERED_SECONDS, Inbox, Incoming

ASKED = Incoming(1, person=5, line=-7, payload='{"update_id": 1, "text": "ปูตินไปไหน"}')
OTHER = Incoming(2, person=6, line=-7, payload='{"update_id": 2}')


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StateDatabase]:
    made = StateDatabase(tmp_path / "state.sqlite")
    yield made
    made.close()


@pytest.fixture
def inbox(database: StateDatabase, clock: Clock) -> Inbox:
    return Inbox(database, 60, clock)


def numbers(inbox: Inbox) -> list[int]:
    return [update.id for update in inbox.waiting()]


def test_a_repeat_is_known_before_and_after_its_answer(inbox: Inbox) -> None:
    assert inbox.take([ASKED, OTHER]) == {1, 2}
    assert inbox.take([ASKED]) == set()
    assert inbox.read(1) == ASKED.payload
    inbox.settle(1)
    assert inbox.take([ASKED]) == set()
    assert inbox.read(1) is None
    assert numbers(inbox) == [2]


def test_what_a_crash_leaves_is_found_in_its_order(
    inbox: Inbox, database: StateDatabase, tmp_path: Path
) -> None:
    inbox.take([OTHER, ASKED])
    inbox.begin(1)
    # No close, as when the process is killed.
    left = Inbox(StateDatabase(tmp_path / "state.sqlite"), 60, Clock()).waiting()
    assert [(update.id, update.line, update.attempts) for update in left] == [
        (1, -7, 1),
        (2, -7, 0),
    ]


def test_what_is_done_holds_nothing_of_anybody(
    inbox: Inbox, database: StateDatabase, tmp_path: Path
) -> None:
    inbox.take([ASKED])
    inbox.settle(1)
    stored = sqlite3.connect(tmp_path / "state.sqlite").execute("SELECT * FROM inbox").fetchall()
    assert stored[0][4:] == (None, None, None)
    assert "ปูติน" not in str(stored)


def test_forgetting_takes_what_waits(inbox: Inbox) -> None:
    inbox.take([ASKED, OTHER])
    assert inbox.forget(5) == 1
    assert numbers(inbox) == [2]
    assert inbox.read(1) is None
    assert inbox.take([ASKED]) == set()


def test_what_waited_too_long_is_given_up(inbox: Inbox, clock: Clock) -> None:
    inbox.take([ASKED])
    clock.now += 3599
    inbox.take([OTHER])
    assert numbers(inbox) == [1, 2]
    clock.now += 2
    assert numbers(inbox) == [2]
    clock.now -= 1_000_000  # the clock was wrong: nothing is too old by that
    assert numbers(inbox) == [2]


def test_what_ends_the_process_each_time_is_given_up(database: StateDatabase) -> None:
    Inbox(database, 60).take([ASKED, OTHER])
    for _ in range(ATTEMPTS):
        process = Inbox(database, 60)
        assert 1 in numbers(process)
        process.begin(1)
        process.begin(1)  # its work has several parts
    assert numbers(Inbox(database, 60)) == [2]


def test_pruning_leaves_what_may_come_again(
    inbox: Inbox, database: StateDatabase, clock: Clock
) -> None:
    inbox.take([ASKED, OTHER])
    inbox.settle(1)
    assert inbox.prune() == 0
    clock.now += REMEMBERED_SECONDS + 1
    inbox.take([Incoming(3, None, None, "{}")])
    assert inbox.prune() == 1
    assert database.row("SELECT count(*) FROM inbox") == (2,)


def test_an_older_state_gets_an_inbox(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    database = StateDatabase(path)
    database.write("DROP TABLE inbox")
    database.write("PRAGMA user_version = 1")
    database.write("INSERT INTO people VALUES (5, 'th')")
    database.close()
    again = StateDatabase(path)
    assert Inbox(again, 60).take([ASKED]) == {1}
    assert again.row("SELECT language FROM people") == ("th",)
    assert again.row("PRAGMA user_version") == (VERSION,)
    again.close()


def test_the_disk_has_it_before_the_call_returns(inbox: Inbox, database: StateDatabase) -> None:
    with database.durable() as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert database.row("PRAGMA synchronous") == (1,)
