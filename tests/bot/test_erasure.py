"""What is erased is gone: from the tables, from the bytes of the file, and from its log."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.types import Answer, Source
from bot.conversation import Conversation
from bot.errors import ErrorLog
from bot.feedback import Feedback
from bot.settings import Settings
from bot.state.answers import Answers, Asked
from bot.state.database import StateDatabase
from bot.state.erasure import DAY, Erasure
from bot.state.inbox import Inbox, Incoming
from bot.state.people import People
from bot.state.statistics import statistics_of
from bot.telegram.jobs import ScheduledErasure
from bot.workers import Workers
from tests.app import FakeApp

# Numbers as long as Telegram's: each stands in the file as six bytes.
ANN, SOMCHAI, GROUP = 7_123_456_789, 7_987_654_321, -1_001_234_567_890
SECRET, OTHER = "ลับมากเรื่องที่ดินของแอน", "ใครชนะเลือกตั้งปี 2566"
SOURCE = Source(1, "a", "ปูตินเยือนฮานอย", "", None, "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


@pytest.fixture
def database(file: Path) -> Iterator[StateDatabase]:
    made = StateDatabase(file)
    yield made
    made.close()


def ask(
    database: StateDatabase, person: int, chat: int, message: int, question: str, searched: str = ""
) -> int:
    """Ask as the desk does, and return the number of the answer."""
    asked = Asked(person, chat, 0, message, question)
    searched = searched or question
    Conversation(database, 30).add(replace(asked, question=searched))
    answer = Answer(
        searched, "th", "answered", f"…{question}", sources=(SOURCE,), generation="g", searched=searched
    )  # fmt: skip
    number = Answers(database).keep(asked, answer)
    Answers(database).sent(number, chat, message + 1)
    return number


def fill(database: StateDatabase, often: int = 1) -> None:
    """Let two people do all that leaves a trace."""
    people, feedback = People(database), Feedback(database)
    for number in range(often):
        first = ask(database, ANN, ANN, 10 * number, f"{SECRET} {number} " * (number % 40 + 1))
        second = ask(database, SOMCHAI, GROUP, 10 * number, f"{OTHER} {number}")
        third = ask(database, ANN, GROUP, 10 * number + 5, f"{SECRET} ในกลุ่ม {number}")
        for person in (ANN, SOMCHAI):
            for answer in (first, second, third):
                feedback.vote(answer, person, 1)
    # In a group, Somchai replies to what Ann was answered: his follow-up carries her question.
    ask(database, SOMCHAI, GROUP, 9001, "แล้วเมื่อไร", f"{SECRET} ในกลุ่ม 0 เมื่อไร")
    # What both have just sent waits in the inbox; something else of Somchai's is done.
    inbox = Inbox(database, 60)
    for number, (person, question) in enumerate(((ANN, SECRET), (SOMCHAI, OTHER))):
        inbox.take([Incoming(number, person, person, f'{{"id": {person}, "text": "{question}"}}')])
    for person in (ANN, SOMCHAI):
        people.choose_language(person, "en")
        people.mark_unreachable(person)


def forget(database: StateDatabase, erasure: Erasure | None = None) -> int:
    """Forget Ann as /forget does."""
    Inbox(database, 60).forget(ANN)
    return (erasure or Erasure(database)).forget(ANN)


def bytes_of(file: Path) -> bytes:
    """Everything that SQLite has on disk for `file`."""
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))


def traces_of_ann(stored: bytes) -> list[str]:
    needles = {
        "number": ANN.to_bytes(6, "big"),
        "number as text": str(ANN).encode(),
        "question": SECRET.encode(),
        "part of a question": SECRET[8:].encode(),
    }
    return [name for name, needle in needles.items() if needle in stored]


def test_before_anything_is_erased_the_traces_are_there(
    database: StateDatabase, file: Path
) -> None:
    """Otherwise the tests below would prove nothing; and every table takes part in them."""
    fill(database)
    tables = database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (table,) in tables:
        assert database.row(f"SELECT count(*) FROM {table}") != (0,), f"{table} is not filled"
    assert set(traces_of_ann(bytes_of(file))) == {
        "number", "number as text", "question", "part of a question",
    }  # fmt: skip


@pytest.mark.parametrize("often", [1, 300])
def test_nothing_of_a_person_is_left_in_the_bytes_of_the_file(
    database: StateDatabase, file: Path, often: int
) -> None:
    fill(database, often)
    erasure = Erasure(database)
    assert forget(database, erasure) == 2 * often
    assert set(traces_of_ann(bytes_of(file))) <= {"number"}
    erasure.tidy()
    assert traces_of_ann(bytes_of(file)) == []
    assert OTHER.encode() in bytes_of(file)
    database.close()
    assert traces_of_ann(bytes_of(file)) == []
    with sqlite3.connect(file) as again:
        again.execute("VACUUM")
        assert again.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again.close()
    assert traces_of_ann(bytes_of(file)) == []


def test_others_keep_what_is_theirs(database: StateDatabase) -> None:
    fill(database)
    forget(database)
    answers = Answers(database)
    kept = answers.to_question(GROUP, 0)
    assert kept is not None
    assert kept.question == f"{OTHER} 0"
    reply = answers.to_question(GROUP, 9001)
    assert reply is not None
    assert reply.searched == "แล้วเมื่อไร"
    assert People(database).language(SOMCHAI) == "en"
    assert database.rows("SELECT DISTINCT person FROM votes") == [(SOMCHAI,)]
    again = Asked(SOMCHAI, GROUP, 0, 9999, "แล้วที่ไหน")
    assert Conversation(database, 30).before(again) == (f"{OTHER} 0", "แล้วเมื่อไร")


def test_only_a_count_of_the_day_is_left(database: StateDatabase) -> None:
    fill(database)
    before = statistics_of(database, 7)
    forget(database)
    after = statistics_of(database, 7)
    assert (after.questions, after.people) == (before.questions, before.people - 1)
    rows = database.rows(
        "SELECT chat, thread, question_message, answer_message, question, record, at FROM answers "
        "WHERE person IS NULL"
    )
    assert {row[:6] for row in rows} == {(0, 0, 0, None, "", "")}
    assert all(at % DAY == 0 for *_, at in rows)


def test_what_is_old_is_erased_and_what_is_new_stays(database: StateDatabase, file: Path) -> None:
    fill(database, 3)
    Inbox(database, 60).forget(ANN)  # what is too old for the inbox isn't kept anyway
    for table in ("answers", "turns", "votes"):
        database.write(f"UPDATE {table} SET at = at - {40 * DAY} WHERE person = ?", (ANN,))
    database.write(f"UPDATE unreachable SET since = since - {40 * DAY} WHERE chat = ?", (ANN,))
    # The reply that carries her question is his, and new: it goes when it is old itself.
    database.write(
        f"UPDATE answers SET at = at - {40 * DAY} WHERE chat = ? AND question_message = 9001",
        (GROUP,),
    )
    database.write("DELETE FROM turns WHERE message = 9001")
    erasure = Erasure(database)
    assert erasure.expire(60) == 0
    assert traces_of_ann(bytes_of(file))
    assert erasure.expire(30) == 7
    erasure.tidy()
    assert traces_of_ann(bytes_of(file)) == []
    assert Answers(database).to_question(GROUP, 0) is not None
    assert People(database).language(SOMCHAI) == "en"
    assert erasure.expire(30) == 0


def test_a_reader_delays_the_emptying_of_the_log_but_nothing_else(
    database: StateDatabase, file: Path
) -> None:
    """A backup reads the file while somebody is forgotten."""
    fill(database)
    reader = sqlite3.connect(file, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM answers").fetchone()
    erasure = Erasure(database)
    forgetting = threading.Thread(target=lambda: (forget(database, erasure), erasure.tidy()))
    forgetting.start()
    try:
        # Meanwhile the database answers; it would wait for the reader otherwise.
        assert People(database).language(SOMCHAI) == "en"
    finally:
        reader.close()
    forgetting.join(60)
    assert traces_of_ann(bytes_of(file)) == []


async def test_the_job_erases_and_survives_a_failure(database: StateDatabase, file: Path) -> None:
    fill(database)
    Inbox(database, 60).forget(ANN)
    now = Erasure(database)._clock()
    workers, errors = Workers(1), ErrorLog()
    later = Erasure(database, lambda: now + 31 * DAY)
    await ScheduledErasure(later, 30, workers, errors)(None)  # type: ignore[arg-type]
    assert traces_of_ann(bytes_of(file)) == []
    database.close()
    await ScheduledErasure(later, 30, workers, errors)(None)  # type: ignore[arg-type]
    assert len(errors.latest(5)) == 1
    workers.close()


def test_the_job_is_scheduled(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "index", telegram_token="1:" + "x" * 35)
    application = FakeApp(settings).service().application
    assert application.job_queue is not None
    jobs = [job.callback for job in application.job_queue.jobs()]
    assert len([job for job in jobs if isinstance(job, ScheduledErasure)]) == 1
