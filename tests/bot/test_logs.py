"""The log: one line an event with its reference, as text or JSON, without secrets or questions."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.answering.types import Answer, Writing
from bot.errors import ErrorLog
from bot.journal import Journal
from bot.logs import NOISY, set_up_logging
from bot.metrics import Metrics
from bot.reference import working
from bot.settings import Settings

QUESTION = "ปูตินไปไหน"
ANSWER = Answer(QUESTION, "th", "answered", "…", generation="g1", timings_ms={"search": 12.34})
SETTINGS = Settings(
    telegram_token="123456789:" + "A" * 35, webhook_secret="a-secret-of-the-webhook"
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Catch what the log writes, and leave logging as it was."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = before
    root.setLevel(level)
    for name in (*NOISY, "telegram.Bot"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def set_up(log: io.StringIO, form: str) -> None:
    set_up_logging(form, SETTINGS.secrets)
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(log)


def test_one_line_for_a_question_with_stages_and_reference(log: io.StringIO) -> None:
    set_up(log, "json")
    with working() as reference:
        Journal(Metrics()).answered("private", QUESTION, ANSWER, {"send": 80.0, "wait": 1.0})
    line = json.loads(log.getvalue())
    assert line["event"] == "question"
    assert line["id"] == reference
    assert (line["kind"], line["language"], line["outcome"]) == ("private", "th", "answered")
    assert (line["search_ms"], line["send_ms"], line["wait_ms"]) == (12.3, 80.0, 1.0)
    assert QUESTION not in log.getvalue()


def test_questions_are_shown_if_that_is_set(log: io.StringIO) -> None:
    set_up(log, "text")
    Journal(Metrics(), questions=True).refused("group", QUESTION, "TooFast")
    assert QUESTION in log.getvalue()
    assert "reason=TooFast" in log.getvalue()


def test_what_libraries_try_at_their_start_is_left_out(log: io.StringIO) -> None:
    set_up(log, "text")
    logging.getLogger("faiss.loader").info("Could not load library with AVX512 support")
    logging.getLogger("faiss.loader").warning("shown")
    assert "AVX512" not in log.getvalue()
    assert "shown" in log.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_secrets_are_hidden_in_messages_fields_and_tracebacks(log: io.StringIO, form: str) -> None:
    set_up(log, form)
    logger = logging.getLogger("tests.logs")
    for secret in SETTINGS.secrets:
        try:
            raise RuntimeError(f"in a traceback: {secret}")
        except RuntimeError:
            logger.exception("in a message: %s", secret, extra={"field": secret})
    assert "in a traceback" in log.getvalue()
    for secret in SETTINGS.secrets:
        assert secret not in log.getvalue()


def test_the_person_is_told_the_reference_of_the_work(log: io.StringIO) -> None:
    set_up(log, "text")
    errors = ErrorLog()
    with working() as reference:
        assert errors.note(ValueError("x"), "answering") == reference
    assert f"id={reference}" in log.getvalue()
    assert errors.note(ValueError("x"), "fetching") != reference


def test_what_went_wrong_is_counted() -> None:
    metrics = Metrics()
    journal = Journal(metrics)
    journal.failed("private", QUESTION, RuntimeError(), made=False)
    journal.failed("private", QUESTION, RuntimeError(), made=True)
    figures = metrics.text().decode()
    assert 'khaobot_outcomes_total{outcome="failed"} 2.0' in figures
    assert "khaobot_model_errors_total 1.0" in figures


@pytest.mark.parametrize(
    ("writing", "outcome"),
    [
        (Writing("m", "p", "failed"), "failed"),
        (Writing("m", "p", "written"), "written"),
        (Writing("m", "p", "written", cached=True), "cached"),
    ],
)
def test_a_language_model_that_fails_is_seen_though_all_are_answered(
    log: io.StringIO, writing: Writing, outcome: str
) -> None:
    set_up(log, "json")
    metrics = Metrics()
    Journal(metrics).answered("private", QUESTION, replace(ANSWER, writing=writing), {})
    assert json.loads(log.getvalue())["writing"] == outcome
    assert f'khaobot_texts_total{{outcome="{outcome}"}} 1.0' in metrics.text().decode()


def test_the_library_shows_no_update_that_it_cant_read(log: io.StringIO) -> None:
    set_up(log, "text")
    logging.getLogger("telegram.Bot").critical("Error while parsing updates! %s", QUESTION)
    assert log.getvalue() == ""
