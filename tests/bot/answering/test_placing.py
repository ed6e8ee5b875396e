"""Tests of preferring the sentence that names the place asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.placing import Placing
from index.places import Places
from index.types import Article
from tests.bot.answering.test_quoting import PointingReader, finder, result_of

PLACING = Placing(Places.bundled())
AT_HANOI = "ผู้นำสองประเทศลงนามข้อตกลงกับเวียดนาม"
ELSEWHERE = "เมื่อวันพุธ ผู้นำลงนามสนธิสัญญากับคิมจองอึน"


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What was signed in Hanoi?", [AT_HANOI]),
        ("ลงนามอะไรที่ฮานอย", [AT_HANOI]),
        ("What did the Vietnamese sign?", [AT_HANOI]),
        ("What was signed in Paris?", [ELSEWHERE, AT_HANOI]),
        ("What was signed?", [ELSEWHERE, AT_HANOI]),
    ],
)
def test_sentences_that_name_the_place_are_kept_alone(question: str, kept: list[str]) -> None:
    assert PLACING.of_the_place(question, [ELSEWHERE, AT_HANOI], str) == kept


@pytest.mark.parametrize(("behind", "quoted"), [(1.0, "hanoi"), (40.0, "kim")])
def test_the_place_decides_among_readings_about_equally_good(behind: float, quoted: str) -> None:
    reader = PointingReader(สนธิสัญญา=9.0, ข้อตกลง=9.0 - behind)
    result = result_of(Article("kim", ELSEWHERE), Article("hanoi", AT_HANOI))
    asked = replace(result, question="ลงนามอะไรที่ฮานอย")
    (quote,) = finder(reader, 3).find(asked).quotes
    assert quote.article_id == quoted
