"""Tests of choosing sentences without the reader."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.sentence_quotes import SentenceQuotes, sentences_of_hits
from index.chunking import Chunking, chunk
from index.search import Searcher
from index.types import Article, Evidence, Hit, SearchResult
from tests.articles import HANOI, RAIN
from tests.fakes import HashEmbedder
from tests.index.test_chunking import SENTENCES


def test_the_sentence_that_answers_is_quoted_verbatim(searcher: Searcher) -> None:
    result = searcher.search("ปูตินกับผู้นำเวียดนามลงนามในข้อตกลงอะไร")
    found = SentenceQuotes(HashEmbedder(), 1).find(result)
    (quote,) = found.quotes
    assert quote.article_id == "hanoi"
    assert "ข้อตกลงความร่วมมือหลายสิบฉบับ" in quote.text
    assert HANOI.text[quote.start : quote.end] == quote.text
    assert quote.source == 1
    assert found.confidence == result.confidence


def test_the_limit_is_kept_and_sources_are_numbered_as_they_come(searcher: Searcher) -> None:
    twin = replace(RAIN, id="twin")
    hits = tuple(Hit(n, 0.5, chunk(a)[0], a) for n, a in enumerate((RAIN, twin), 1))
    result = SearchResult("ฝนตกหนักภาคเหนือ", hits, 0.5, "g", Evidence())
    one = SentenceQuotes(HashEmbedder(), 1).find(result).quotes
    three = SentenceQuotes(HashEmbedder(), 3).find(result).quotes
    assert len(one) == 1
    assert {(q.article_id, q.source) for q in three} == {("rain", 1), ("twin", 2)}


def test_no_hits_give_no_quotes() -> None:
    result = SearchResult("ฝน", (), 0.0, "g", Evidence())
    assert SentenceQuotes(HashEmbedder(), 3).find(result).quotes == ()


def test_a_sentence_that_two_passages_share_is_considered_once() -> None:
    article = Article("a", " ".join(SENTENCES[1:]))
    passages = chunk(article, Chunking(200))
    hits = [Hit(n, 0.5, p, article) for n, p in enumerate(passages, 1)]
    found = sentences_of_hits(hits)
    assert [span.of(article.text) for _, span in found] == SENTENCES[1:]
