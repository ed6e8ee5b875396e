"""Tests of making an answer of what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer, framing, nearest_of, sources_of
from bot.answering.quoting import FoundQuotes
from bot.answering.sentence_quotes import SentenceQuotes
from bot.answering.types import Quote
from index.chunking import chunk
from index.errors import QuestionError
from index.search import Searcher
from index.types import Hit, SearchResult
from tests.articles import ARTICLES, HANOI, RAIN, RICE
from tests.bot.answers import QUOTE
from tests.fakes import HashEmbedder


class GivenQuotes:
    """Quotes what it is told to, whatever was asked."""

    def __init__(self, quotes: tuple[Quote, ...], confidence: float) -> None:
        self._found = FoundQuotes(quotes, confidence)

    def find(self, result: SearchResult) -> FoundQuotes:
        return self._found


RAIN_QUOTE = Quote("ภาคเหนือจะมีฝนตกหนัก", "rain", 26, 46, 2)


def test_an_answer_quotes_and_names_its_sources(searcher: Searcher) -> None:
    answer = Answerer(searcher, GivenQuotes((QUOTE, RAIN_QUOTE), 0.8), 0.5).answer("What happened?")
    assert (answer.status, answer.language, answer.question) == ("answered", "en", "What happened?")
    assert answer.text == (
        f"This is what the articles say:\n“{QUOTE.text}” [1]\n“{RAIN_QUOTE.text}” [2]"
    )
    assert answer.quotes == (QUOTE, RAIN_QUOTE)
    assert [(s.n, s.article_id, s.published) for s in answer.sources] == [
        (1, "hanoi", HANOI.published),
        (2, "rain", None),
    ]
    assert answer.nearest == ()
    assert answer.confidence == 0.8
    assert set(answer.timings_ms) == {"search", "quote"}
    assert all(ms >= 0 for ms in answer.timings_ms.values())


def test_one_quote_is_framed_in_the_language_of_the_question(searcher: Searcher) -> None:
    answerer = Answerer(searcher, GivenQuotes((QUOTE,), 0.8), 0.5)
    assert answerer.answer("ลงนามอะไร").text == f"ข่าวที่มีระบุว่า “{QUOTE.text}” [1]"
    assert answerer.answer("What?").text == f"The articles say: “{QUOTE.text}” [1]"


@pytest.mark.parametrize(("confidence", "sure"), [(0.5, True), (0.4999, False)])
def test_what_is_not_sure_is_offered_with_reserve(
    searcher: Searcher, confidence: float, sure: bool
) -> None:
    answerer = Answerer(searcher, GivenQuotes((QUOTE,), confidence), 0.3)
    thai, english = answerer.answer("ลงนามอะไร"), answerer.answer("What was signed?")
    assert thai.status == english.status == "answered"
    assert thai.text.startswith("ข่าวที่มีระบุว่า" if sure else "ข่าวที่อาจตอบคำถามนี้ระบุว่า")
    assert english.text.startswith("The articles say:" if sure else "This may be what you")
    assert framing(english) == english.text.partition(" “")[0]


@pytest.mark.parametrize(
    ("quotes", "confidence", "status"),
    [
        ((QUOTE,), 0.5, "answered"),
        ((QUOTE,), 0.4999, "not_found"),
        ((), 0.99, "not_found"),
    ],
)
def test_the_least_confidence_and_a_quote_are_needed(
    searcher: Searcher, quotes: tuple[Quote, ...], confidence: float, status: str
) -> None:
    answer = Answerer(searcher, GivenQuotes(quotes, confidence), 0.5).answer("ฝนตกที่ไหน")
    assert answer.status == status
    assert answer.confidence == confidence
    if status == "not_found":
        assert (answer.quotes, answer.sources) == ((), ())
        assert answer.text == "ไม่พบคำตอบในข่าวที่มีอยู่"
        assert {source.article_id for source in answer.nearest} == {"hanoi", "rice", "rain"}


def test_many_questions_are_answered_in_order(searcher: Searcher) -> None:
    quotes = SentenceQuotes(HashEmbedder(), 1)
    answers = Answerer(searcher, quotes, 0.0).answer_many(
        ["ฝนตกหนักภาคเหนือ", "ปูตินเยือนฮานอยวันที่เท่าไร"]
    )
    assert [answer.quotes[0].article_id for answer in answers] == ["rain", "hanoi"]
    assert Answerer(searcher, quotes, 0.0).answer_many([]) == []


def test_every_quote_is_verbatim_and_has_its_source(searcher: Searcher) -> None:
    texts = {article.id: article.text for article in ARTICLES}
    answerer = Answerer(searcher, SentenceQuotes(HashEmbedder(), 3), 0.0)
    for question in ("ปูตินลงนามอะไร", "ส่งออกข้าวเท่าไร", "ฝนตกที่ไหน"):
        answer = answerer.answer(question)
        numbers = {source.n: source.article_id for source in answer.sources}
        assert list(numbers) == list(range(1, len(numbers) + 1))
        for quote in answer.quotes:
            assert texts[quote.article_id][quote.start : quote.end] == quote.text
            assert numbers[quote.source] == quote.article_id


def test_an_empty_question_is_refused(searcher: Searcher) -> None:
    with pytest.raises(QuestionError):
        Answerer(searcher, GivenQuotes((), 0.0), 0.5).answer(" ")


def test_sources_and_nearest_name_an_article_once() -> None:
    hits = [Hit(n, 0.5, chunk(a)[0], a) for n, a in enumerate((RAIN, RICE, RAIN, HANOI), 1)]
    assert [s.article_id for s in nearest_of(hits, 2)] == ["rain", "rice"]
    twice = (replace(RAIN_QUOTE, source=1), replace(RAIN_QUOTE, source=1, start=0, end=9))
    assert [s.article_id for s in sources_of(hits, twice)] == ["rain"]
