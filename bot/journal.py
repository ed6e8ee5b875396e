"""Records what became of each question: one line in the log, and the figures."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Literal

from bot.answering.types import Answer
from bot.metrics import Metrics
from index.language import language_of

logger = logging.getLogger(__name__)

Kind = Literal["private", "group", "edited", "inline"]


class Journal:
    """What is asked is shown only if `questions` says so; who asked, never."""

    def __init__(self, metrics: Metrics, questions: bool = False) -> None:
        self.metrics = metrics
        self._questions = questions

    def answered(
        self, kind: Kind, question: str, answer: Answer, milliseconds: Mapping[str, float]
    ) -> None:
        """Record an answer that was handed to Telegram; `milliseconds` adds stages to the answer's own."""
        stages = {**answer.timings_ms, **milliseconds}
        self.metrics.stages(stages)
        more: dict[str, str] = {}
        if answer.writing is not None:
            more["writing"] = "cached" if answer.writing.cached else answer.writing.outcome
            self.metrics.text_written(more["writing"])
        self._record(kind, question, answer.language, answer.status, stages, more)

    def refused(self, kind: Kind, question: str, reason: str) -> None:
        """Record a question that is over a limit."""
        self._record(kind, question, language_of(question), "refused", {}, {"reason": reason})

    def failed(self, kind: Kind, question: str, error: BaseException, made: bool) -> None:
        """Record a question without an answer; `made` tells that there was one, but it wasn't sent."""
        if not made:
            self.metrics.model_error()
        reason = type(error).__name__
        self._record(kind, question, language_of(question), "failed", {}, {"reason": reason})

    def _record(
        self,
        kind: Kind,
        question: str,
        language: str,
        outcome: str,
        stages: Mapping[str, float],
        more: Mapping[str, str] = {},
    ) -> None:
        self.metrics.question(kind, language)
        self.metrics.outcome(outcome)
        fields: dict[str, object] = {
            "kind": kind,
            "language": language,
            "outcome": outcome,
            **more,
            **{f"{stage}_ms": round(spent, 1) for stage, spent in stages.items()},
        }
        if self._questions:
            fields["question"] = question
        logger.info("question", extra=fields)
