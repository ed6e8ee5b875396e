"""Tests of quoting the sentence around what a reader points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.answering.placing import Placing
from bot.answering.quoting import FoundQuotes, ReadQuotes, sentence_around
from index.chunking import chunk
from index.confidence import Confidence
from index.places import Places
from index.reading.judge import Judge, Judged
from index.reading.reader import Reading
from index.sentences import MAX_CHARACTERS
from index.types import Article, Evidence, Hit, SearchResult, Span
from index.wording import Wording
from tests.articles import HANOI, RAIN, RICE
from tests.index.test_chunking import SENTENCES


class PointingReader:
    """Points at the first of its phrases that a passage holds; as sure as it is told."""

    def __init__(self, **sureness: float) -> None:
        self._sureness = sureness

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        return [self._one(passage) for passage in passages]

    def _one(self, passage: str) -> Reading:
        for phrase, sure in self._sureness.items():
            if phrase in passage:
                start = passage.index(phrase)
                return Reading(start, start + len(phrase), sure, sure)
        return Reading(0, 0, -100.0, -100.0)


def result_of(*articles: Article) -> SearchResult:
    hits = [
        Hit(n, 0.9, passage, article, 0.9)
        for n, (article, passage) in enumerate(((a, p) for a in articles for p in chunk(a)), 1)
    ]
    return SearchResult("คำถาม", tuple(hits), 0.5, "g", Evidence())


def finder(reader: PointingReader, limit: int) -> ReadQuotes:
    judge = Judge(reader, Confidence.bundled(), Wording.bundled())
    return ReadQuotes(judge, Placing(Places.bundled()), limit)


def quotes(
    reader: PointingReader, *articles: Article, limit: int = 3
) -> list[tuple[str, int, list[str]]]:
    found = finder(reader, limit).find(result_of(*articles))
    texts = {article.id: article.text for article in articles}
    for quote in found.quotes:
        assert texts[quote.article_id][quote.start : quote.end] == quote.text
    return [(q.article_id, q.source, [m.of(q.text) for m in q.marks]) for q in found.quotes]


def judged(article: Article, phrase: str) -> Judged:
    start = article.text.index(phrase)
    hit = result_of(article).hits[0]
    return Judged(hit, Span(start, start + len(phrase)), 0.0)


def test_the_span_is_marked_in_its_sentence() -> None:
    found = quotes(PointingReader(หลายสิบฉบับ=9.0), RAIN, HANOI)
    assert found[0] == ("hanoi", 1, ["หลายสิบฉบับ"])


@pytest.mark.parametrize(
    ("question", "text", "pointed"),
    [
        (
            "เพลิงไหม้โรงงานที่ระยองมีผู้เสียชีวิตกี่คน",
            "เพลิงไหม้โรงงานที่ระยองเมื่อเวลา 15.00 น. ไม่มีผู้เสียชีวิต",
            "ไม่มีผู้เสียชีวิต",
        ),
        (
            "สภาจะประชุมเรื่องงบประมาณเมื่อไร",
            "การประชุมจะมีขึ้นสัปดาห์หน้า ตามมติเมื่อวันที่ 3 มกราคม 2567",
            "สัปดาห์หน้า",
        ),
        (
            "Who led the talks when they broke down in 2021?",
            "นายสมชาย ใจดี เป็นหัวหน้าคณะเจรจาเมื่อการเจรจาล้มเหลวในปี 2564",
            "นายสมชาย ใจดี",
        ),
    ],
)
def test_what_the_reader_points_at_is_marked_whatever_else_the_sentence_holds(
    question: str, text: str, pointed: str
) -> None:
    result = result_of(Article("a", text))
    found = finder(PointingReader(**{pointed: 9.0}), 1).find(replace(result, question=question))
    (quote,) = found.quotes
    assert [mark.of(quote.text) for mark in quote.marks] == [pointed]


def test_the_surest_comes_first_and_the_doubtful_not_at_all() -> None:
    reader = PointingReader(หลายสิบฉบับ=1.0, ฝนตกหนัก=9.0)
    assert quotes(reader, HANOI, RAIN) == [("rain", 1, ["ฝนตกหนัก"])]


def test_equally_sure_ones_come_together_up_to_the_limit() -> None:
    reader = PointingReader(หลายสิบฉบับ=9.0, ฝนตกหนัก=9.0, ข้าวขาว=9.0)
    assert {q[0] for q in quotes(reader, HANOI, RAIN, RICE)} == {"hanoi", "rain", "rice"}
    assert len(quotes(reader, HANOI, RAIN, RICE, limit=2)) == 2


def test_a_caption_comes_after_what_the_story_itself_says() -> None:
    caption = Article("caption", "แฟ้ม - ผู้นำพบกันที่วลาดิวอสต็อก (Pool Photo via AP)")
    story = Article("story", "ทั้งสองพบกันครั้งแรกที่เมืองท่า เมื่อเดือนเมษายน")
    reader = PointingReader(วลาดิวอสต็อก=9.0, เมืองท่า=9.0)
    assert [q[0] for q in quotes(reader, caption, story)] == ["story", "caption"]


def test_the_same_words_are_not_quoted_twice() -> None:
    copy = Article("copy", RAIN.text)
    assert len(quotes(PointingReader(ฝนตกหนัก=9.0), RAIN, copy)) == 1


def test_without_hits_there_is_nothing_to_quote() -> None:
    found = finder(PointingReader(), 3).find(result_of())
    assert (found.quotes, found.confidence) == ((), 0.0)


def test_a_surer_reader_is_more_confident() -> None:
    def confidence(sure: float) -> float:
        return finder(PointingReader(ฝนตกหนัก=sure), 1).find(result_of(RAIN)).confidence

    assert confidence(-5.0) < confidence(5.0)


def test_confidence_is_that_of_what_is_quoted_not_of_a_reading_passed_over() -> None:
    other = Article("other", "ผู้นำลงนามสนธิสัญญาที่กรุงเปียงยางเมื่อวันพุธ")
    placed = Article("placed", "ผู้นำลงนามความตกลงที่กรุงฮานอยเมื่อวันพฤหัสบดี")
    result = replace(result_of(other, placed), question="ผู้นำลงนามอะไรที่ฮานอย")

    def found(sure: float) -> FoundQuotes:
        return finder(PointingReader(สนธิสัญญา=sure, ความตกลง=9.0), 3).find(result)

    assert [quote.article_id for quote in found(12.0).quotes] == ["placed"]
    assert found(12.0).answering["other#0"] > found(12.0).answering["placed#0"]
    assert found(12.0).confidence == pytest.approx(found(-5.0).confidence)


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_sentence_around_a_span(n: int) -> None:
    article = Article("a", f"พาดหัว\n{' '.join(SENTENCES[1:])}\nท้ายข่าว")
    phrase = SENTENCES[n][20:30]
    assert sentence_around(judged(article, phrase)).of(article.text) == SENTENCES[n]


def test_a_span_across_two_sentences_quotes_both() -> None:
    article = Article("a", " ".join(SENTENCES[1:]))
    phrase = f"{SENTENCES[2][-10:]} {SENTENCES[3][:10]}"
    found = sentence_around(judged(article, phrase)).of(article.text)
    assert found == f"{SENTENCES[2]} {SENTENCES[3]}"


def test_a_span_across_too_much_is_cut_down_to_its_first_sentences() -> None:
    article = Article("a", " ".join(SENTENCES[1:]))
    found = sentence_around(judged(article, article.text))
    assert found.start == 0
    assert len(found) <= MAX_CHARACTERS
    assert found.of(article.text).startswith(SENTENCES[1])


def test_an_empty_span_quotes_its_sentence_or_line() -> None:
    article = Article("a", RAIN.text)
    hit = result_of(article).hits[0]
    assert len(sentence_around(Judged(hit, Span(0, 0), 0.0))) > 0


@pytest.mark.parametrize("start", [4, 5, 6])
def test_nothing_between_two_lines_is_the_line_before_and_never_empty(start: int) -> None:
    article = Article("a", "ก ข \n\n ค ง")
    hit = Hit(1, 0.9, chunk(article)[0], article)
    assert sentence_around(Judged(hit, Span(start, start), 0.0)) == Span(0, 3)
    assert sentence_around(Judged(hit, Span(start, 8), 0.0)) == Span(7, 10)
