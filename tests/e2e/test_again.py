"""What comes a second time after a crash: answered once more if need be, never done twice.

Narrower than Telegram: no crash happens here, what it leaves is written into the state; the processes that
are really killed are in tests/reliability. The emulator delivers an edited message as often as it is told to.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.state.database import StateDatabase
from tests.e2e.world import EDITOR, THAI_READER, World

HANOI, KIM = "ปูตินลงนามในข้อตกลงอะไรกับผู้นำเวียดนาม", "คิม จอง อึน พบปูตินครั้งแรกที่ไหน"


@pytest.fixture
def database(world: World, tmp_path: Path) -> Iterator[StateDatabase]:
    """The state file of the bot, opened a second time."""
    opened = StateDatabase(tmp_path / "data" / "state.sqlite")
    yield opened
    opened.close()


async def test_an_edited_question_whose_answer_was_made_but_not_sent(
    world: World, database: StateDatabase
) -> None:
    asked = await world.says(THAI_READER, HANOI)
    await world.answer(THAI_READER.id)
    await world.quiet(0.2)
    # A crash after the answer to the edited question was stored, and before it was sent.
    names = [name for _, name, *_ in database.rows("PRAGMA table_info(answers)")]
    (stored,) = database.rows("SELECT * FROM answers")
    unsent = dict(zip(names, stored, strict=True)) | {
        "id": None,
        "answer_message": None,
        "question": KIM,
    }
    marks = ", ".join("?" * len(names))
    database.insert(f"INSERT INTO answers VALUES ({marks})", list(unsent.values()))
    await world.says(THAI_READER, KIM, number=asked["message_id"], edited=True)
    edit = (await world.until(lambda: world.sent("editMessageText")))[0]
    assert "วลาดิวอสต็อก" in edit.plain
    assert database.row("SELECT count(*) FROM answers") == (2,)  # each question once


async def test_a_rollback_is_noted_before_it_is_done(
    world: World, database: StateDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, noted = world.service.queue, list[int]()
    settle = queue.settle

    def settle_and_look(update: int) -> None:
        settle(update)
        noted.append(len(world.sent("sendMessage", chat=EDITOR.id)))

    monkeypatch.setattr(queue, "settle", settle_and_look)
    await world.says(EDITOR, "/rollback")
    await world.answers(EDITOR.id)
    assert noted[0] == 0
    waiting = database.row("SELECT count(*) FROM inbox WHERE done_at IS NULL")
    assert waiting == (0,)


async def test_forgetting_takes_what_waits_in_other_chats(
    world: World, database: StateDatabase
) -> None:
    await world.says(THAI_READER, HANOI)
    await world.answer(THAI_READER.id)
    await world.says(THAI_READER, "/forget")
    await world.answer(THAI_READER.id)
    await world.quiet(0.2)
    stored = database.rows("SELECT person, line, payload FROM inbox")
    assert set(stored) == {(None, None, None)}
