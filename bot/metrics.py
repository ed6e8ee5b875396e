"""Counts and times what happens, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

# From a cached answer to a slow language model.
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0)


class Metrics:
    """The figures of one process. Nothing in them tells of a person, a chat or a question."""

    def __init__(self) -> None:
        from prometheus_client import (
            CollectorRegistry,
            Counter,
            Histogram,
            ProcessCollector,
            disable_created_metrics,
        )

        disable_created_metrics()  # type: ignore[no-untyped-call] # they double the page and tell nothing

        self.registry: CollectorRegistry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._questions = Counter(
            "khaobot_questions",
            "Questions that came.",
            ("kind", "language"),
            registry=self.registry,
        )
        self._outcomes = Counter(
            "khaobot_outcomes",
            "What became of them: answered, not_found, refused, failed.",
            ("outcome",),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "khaobot_stage_seconds",
            "How long each stage took.",
            ("stage",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._model_errors = Counter(
            "khaobot_model_errors", "Answers that could not be made.", registry=self.registry
        )
        self._texts = Counter(
            "khaobot_texts",
            "What became of the language model's texts: written, declined, unsupported, language, failed, cached.",
            ("outcome",),
            registry=self.registry,
        )
        self._votes = Counter(
            "khaobot_feedback", "Votes on answers.", ("vote",), registry=self.registry
        )
        self._sends = Counter(
            "khaobot_sends",
            "Attempts to send: sent, edited, limited (429), retried, unsure, blocked, failed.",
            ("result",),
            registry=self.registry,
        )
        self._fetches = Counter(
            "khaobot_fetches", "Attempts to fetch updates: fetched, conflict, failed.", ("result",), registry=self.registry
        )  # fmt: skip

    def question(self, kind: str, language: str) -> None:
        """Count a question: `kind` is private, group, edited or inline."""
        self._questions.labels(kind, language).inc()

    def outcome(self, outcome: str) -> None:
        self._outcomes.labels(outcome).inc()

    def stages(self, milliseconds: Mapping[str, float]) -> None:
        for stage, spent in milliseconds.items():
            self._seconds.labels(stage).observe(spent / 1000)

    def model_error(self) -> None:
        self._model_errors.inc()

    def text_written(self, outcome: str) -> None:
        """Count what a language model wrote, or didn't: the answer comes all the same, with quotes."""
        self._texts.labels(outcome).inc()

    def vote(self, vote: int) -> None:
        self._votes.labels("up" if vote > 0 else "down").inc()

    def send(self, result: str) -> None:
        self._sends.labels(result).inc()

    def fetch(self, result: str) -> None:
        self._fetches.labels(result).inc()

    def watch(self, name: str, what: str, value: Callable[[], float]) -> None:
        """Let `value` be asked whenever somebody looks at the gauge `name`."""
        from prometheus_client import Gauge

        Gauge(f"khaobot_{name}", what, registry=self.registry).set_function(value)

    def watch_index(self, name_and_age: Callable[[], tuple[str, float]]) -> None:
        """Show the generation in use and its age in seconds, as found whenever somebody looks."""
        from prometheus_client.core import GaugeMetricFamily
        from prometheus_client.registry import Collector

        class IndexCollector(Collector):
            def collect(self) -> list[GaugeMetricFamily]:
                name, age = name_and_age()
                used = GaugeMetricFamily(
                    "khaobot_generation", "The generation in use.", labels=["generation"]
                )
                used.add_metric([name], 1)
                return [
                    used,
                    GaugeMetricFamily(
                        "khaobot_generation_age_seconds", "Since it was built.", value=age
                    ),
                ]

        self.registry.register(IndexCollector())

    def text(self) -> bytes:
        """Return all figures in Prometheus's text format."""
        from prometheus_client import generate_latest

        return generate_latest(self.registry)
