"""Property tests of the way from a raw text to a quote: offsets hold, nothing raises, cleaning and cutting are settled."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.answering.quoting import sentence_around
from bot.answering.sentence_quotes import SentenceQuotes
from bot.answering.types import Quote
from index.chunking import Chunking, chunk
from index.cleaning import clean
from index.errors import SourceError
from index.reading.judge import Judged
from index.sources.metadata import article_from
from index.types import Article, Evidence, Hit, SearchResult, Span
from tests.fakes import HashEmbedder
from tests.index.strategies import messy_text
from tests.index.test_passage_properties import chunkings, texts

QUESTIONS = st.sampled_from(["ใครกล่าวว่าอะไร", "เมื่อไร", "What happened in 2567?", "บาคาร่า", "๒๕๖๗"])


def cleaned_article(raw: str) -> Article:
    """The article that cleaning makes of any text; cleaning and cutting it again changes nothing."""
    text = clean(raw).text
    assert clean(text).text == text
    article = Article("a", text)
    assert chunk(article) == chunk(Article("a", clean(text).text))
    return article


def hits_of(article: Article, chunking: Chunking) -> tuple[Hit, ...]:
    return tuple(
        Hit(n, 1 / n, passage, article) for n, passage in enumerate(chunk(article, chunking), 1)
    )


def check(quote: Quote, article: Article) -> None:
    assert article.text[quote.start : quote.end] == quote.text
    assert quote.text.strip()
    assert all(0 <= mark.start < mark.end <= len(quote.text) for mark in quote.marks)


@settings(max_examples=100, deadline=None)
@given(st.one_of(messy_text, texts), chunkings, QUESTIONS)
def test_cleaned_cut_and_quoted_by_meaning(raw: str, chunking: Chunking, question: str) -> None:
    article = cleaned_article(raw)
    hits = hits_of(article, chunking)
    assume(hits)
    result = SearchResult(question, hits, 0.5, "g", Evidence())
    quotes = SentenceQuotes(HashEmbedder(), 5).find(result).quotes
    assert quotes
    for quote in quotes:
        check(quote, article)
    assert SentenceQuotes(HashEmbedder(), 5).find(result).quotes == quotes


@settings(max_examples=150, deadline=None)
@given(st.one_of(messy_text, texts), chunkings, st.data())
def test_cleaned_cut_and_quoted_around_what_a_reader_points_at(
    raw: str, chunking: Chunking, data: st.DataObject
) -> None:
    article = cleaned_article(raw)
    hits = hits_of(article, chunking)
    assume(hits)
    hit = data.draw(st.sampled_from(hits))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(hit.passage.text))] * 2)))
    pointed = Span(hit.passage.start + start, hit.passage.start + end)
    quoted = sentence_around(Judged(hit, pointed, 0.0))
    assert 0 <= quoted.start < quoted.end <= len(article.text)
    assert quoted.of(article.text).strip()


@settings(max_examples=100, deadline=None)
@given(st.one_of(messy_text, texts), messy_text)
def test_any_record_is_an_article_whose_passages_hold_or_a_source_error(
    text: str, title: str
) -> None:
    with suppress(SourceError):
        article = article_from({"text": text, "title": title}, "a")
        assert article.text == clean(article.text).text.strip() != ""
        for passage in chunk(article):
            assert article.text[passage.start : passage.end] == passage.text
        again = article_from({"text": article.text, "title": article.title}, "a")
        assert again.text == article.text
