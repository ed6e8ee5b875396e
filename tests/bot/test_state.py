"""What the bot remembers: conversations, answers, votes, languages, statistics."""

from __future__ import annotations

import io
import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from bot.answering.types import Answer, Source
from bot.charts import ANSWERED, NOT_FOUND, TOPIC, draw, grid_step
from bot.conversation import TURNS, Conversation
from bot.feedback import Feedback
from bot.state.answers import Answers, Asked
from bot.state.database import StateDatabase, StateError
from bot.state.erasure import Erasure
from bot.state.people import People
from bot.state.statistics import statistics_of

ASKED = Asked(person=1, chat=-5, thread=0, message=10, question="ปูตินไปไหน")
SOURCE = Source(1, "a", "ปูตินเยือนฮานอย", "", None, "")
ANSWER = Answer("ปูตินไปไหน", "th", "answered", "…", sources=(SOURCE,), generation="g1")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StateDatabase]:
    made = StateDatabase(tmp_path / "state.sqlite")
    yield made
    made.close()


def test_a_conversation_belongs_to_one_person_chat_and_topic(database: StateDatabase) -> None:
    talk = Conversation(database, 30)
    talk.add(ASKED)
    following = replace(ASKED, message=11, question="แล้วเมื่อไร")
    assert talk.before(following) == ("ปูตินไปไหน",)
    for other in ({"person": 2}, {"chat": -6}, {"thread": 3}):
        assert talk.before(replace(following, **other)) == ()  # type: ignore[arg-type]
    assert talk.before(ASKED) == ()  # an edited question doesn't follow itself
    talk.add(replace(ASKED, question="คิมไปไหน"))
    assert talk.before(following) == ("คิมไปไหน",)
    Erasure(database).forget(1)
    assert talk.before(following) == ()


def test_a_conversation_is_short_and_grows_old(database: StateDatabase) -> None:
    now = [1000.0]
    talk = Conversation(database, 30, lambda: now[0])
    for number in range(TURNS + 3):
        talk.add(replace(ASKED, message=number, question=f"q{number}"))
    after = replace(ASKED, message=99)
    assert talk.before(after) == ("q3", "q4", "q5", "q6")
    now[0] += 31 * 60
    assert talk.before(after) == ()


def test_answers_are_found_by_their_messages(database: StateDatabase) -> None:
    answers = Answers(database)
    number = answers.keep(ASKED, ANSWER)
    answers.sent(number, -5, 77)
    for found in (answers.get(number), answers.to_question(-5, 10), answers.in_message(-5, 77)):
        assert found is not None
        assert (found.question, found.generation, found.answer_message) == ("ปูตินไปไหน", "g1", 77)
    assert answers.in_message(-6, 77) is None
    People(database).migrate_chat(-5, -100)
    assert answers.in_message(-100, 77) is not None


def test_forgetting_leaves_only_a_count(database: StateDatabase, tmp_path: Path) -> None:
    answers, feedback = Answers(database), Feedback(database)
    number = answers.keep(ASKED, ANSWER)
    feedback.vote(number, 1, 1)
    feedback.vote(number, 2, 1)
    assert Erasure(database).forget(1) == 1
    assert answers.get(number) is None
    assert list(feedback.export()) == []
    assert statistics_of(database, 7).questions == 1
    left = sqlite3.connect(tmp_path / "state.sqlite").execute("SELECT * FROM answers").fetchall()
    assert "ปูติน" not in str(left)


def test_feedback_is_ready_for_eval(database: StateDatabase) -> None:
    answers, feedback = Answers(database), Feedback(database)
    answers.keep(ASKED, ANSWER)
    missing = answers.keep(ASKED, replace(ANSWER, status="not_found", sources=()))
    disliked = answers.keep(ASKED, ANSWER)
    feedback.vote(missing, 1, 1)
    feedback.vote(disliked, 1, 1)
    feedback.vote(disliked, 1, -1)
    (record,) = feedback.export()
    assert record["answerable"] is False
    assert record["article_id"] is None


def test_languages(database: StateDatabase, tmp_path: Path) -> None:
    people = People(database)
    assert people.language(1) is None
    people.choose_language(1, "th")
    assert People(database).language(1) == "th"
    people.choose_language(1, None)
    assert people.language(1) is None


def test_statistics_and_their_picture(database: StateDatabase) -> None:
    answers = Answers(database)
    answers.keep(ASKED, ANSWER)
    answers.keep(replace(ASKED, person=2), replace(ANSWER, status="not_found", sources=()))
    found = statistics_of(database, 7)
    assert (found.answered, found.not_found, found.people, len(found.days)) == (1, 1, 2, 7)
    assert ("ปูติน", 2) in found.words
    answers.keep(replace(ASKED, question="ปูตินลงนามกี่ฉบับในปี 2567"), ANSWER)
    asked = {word for word, _ in statistics_of(database, 7).words}
    assert not asked & {"กี่", "ปี", "ฉบับ", "2567", "2024"}  # these say what of, not about what
    assert found.articles == (("ปูตินเยือนฮานอย", 1),)
    assert draw(found.days).startswith(b"\x89PNG")
    assert draw(()).startswith(b"\x89PNG")
    topics = Image.open(io.BytesIO(draw(found.days, [count for _, count in found.words])))
    assert topics.height > Image.open(io.BytesIO(draw(found.days))).height
    shown = {colour for _, colour in topics.getcolors(topics.width * topics.height) or []}
    for colour in (ANSWERED, NOT_FOUND, TOPIC):
        assert ImageColor.getrgb(colour) in shown
    assert [grid_step(n) for n in (1, 6, 7, 100, 12_345)] == [1, 1, 2, 20, 5000]


def test_the_state_can_be_used_from_several_threads(database: StateDatabase) -> None:
    answers = Answers(database)
    threads = [
        threading.Thread(target=lambda: [answers.keep(ASKED, ANSWER) for _ in range(20)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statistics_of(database, 1).questions == 80


def test_nobody_else_on_the_machine_can_read_it(database: StateDatabase, tmp_path: Path) -> None:
    Answers(database).keep(ASKED, ANSWER)
    files = list(tmp_path.glob("state.sqlite*"))
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_newer_or_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    StateDatabase(path).write("PRAGMA user_version = 99")
    with pytest.raises(StateError, match="newer Khaobot"):
        StateDatabase(path)
    path.write_text("this is not a database, however long it may be " * 50)
    with pytest.raises(StateError, match="STATE_FILE"):
        StateDatabase(path)
