"""Tests of taking the article that answers out of what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answering.answerer import PASSAGES, Answerer, Search
from bot.answering.sentence_quotes import SentenceQuotes
from bot.evaluating.lacking import Prepared, counted_as, without_article
from bot.evaluating.questions import EvalQuestion
from bot.evaluating.scoring import DEPTH, score
from index.confidence import Confidence
from index.search import Searcher
from index.types import Copy
from tests.fakes import HashEmbedder

RIGHT = EvalQuestion("1", "th", "ฝนตกหนักภาคเหนือสัปดาห์หน้า", "rain", ("ฝนตกหนัก",))
RICE = EvalQuestion("2", "th", "ไทยส่งออกข้าวได้กี่ล้านตัน", "rice", ("1.5 ล้านตัน",))


def test_what_is_left_is_the_evidence_of_the_other_articles(searcher: Searcher) -> None:
    confidence = Confidence.bundled()
    result = searcher.search(RIGHT.question, DEPTH)
    left = without_article(result, RIGHT, confidence)
    others = [hit for hit in result.hits if hit.article.id != "rain"]
    assert list(left.hits) == others[:PASSAGES]
    assert left.evidence.best == max(hit.dense for hit in others)
    assert left.evidence.lexical == max(hit.lexical for hit in others)
    lower = left.evidence.best - left.evidence.above_background
    assert lower == pytest.approx(result.evidence.best - result.evidence.above_background)
    assert left.confidence == confidence.of_search(left.evidence, "th")
    assert left.confidence < result.confidence


def test_an_article_that_was_not_found_leaves_what_was(searcher: Searcher) -> None:
    result = searcher.search(RIGHT.question, DEPTH)
    elsewhere = replace(RIGHT, article_id="nowhere")
    assert without_article(result, elsewhere, Confidence.bundled()).hits == result.hits


def test_a_copy_of_the_right_article_goes_too(searcher: Searcher) -> None:
    result = searcher.search(RIGHT.question, DEPTH)
    best = replace(result.hits[0], also=(Copy("copied"),))
    copied = replace(RIGHT, article_id="copied")
    assert counted_as(best, copied) == "copied"
    changed = replace(result, hits=(best, *result.hits[1:]))
    assert best not in without_article(changed, copied, Confidence.bundled()).hits


def test_without_the_only_article_nothing_is_found(searcher: Searcher) -> None:
    result = searcher.search(RIGHT.question, DEPTH)
    rain = tuple(hit for hit in result.hits if hit.article.id == "rain")
    left = without_article(replace(result, hits=rain), RIGHT, Confidence.bundled())
    assert left.hits == ()
    assert left.evidence.best == left.evidence.lexical == 0
    assert Prepared(left).search_many(["ใคร", "อะไร"]) == [left, left]


def test_every_answerable_question_is_asked_again_without_its_article(
    searcher: Searcher, embedder: HashEmbedder
) -> None:
    def answering(search: Search) -> Answerer:
        return Answerer(search, SentenceQuotes(embedder, 1), 0.0)

    confidence = Confidence.bundled()
    open_ = EvalQuestion("3", "th", "ใครชนะฟุตบอลโลก", None, ())
    (once,) = score([RIGHT, RICE, open_], searcher, answering)
    (again,) = score([RIGHT, RICE, open_], searcher, answering, again=confidence)
    assert (once.unanswerable, again.unanswerable) == (1, 3)
    assert again.auroc is not None
    assert again.auroc > 0.5
    assert (once.exact_match, once.answered) == (again.exact_match, again.answered)
