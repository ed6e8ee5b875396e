"""A writer that says what a test gives it, and a checker of citations and digits alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.grounding import Checked, Removed
from bot.answering.suspicion import Answering
from bot.writing.writer import Heard, WriterError, Written, unheard
from index.types import Language

_SENTENCE = re.compile(r".*?(?:\[\d+\][\s.]*)+|.+", re.DOTALL)
_CITATION = re.compile(r"\[(\d+)\]")


class SaidBefore:
    """Writes the given texts one after the other, the last for ever; an error is raised instead."""

    name = "scripted@nowhere"

    def __init__(self, *texts: str | WriterError | Written) -> None:
        self.texts = list(texts)
        self.prompts: list[str] = []
        self.closed = False

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        self.prompts.append(prompt)
        said = self.texts.pop(0) if len(self.texts) > 1 else self.texts[0]
        if isinstance(said, WriterError):
            raise said
        written = said if isinstance(said, Written) else Written(said, 100)
        heard(written.text)
        return written

    async def close(self) -> None:
        self.closed = True


class DigitChecker:
    """Keeps a sentence whose citations exist and whose digits stand in the passages it cites.

    It knows nothing of names, of number words or of meaning: what the real checker does beyond this
    is tested where that is.
    """

    def __init__(self) -> None:
        self.prepared: list[Sequence[str]] = []
        self.checked: list[str] = []
        self.answering: Answering = ()

    def prepare(self, passages: Sequence[str]) -> None:
        self.prepared.append(passages)

    def check(
        self,
        question: str,
        written: str,
        passages: Sequence[str],
        language: Language,
        answering: Answering = (),
    ) -> Checked:
        self.checked.append(written)
        self.answering = tuple(answering)
        kept: list[str] = []
        removed: list[Removed] = []
        cited: list[int] = []
        for sentence in (match.group().strip() for match in _SENTENCE.finditer(written)):
            numbers = [int(n) for n in _CITATION.findall(sentence)]
            digits = re.findall(r"\d+", _CITATION.sub("", sentence))
            if not numbers or any(not 1 <= n <= len(passages) for n in numbers):
                removed.append(Removed(sentence, "citation", "no such passage"))
            elif not all(any(d in passages[n - 1] for n in numbers) for d in digits):
                removed.append(Removed(sentence, "number", f"not in {numbers}"))
            else:
                kept.append(sentence)
                cited += numbers
        return Checked(" ".join(kept), tuple(kept), tuple(dict.fromkeys(cited)), tuple(removed))
