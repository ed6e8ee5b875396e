"""Tries a language model out on one small question, as it will be asked."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path

import prompts
from bot.rendering.calendars import in_both_calendars, written_date
from bot.texts import NOT_FOUND
from bot.writing.fence import fenced, new_boundary
from bot.writing.writer import AnswerWriter
from index.dates import today_in_bangkok
from index.language import language_of

QUESTION = "ห้องสมุดประชาชนเปิดกี่โมง"
PASSAGE = "ห้องสมุดประชาชนเปิดทุกวันเวลา 9 นาฬิกา"
MAX_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Trial:
    """How long it took to the first words and to the last, in seconds, and what came of it.

    `fits` tells whether the model answered in the question's language and cited the passage.
    """

    first: float
    whole: float
    fits: bool


async def tried(
    writer: AnswerWriter, folder: Path | None = None, max_tokens: int = MAX_TOKENS
) -> Trial:
    """Have one answer of at most `max_tokens` written; its text is thrown away.

    Raises:
        WriterError: none came.
        PromptError: the prompt can't be used.
    """
    today = today_in_bangkok()
    prompt = prompts.load_for("answer", "th", folder).fill(
        question=QUESTION,
        today=in_both_calendars(today, "th"),
        passages=fenced([(written_date(today, "th"), PASSAGE)]),
        boundary=new_boundary(),
        not_found=NOT_FOUND,
    )
    started = time.perf_counter()
    first: list[float] = []
    written = await writer.write(
        prompt, max_tokens, lambda text: first.append(time.perf_counter() - started)
    )
    whole = time.perf_counter() - started
    fits = bool(re.search(r"\[1\]", written.text)) and language_of(written.text) == "th"
    return Trial(first[0] if first else whole, whole, fits)
