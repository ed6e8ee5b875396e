"""Why something failed, as administrators read it: of each kind in Thai, with the details beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from bot.settings import SettingsError
from bot.telegram.reasons import ToldError, reason_text
from index import errors
from index.errors import KhaobotError

DETAILS = "No index in data/{index}. Build one with: khaobot index build SOURCE"


def kinds(of: type[KhaobotError] = KhaobotError) -> Iterator[type[KhaobotError]]:
    """Yield every kind of error that the index raises."""
    yield of
    for kind in of.__subclasses__():
        if kind.__module__ == errors.__name__:
            yield from kinds(kind)


@pytest.mark.parametrize("kind", [*kinds(), SettingsError], ids=lambda kind: kind.__name__)
def test_in_thai_a_sentence_of_its_kind_stands_before_the_details(kind: type[KhaobotError]) -> None:
    assert reason_text(kind(DETAILS), "en") == DETAILS
    sentence, details = reason_text(kind(DETAILS), "th").split("\n")
    assert details == DETAILS
    assert re.fullmatch(r"[\u0e00-\u0e7f ]+ครับ", sentence)


def test_kinds_that_are_mended_otherwise_are_told_apart() -> None:
    said = {
        reason_text(kind(""), "th")
        for kind in (
            errors.NoArticlesError,
            errors.FetchError,
            errors.SourcesFileError,
            errors.ModelError,
            errors.IndexNotFoundError,
            errors.IndexMismatchError,
            errors.IndexDamagedError,
            errors.IndexLockedError,
            errors.StoreError,
        )
    }
    assert len(said) == 9


def test_what_is_in_the_words_of_its_reader_is_left_alone() -> None:
    assert reason_text(ToldError("ไฟล์ใหญ่เกินไปครับ"), "th") == "ไฟล์ใหญ่เกินไปครับ"
