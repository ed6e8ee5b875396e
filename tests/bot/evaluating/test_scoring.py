"""Tests of scoring a set of questions, with figures worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answerer import Answerer, Search
from bot.answering.sentence_quotes import SentenceQuotes
from bot.evaluating.questions import EvalQuestion
from bot.evaluating.scoring import prediction, score
from index.confidence import Confidence, Logistic, Models
from index.current_generation import CurrentGeneration
from index.generations import Generations
from index.search import Searcher
from index.types import Span
from index.wording import Wording
from tests.bot.answers import ANSWERED, NOT_ANSWERED, QUOTE
from tests.fakes import HashEmbedder

RIGHT = EvalQuestion("1", "th", "ฝนตกหนักภาคเหนือ", "rain", ("ฝนตกหนัก",))
ELSEWHERE = EvalQuestion("2", "th", "ปูตินเยือนฮานอย", "nowhere", ("ปูติน",))
OPEN = EvalQuestion("3", "th", "ใครชนะฟุตบอลโลก", None, ())
BY_WORDS = Logistic(-1.0, {"lexical": 10.0})
ENGLISH = EvalQuestion("1", "en", "ปูติน visited ฮานอย", "hanoi", ("ฮานอย",))


def test_retrieval_is_scored_for_each_language(searcher: Searcher) -> None:
    thai, english = score([RIGHT, ELSEWHERE, OPEN, ENGLISH], searcher, None)
    assert (thai.language, thai.questions, thai.answerable) == ("th", 3, 2)
    # one of two is first, the other isn't there
    assert thai.ndcg_10 == thai.recall_1 == thai.recall_10 == thai.mrr == 0.5
    assert (english.language, english.questions, english.recall_1) == ("en", 1, 1.0)
    assert thai.unanswerable == 0
    assert thai.answered is thai.exact_match is thai.quoted is thai.median_ms is None
    assert thai.auroc is thai.given_exact_match is thai.reading_to_embedding is None


@pytest.mark.parametrize(("least", "answered"), [(0.0, 1.0), (1.0, 0.0)])
def test_answers_are_scored_with_what_they_should_not_have_said(
    built: Generations, embedder: HashEmbedder, least: float, answered: float
) -> None:
    # The confidence that ships was fitted to other cosines than those of the embedder here.
    confidence = Confidence({"th": Models(BY_WORDS, BY_WORDS, BY_WORDS)})
    current = CurrentGeneration(built, embedder)
    searcher = Searcher(current, embedder, confidence, Wording.bundled())

    def answering(search: Search) -> Answerer:
        return Answerer(search, SentenceQuotes(embedder, 1), least)

    (found,) = score([RIGHT, OPEN], searcher, answering)
    assert found.answered == found.false_answers == answered
    assert found.quoted == answered
    assert (found.unanswerable, found.auroc) == (1, 1.0)
    assert found.median_ms is not None
    assert found.median_ms > 0


def test_progress_begins_before_the_first_answer_and_reaches_the_end(searcher: Searcher) -> None:
    seen: list[tuple[str, int, int]] = []
    questions = [replace(RIGHT, id=str(n)) for n in range(40)]
    score(questions, searcher, None, lambda *step: seen.append(step))
    assert seen == [("ask", 0, 40), ("ask", 32, 40), ("ask", 40, 40)]


def test_the_prediction_is_what_is_marked_else_the_quote() -> None:
    assert prediction(ANSWERED) == "หลายสิบฉบับ"
    unmarked = replace(QUOTE, marks=())
    assert prediction(replace(ANSWERED, quotes=(unmarked,))) == QUOTE.text
    two = replace(QUOTE, text="หนึ่งสองสาม", marks=(Span(0, 5), Span(8, 11)))
    assert prediction(replace(ANSWERED, quotes=(two, QUOTE))) == "หนึ่ง สาม"
    assert prediction(NOT_ANSWERED) == ""
