"""Has a follow-up question written out in full by a language model; on any doubt the rules do it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import get_args

import prompts
from bot.answering.followup import is_elliptic
from bot.answering.pointing import points_back
from bot.rendering.calendars import in_both_calendars
from bot.texts import NOT_FOUND
from bot.writing.fence import one_line
from bot.writing.writer import AnswerWriter, WriterError
from index.dates import today_in_bangkok
from index.language import language_of
from index.types import Language
from index.words import words

logger = logging.getLogger(__name__)

MAX_TOKENS = 120
LONGEST = 300
NEW_WORDS = (
    0.34  # the share of words that may be in none of the questions: "the", "did", inflections
)
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"[A-Z][a-z]+")
_LABEL = re.compile(r"^\s*(?:[-*•]\s+|[\"“'])|[\"”'\s]+$")


class Rewriter:
    """Completes follow-up questions with a language model."""

    def __init__(
        self,
        writer: AnswerWriter,
        folder: Path | None = None,
        today: Callable[[], date] = today_in_bangkok,
    ) -> None:
        self._writer = writer
        self._prompts = {
            language: prompts.load_for("followup", language, folder)
            for language in get_args(Language)
        }
        self._today = today

    async def rewritten(self, question: str, previous: Sequence[str]) -> str | None:
        """Return the question that `question` means after `previous`, None if there is any doubt."""
        if not previous or not (is_elliptic(question) or points_back(question)):
            return None
        language = language_of(question, language_of(previous[-1]))
        prompt = self._prompts[language].fill(
            earlier="\n".join(one_line(earlier) for earlier in previous),
            question=one_line(question),
            today=in_both_calendars(self._today(), language),
            not_found=NOT_FOUND,
        )
        try:
            written = await self._writer.write(prompt, MAX_TOKENS)
        except WriterError as error:
            logger.warning("A follow-up question was not rewritten: %s.", error)
            return None
        found = _LABEL.sub("", written.text).strip()
        return found if not written.cut and _is_sure(found, question, previous, language) else None


def _is_sure(found: str, question: str, previous: Sequence[str], language: Language) -> bool:
    """Tell whether `found` is one question that says what was asked, and nothing that wasn't."""
    if not found or len(found) > LONGEST or "\n" in found or NOT_FOUND in found:
        return False
    if language_of(found) != language:
        return False
    known = " ".join([*previous, question])
    for kind in (_NUMBER, _NAME):
        said = set(kind.findall(found))
        # Nothing invented; a question's first word has a capital without being a name.
        if not {part.lower() for part in said - _first(found)} <= set(_parts(kind, known)):
            return False
        if not set(kind.findall(question)) - _first(question) <= said:
            return False
    mine = words(found)
    new = set(mine) - set(words(known))
    return bool(mine) and len(new) <= NEW_WORDS * len(set(mine))


def _first(sentence: str) -> set[str]:
    return set(_NAME.findall(sentence.split(maxsplit=1)[0])) if sentence.split() else set()


def _parts(kind: re.Pattern[str], text: str) -> set[str]:
    # A name may have been typed in small letters.
    return {part.lower() for part in (re.findall(r"[A-Za-z]+", text) if kind is _NAME else kind.findall(text))}  # fmt: skip
