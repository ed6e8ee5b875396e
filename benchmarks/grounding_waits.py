"""Measures how long a written answer waits for its check: in the bot, from a model's last word on.

A scripted model writes at the pace of a hosted one; everything behind it is what answers in the bot.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.grounding import Trial
from benchmarks.grounding_costs import answers, forget
from bot.answering.grounding import Grounding
from bot.answering.types import Answer
from bot.workers import Workers
from bot.writing.answering import Length, WritingAnswerer
from bot.writing.writer import Heard, Written, unheard
from index.embedding.embedder import Embedder
from index.language import language_of
from index.types import Article, Hit, Passage

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer

FIRST_WORD = 0.4  # seconds that a hosted model reads
PIECE, PAUSE = (
    8,
    0.04,
)  # characters at a time and the seconds between: some 60 tokens of Thai a second


class Typist:
    """Writes a text given beforehand piece by piece, and notes when it was done."""

    name = "typist"

    def __init__(self, text: str) -> None:
        self._text = text
        self.done = 0.0

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        await asyncio.sleep(FIRST_WORD)
        for end in range(PIECE, len(self._text) + PIECE, PIECE):
            heard(self._text[:end])
            await asyncio.sleep(PAUSE)
        self.done = time.perf_counter()
        return Written(self._text, len(self._text))

    async def close(self) -> None:
        """There is nothing to close."""


class Found:
    """Finds the same passages whatever is asked."""

    def __init__(self, passages: Sequence[str]) -> None:
        self._hits = tuple(
            Hit(n, 1.0, Passage(str(n), 0, 0, len(text), text), Article(str(n), text))
            for n, text in enumerate(passages, 1)
        )

    def answer(
        self, question: str, previous: Sequence[str] = (), searched: str | None = None
    ) -> Answer:
        lang = language_of(question)
        return Answer(question, lang, "answered", "", searched=question, hits=self._hits)


def waits(embedder: Embedder, tried: Sequence[Trial]) -> list[float]:
    """Return the milliseconds that each answer of four sentences took from the last word on."""
    embedder.embed_passages(["โหลด"])
    return sorted(asyncio.run(_waits(embedder, tried)))


async def _waits(embedder: Embedder, tried: Sequence[Trial]) -> list[float]:
    workers, taken = Workers(), []
    try:
        for said, passages in answers(tried):
            forget()
            typist = Typist(" ".join(trial.sentence for trial in said))
            answerer: Answerer = Found(passages)  # type: ignore[assignment]
            length = Length(len(passages), 400)
            answering = WritingAnswerer(answerer, workers, typist, Grounding(embedder), length)
            await answering.answer(said[0].sentence)
            taken.append((time.perf_counter() - typist.done) * 1000)
    finally:
        workers.close()
    return taken
