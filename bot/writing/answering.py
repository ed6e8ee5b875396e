"""Answers in a language model's words where the passages bear them out, else with the quotes themselves."""

from __future__ import annotations

import asyncio
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol, get_args

import prompts
from bot.answering.answerer import Answerer
from bot.answering.grounding import Checked
from bot.answering.suspicion import Answering
from bot.answering.tongues import is_in
from bot.answering.types import Answer, Outcome, Writing
from bot.answering.written import take_apart
from bot.rendering.calendars import in_both_calendars
from bot.texts import NOT_FOUND
from bot.workers import Workers
from bot.writing.cache import AnswerCache, Key
from bot.writing.evidence import (
    evidence_of,
    fenced_passages,
    passages_for,
    renumbered,
    written_answer,
)
from bot.writing.fence import new_boundary, one_line
from bot.writing.preview import Preview, Show
from bot.writing.rewriting import Rewriter
from bot.writing.writer import AnswerWriter, WriterError, WriterUnreachable, Written
from index.dates import today_in_bangkok
from index.types import Hit, Language

logger = logging.getLogger(__name__)

GRACE = 0.5  # seconds
MOST_FOREIGN = 0.5  # of a text, before it is asked for once more
# The end of what was written whole: "1." may have become "1.5 million", "[1" a citation.
_WHOLE = re.compile(r".*(?:\]\.?|[.!?](?=\s)|\n)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Length:
    """How much a model reads and writes for one answer, and for how many seconds at most."""

    passages: int
    tokens: int
    seconds: float = math.inf


class Checker(Protocol):
    """Takes out of a written answer what the passages don't support."""

    def prepare(self, passages: Sequence[str]) -> None:
        """Read `passages` ahead of the check."""
        ...

    def check(
        self,
        question: str,
        written: str,
        passages: Sequence[str],
        language: Language,
        answering: Answering = (),
    ) -> Checked:
        """`answering` are the reader's logits of `passages`, None for one that wasn't read."""
        ...


class WritingAnswerer:
    """An `Answerer` whose answers a language model writes; what fails or isn't borne out is quoted."""

    def __init__(
        self,
        answerer: Answerer,
        workers: Workers,
        writer: AnswerWriter,
        checker: Checker,
        length: Length,
        folder: Path | None = None,
        today: Callable[[], date] = today_in_bangkok,
    ) -> None:
        """`folder` may hold prompts that replace the package's own.

        Raises:
            PromptError: a prompt can't be read, or lacks a variable.
        """
        self._answerer = answerer
        self._workers = workers
        self._writer = writer
        self._checker = checker
        self._length = length
        self._today = today
        self._rewriter = Rewriter(writer, folder, today)
        self._prompts = {
            language: prompts.load_for("answer", language, folder)
            for language in get_args(Language)
        }
        self._reminders = {
            language: prompts.load_for("language", language, folder)
            for language in get_args(Language)
        }
        self._cache = AnswerCache()

    async def answer(
        self, question: str, previous: Sequence[str] = (), show: Show | None = None
    ) -> Answer:
        """Answer one question; `show` is called with what is written and checked so far.

        Raises:
            QuestionError: the question is empty or too long.
            StoreError: there is no index, or it can't be read.
        """
        started = time.perf_counter()
        searched = await self._rewriter.rewritten(question, previous)
        left = self._length.seconds - (time.perf_counter() - started)
        found = await self._workers.run(self._answerer.answer, question, previous, searched)
        if found.status == "not_found":
            return found  # no model is asked what the articles don't answer
        key = Key(
            found.question, found.searched, found.generation,
            self._prompts[found.language].digest, self._writer.name, self._today(),
        )  # fmt: skip
        known = self._cache.get(key)
        if known is not None and known.writing is not None:
            writing = replace(known.writing, cached=True)
            return replace(known, writing=writing, timings_ms=found.timings_ms)
        answer = await self._write(found, left, show)
        if answer.writing is not None and answer.writing.outcome != "failed":
            self._cache.keep(key, answer)
        return answer

    async def close(self) -> None:
        await self._writer.close()

    async def _write(self, found: Answer, seconds: float, show: Show | None) -> Answer:
        started = time.perf_counter()
        hits = passages_for(found, self._length.passages)
        # Until there is more to say of it:
        writing = Writing(self._writer.name, self._prompts[found.language].digest, "failed")
        checked: Checked | None = None
        try:
            written = await self._in_its_language(found, hits, seconds, show)
            if NOT_FOUND in written.text:
                writing = replace(writing, outcome="declined")
            elif _foreign(written.text, found.language) == 1:
                writing = replace(writing, outcome="language")
            else:
                checked = await self._check(found, hits, _whole(written))
                outcome: Outcome = "written" if checked.text else "unsupported"
                writing = replace(writing, outcome=outcome, removed=checked.removed)
        except WriterError as error:
            writing = replace(writing, detail=str(error))
        except Exception as error:
            # The quotes are there, and right: whatever goes wrong here is no reason to keep them back.
            logger.exception("A written answer can't be checked.")
            checked, writing = None, replace(writing, detail=f"the check: {type(error).__name__}")
        _log(writing)
        answer = replace(
            found,
            writing=writing,
            timings_ms={**found.timings_ms, "write": (time.perf_counter() - started) * 1000},
        )
        return written_answer(answer, checked, hits) if checked and checked.text else answer

    async def _in_its_language(
        self, found: Answer, hits: Sequence[Hit], seconds: float, show: Show | None
    ) -> Written:
        """Return what the model writes, the second time if the first was in another language.

        Raises:
            WriterError: no text came, or `seconds` are over.
        """
        try:
            # The writer has a limit for each text, and should be the one to tell of it.
            async with asyncio.timeout(seconds + GRACE if math.isfinite(seconds) else None):
                written = await self._written(found, hits, show)
                if _foreign(written.text, found.language) > MOST_FOREIGN:
                    written = await self._written(found, hits, show, reminded=True)
                return written
        except TimeoutError as error:
            raise WriterUnreachable(
                "all texts for an answer took longer than LLM_TIMEOUT"
            ) from error

    async def _written(
        self, found: Answer, hits: Sequence[Hit], show: Show | None, reminded: bool = False
    ) -> Written:
        prompt = self._prompts[found.language].fill(
            question=one_line(found.searched),
            today=in_both_calendars(self._today(), found.language),
            passages=fenced_passages(hits, found.language),
            boundary=new_boundary(),
            not_found=NOT_FOUND,
        )
        if reminded:
            prompt += "\n" + self._reminders[found.language].fill()
        # Sentences are checked as they are completed, shown or not: what is left at the end is the last.
        async with Preview(self._checks(found, hits), show or _unshown) as preview:
            # Reading the passages costs the check more than the answer, and can be done meanwhile.
            written, _ = await asyncio.gather(
                self._writer.write(prompt, self._length.tokens, preview.hear),
                self._workers.run(self._checker.prepare, [evidence_of(hit) for hit in hits]),
            )
            return written

    def _checks(self, found: Answer, hits: Sequence[Hit]) -> Callable[[str], Awaitable[str]]:
        async def checked(text: str) -> str:
            return renumbered(await self._check(found, hits, text), hits)

        return checked

    async def _check(self, found: Answer, hits: Sequence[Hit], text: str) -> Checked:
        passages = [evidence_of(hit) for hit in hits]
        answering = [found.answering.get(hit.passage.id) for hit in hits]
        return await self._workers.run(
            self._checker.check, found.searched, text, passages, found.language, answering
        )


def _unshown(text: str) -> None:
    """Nobody sees what is written so far."""


def _foreign(text: str, language: Language) -> float:
    """Return the share of `text` in sentences of another language; the check takes those out."""
    said = [sentence.text for sentence in take_apart(text.replace(NOT_FOUND, ""))]
    strange = sum(len(sentence) for sentence in said if not is_in(sentence, language))
    return strange / max(sum(map(len, said)), 1)


def _whole(written: Written) -> str:
    """Return the text without a last sentence that was cut off."""
    if not written.cut:
        return written.text
    whole = _WHOLE.match(written.text)
    return whole[0] if whole else ""


def _log(writing: Writing) -> None:
    """Log what became of the model's text, but neither the question nor the text."""
    if writing.outcome == "failed":
        logger.warning("No text came (%s); the answer quotes instead.", writing.detail)
    elif writing.outcome != "written":
        logger.info("The model's text was %s; the answer quotes instead.", writing.outcome)
    for gone in writing.removed:
        logger.info("A sentence was taken out (%s): %s", gone.reason, gone.detail)
