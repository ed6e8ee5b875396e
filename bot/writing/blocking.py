"""Lets commands, which have no event loop, have their answers written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from bot.answering.types import Answer
from bot.workers import Workers
from bot.writing.answering import WritingAnswerer


class Asks(Protocol):
    """What commands need of an answerer."""

    def answer(self, question: str, previous: Sequence[str] = ()) -> Answer: ...

    def answer_many(self, questions: Sequence[str]) -> list[Answer]: ...


class BlockingAnswerer:
    """A `WritingAnswerer` that waits for each answer; use it in a `with` block, once."""

    def __init__(self, answering: WritingAnswerer, workers: Workers) -> None:
        self._answering = answering
        self._workers = workers
        # One loop for all questions: connections belong to the loop that opened them.
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._runner:
            self._runner.run(self._answering.close())
        self._workers.close()

    def answer(self, question: str, previous: Sequence[str] = ()) -> Answer:
        return self._runner.run(self._answering.answer(question, previous))

    def answer_many(self, questions: Sequence[str]) -> list[Answer]:
        """Answer one question after the other, so that a local model isn't asked two at once."""
        return [self.answer(question) for question in questions]
