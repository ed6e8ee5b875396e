"""Keeps answers, so that buttons, edited questions and replies find what was asked and answered."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.answering.types import Answer
from bot.rendering.records import answer_record
from bot.state.database import StateDatabase
from index.types import Language

_COLUMNS = (
    "id, chat, thread, question_message, answer_message, question, status, language, "
    "generation, record"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it came: who asked what, where, and when by Telegram's clock (None: now)."""

    person: int
    chat: int
    thread: int
    message: int
    question: str
    at: float | None = None


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it was given; `record` is what `khaobot ask --json` prints, and `searched`."""

    id: int
    chat: int
    thread: int
    question_message: int
    answer_message: int | None
    question: str
    status: str
    language: Language
    generation: str
    record: Mapping[str, Any]

    @property
    def searched(self) -> str:
        """The question as it was searched: a follow-up together with what it follows."""
        return str(self.record.get("searched") or self.question)


class Answers:
    """The answers given, by their number and by the messages that asked and answered."""

    def __init__(self, database: StateDatabase) -> None:
        self._database = database

    def keep(self, asked: Asked, answer: Answer) -> int:
        """Store an answer and return its number."""
        record = answer_record(answer) | {"searched": answer.searched}
        return self._database.insert(
            "INSERT INTO answers (person, chat, thread, question_message, question, status, "
            "language, generation, record, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                asked.person, asked.chat, asked.thread, asked.message, asked.question,
                answer.status, answer.language, answer.generation,
                json.dumps(record, ensure_ascii=False), time.time(),
            ),
        )  # fmt: skip

    def drop_unsent(self, chat: int, message: int) -> None:
        """Drop answers to `message` that never surely arrived: it is asked again, and counts once."""
        self._database.write(
            "DELETE FROM answers "
            "WHERE chat = ? AND question_message = ? AND answer_message IS NULL",
            (chat, message),
        )

    def sent(self, answer: int, chat: int, message: int) -> None:
        """Note the message that carries the answer, and the chat that it really went to."""
        self._database.write(
            "UPDATE answers SET answer_message = ?, chat = ? WHERE id = ?", (message, chat, answer)
        )

    def get(self, answer: int) -> StoredAnswer | None:
        return self._one("id = ?", answer)

    def to_question(self, chat: int, message: int) -> StoredAnswer | None:
        """Return the latest answer to the question in `message` that surely arrived."""
        return self._one(
            "chat = ? AND question_message = ? AND answer_message IS NOT NULL", chat, message
        )

    def in_message(self, chat: int, message: int) -> StoredAnswer | None:
        """Return the latest answer that `message` carries."""
        return self._one("chat = ? AND answer_message = ?", chat, message)

    def _one(self, condition: str, *values: int) -> StoredAnswer | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM answers WHERE {condition} AND record != '' "
            "ORDER BY id DESC LIMIT 1",
            values,
        )
        if row is None:
            return None
        fields: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
        fields["record"] = json.loads(fields["record"])
        return StoredAnswer(**fields)
