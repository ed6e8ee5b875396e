"""Tests of telling greetings and the like from questions."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.sentence_quotes import SentenceQuotes
from bot.answering.smalltalk import asks_nothing
from index.search import Searcher
from tests.fakes import HashEmbedder

NOTHING = ["สวัสดี", "สวัสดีครับ", "ขอบคุณครับ", "ขอบคุณมากค่ะ", "555", "!!!", "...", "😀😀", "👍", "ๆๆๆๆ", "12345",
           "\ufffd", "Hello!", "Thank you very much", "good morning", "ok"]  # fmt: skip
SOMETHING = [
    "ฝนตกหนักไหม",
    "Who is Putin?",
    "ฮานอย",
    "Putin",
    "ขอบคุณใครที่ช่วยยูเครน",
    "สวัสดี ปูตินเยือนไหน",
    "G7 คืออะไร",
    "What is it?",
    "แล้วที่เกาหลีเหนือล่ะ",
    "อยู่ที่ไหน",
]


@pytest.mark.parametrize("message", NOTHING)
def test_greetings_thanks_and_marks_ask_nothing(message: str) -> None:
    assert asks_nothing(message)


@pytest.mark.parametrize("message", SOMETHING)
def test_a_topic_is_something(message: str) -> None:
    assert not asks_nothing(message)


@pytest.mark.parametrize("previous", [(), ("ฝนตกหนักที่ไหน",)])
def test_nothing_is_quoted_for_what_asks_nothing(
    searcher: Searcher, previous: tuple[str, ...]
) -> None:
    answerer = Answerer(searcher, SentenceQuotes(HashEmbedder(), 1), 0.0)
    answer = answerer.answer("ขอบคุณครับ", previous)
    assert (answer.status, answer.quotes, answer.nearest) == ("not_found", (), ())
    assert answer.confidence == 0.0
    assert answerer.answer("ฝนตกหนักที่ไหน", previous).status == "answered"
