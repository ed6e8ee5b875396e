"""Tests of the JSON that `--json` promises (section 6 of the design)."""

from __future__ import annotations

import json

from bot.rendering.records import answer_record, search_record
from tests.articles import HANOI, RAIN
from tests.bot.answers import ANSWERED, NOT_ANSWERED, RESULT, SENTENCE, START

ANSWER_KEYS = {
    "question",
    "language",
    "status",
    "text",
    "quotes",
    "sources",
    "confidence",
    "timings_ms",
}
QUOTE_KEYS = {"text", "article_id", "start", "end"}
SOURCE_KEYS = {"n", "article_id", "title", "publisher", "published", "url"}
HIT_KEYS = {"rank", "score", "article_id", "passage_id", "start", "end", "text"}


def test_the_record_of_an_answer() -> None:
    record = json.loads(json.dumps(answer_record(ANSWERED)))
    assert record["question"] == "What did Putin sign in Hanoi?"
    assert (record["language"], record["status"]) == ("en", "answered")
    assert record["text"] == f"The articles say: “{SENTENCE}” [1]"
    assert record["confidence"] == 0.9123
    assert record["timings_ms"] == {"search": 12.3, "quote": 7.0}
    (quote,) = record["quotes"]
    assert {key: quote[key] for key in QUOTE_KEYS} == {
        "text": SENTENCE,
        "article_id": "hanoi",
        "start": START,
        "end": START + len(SENTENCE),
    }
    assert HANOI.text[quote["start"] : quote["end"]] == quote["text"]
    assert record["sources"] == [
        {
            "n": 1,
            "article_id": "hanoi",
            "title": "ปูตินเยือนฮานอย",
            "publisher": "ข่าวตัวอย่าง",
            "published": "2024-06-21",
            "url": "https://example.org/hanoi",
            "also": [],
        }
    ]


def test_the_keys_are_those_of_the_design_and_known_further_ones() -> None:
    """A key less breaks whoever reads the JSON; a new one belongs into the design first."""
    record = answer_record(ANSWERED)
    assert set(record) == ANSWER_KEYS | {"nearest", "generation", "writing"}
    assert set(record["quotes"][0]) == QUOTE_KEYS | {"source", "marks"}
    assert set(record["sources"][0]) == SOURCE_KEYS | {"also"}
    found = search_record(RESULT)
    assert set(found) == {"question", "hits"} | {"confidence", "generation"}
    assert set(found["hits"][0]) == HIT_KEYS | {"also"}


def test_the_record_of_not_found() -> None:
    record = answer_record(NOT_ANSWERED)
    assert record["status"] == "not_found"
    assert record["quotes"] == record["sources"] == []
    assert record["nearest"][0]["article_id"] == "rain"
    assert record["nearest"][0]["published"] is None
    assert set(record) == set(answer_record(ANSWERED))


def test_marks_are_offsets_into_the_quote() -> None:
    (quote,) = answer_record(ANSWERED)["quotes"]
    assert [quote["text"][start:end] for start, end in quote["marks"]] == ["หลายสิบฉบับ"]
    assert quote["source"] == 1


def test_the_record_of_a_search() -> None:
    assert search_record(RESULT)["hits"] == [
        {
            "rank": 1,
            "score": 0.876543,
            "article_id": "rain",
            "passage_id": "rain#0",
            "start": 0,
            "end": 20,
            "text": RAIN.text[:20],
            "also": [],
        }
    ]
