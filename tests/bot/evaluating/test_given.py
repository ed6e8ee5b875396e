"""Tests of measuring the reader alone, given the article that answers."""

from __future__ import annotations

from bot.answering.answerer import Answerer, Search
from bot.answering.sentence_quotes import SentenceQuotes
from bot.evaluating.given import ReaderMeasures, read_whole
from bot.evaluating.questions import EvalQuestion
from bot.evaluating.scoring import score
from index.chunking import chunk
from index.search import Searcher
from index.types import Hit
from index.wording import Wording
from tests.articles import ARTICLES, HANOI, RAIN
from tests.bot.answering.test_quoting import PointingReader
from tests.fakes import HashEmbedder
from tests.index.builds import article

SIGNED = EvalQuestion("1", "th", "ปูตินลงนามอะไรที่ฮานอย", "hanoi", ("ข้อตกลงความร่วมมือหลายสิบฉบับ",))
FALLS = EvalQuestion("2", "th", "ภาคเหนือจะเป็นอย่างไร", "rain", ("ฝนตกหนัก",))
GONE = EvalQuestion("3", "th", "ใครไปวลาดิวอสต็อก", "nowhere", ("คิม",))
OPEN = EvalQuestion("4", "th", "ใครชนะฟุตบอลโลก", None, ())
READER = PointingReader(หลายสิบฉบับ=9.0, ฝนตกหนัก=7.0)


def measures() -> ReaderMeasures:
    by_id = {article.id: article for article in ARTICLES}
    return ReaderMeasures(READER, Wording.bundled(), HashEmbedder(), by_id.get)


def test_a_whole_article_is_read_and_the_sentence_around_the_span_quoted() -> None:
    signed, falls = read_whole(READER, Wording.bundled(), SIGNED.question, [HANOI, RAIN])
    assert (signed.span, signed.score) == ("หลายสิบฉบับ", 9.0)
    assert "ข้อตกลงความร่วมมือหลายสิบฉบับ" in signed.quote
    assert signed.quote in HANOI.text
    assert (falls.span, falls.score) == ("ฝนตกหนัก", 7.0)


def test_nothing_is_read_where_no_article_answers() -> None:
    assert measures().given(GONE) is None
    assert measures().given(OPEN) is None


def test_fewer_than_three_passages_are_not_timed() -> None:
    def hits(count: int) -> list[Hit]:
        found = [article(number) for number in range(count)]
        return [Hit(1, 0.5, chunk(a)[0], a) for a in found]

    assert measures().timing("อะไร", hits(2)) is None
    timing = measures().timing("อะไร", hits(4))
    assert timing is not None
    assert timing.reading > 0
    assert timing.embedding > 0


def test_given_figures_stand_beside_those_of_the_search(
    searcher: Searcher, embedder: HashEmbedder
) -> None:
    def answering(search: Search) -> Answerer:
        return Answerer(search, SentenceQuotes(embedder, 1), 0.0)

    (found,) = score([SIGNED, FALLS, GONE, OPEN], searcher, answering, reader=measures())
    # of SIGNED the end alone is marked, FALLS is right, GONE can't be given
    assert found.given_exact_match == 0.5
    assert found.given_quoted == 1.0
    assert found.given_token_f1 is not None
    assert 0.5 < found.given_token_f1 < 1
    assert found.given_character_f1 is not None
    assert 0.5 < found.given_character_f1 < 1
    assert found.reading_to_embedding is not None
    assert found.answerable == 3
