"""Tells which passages a sentence shouldn't cite: those that don't answer the question while another does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from bot.answering.names.carrying import Aliases, carries
from bot.answering.names.finding import find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.sharing import content_of
from index.language import language_of

FILE_NAME = "suspicion.json"
Answering = Sequence[float | None]
"""For each passage the logit that it answers the question, as the reader sees it; None if it wasn't read."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How far below the best passage another is suspect, and how much nearer a sentence must then be to it.

    `behind` is in units of the passages' logit, `stricter` in those of nearness.
    """

    behind: float
    stricter: float

    @classmethod
    def bundled(cls) -> Margin:
        """Return what `training.grounding.fit_suspicion` fitted."""
        return cls(**json.loads(files("bot.answering").joinpath(FILE_NAME).read_text("utf-8")))


def suspects(answering: Answering, margin: Margin) -> frozenset[int]:
    """Return the numbers, from 1, of the passages that don't answer while another does."""
    read = [logit for logit in answering if logit is not None]
    least = max(read, default=0.0) - margin.behind
    return frozenset(
        number for number, logit in enumerate(answering, 1) if logit is not None and logit < least
    )


def is_about_another(question: str, passage: str, best: str, aliases: Aliases) -> bool:
    """Tell whether a passage lacks something of the question that the `best` one has: it is of another."""
    if _lacks_a_name(question, passage, best, aliases):
        return True
    if language_of(question) != language_of(passage):
        return False
    letters, there = "".join(passage.split()), "".join(best.split())
    return any(word in there and word not in letters for word in content_of(question))


def _lacks_a_name(question: str, passage: str, best: str, aliases: Aliases) -> bool:
    here, there = [sounds_of(passage)], [sounds_of(best)]
    return any(
        carries(name, there, aliases) and not carries(name, here, aliases)
        for name in find_names(question)
    )


def names_its_own(sentence: str, question: str, aliases: Aliases) -> bool:
    """Tell whether a sentence names somebody or some place that the question doesn't speak of."""
    asked = [sounds_of(question)]
    return any(not carries(name, asked, aliases) for name in find_names(sentence))
