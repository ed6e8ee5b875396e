"""Remembers written answers for as long as the process runs; nothing of it is stored."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from bot.answering.types import Answer

REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Key:
    """All that a written answer depends on; the prompt holds today's date as well."""

    question: str
    searched: str
    generation: str
    prompt: str
    model: str
    day: date


class AnswerCache:
    """The last answers, by everything that made them."""

    def __init__(self, size: int = REMEMBERED) -> None:
        self._size = size
        self._answers: OrderedDict[Key, Answer] = OrderedDict()

    def get(self, key: Key) -> Answer | None:
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def keep(self, key: Key, answer: Answer) -> None:
        self._answers[key] = answer
        while len(self._answers) > self._size:
            self._answers.popitem(last=False)
