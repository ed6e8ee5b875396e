"""Tests of what the reader is given beside a passage."""

from __future__ import annotations

from collections.abc import Sequence

from index.chunking import chunk
from index.reading.judge import AROUND, read_hits, surroundings
from index.reading.reader import Reading
from index.types import Article, Hit, Passage
from index.wording import Wording

SENTENCE = "นายแอนโทนี บลิงเคน พบนายเซอร์เก ลาฟรอฟ ที่นครเจนีวา เพื่อหารือเรื่องยูเครน ครั้งที่ {}"
ARTICLE = Article("a", "\n".join(SENTENCE.format(n) for n in range(40)))
PASSAGES = chunk(ARTICLE)


class LastWord:
    """Points at the last ten characters of whatever it is given."""

    def __init__(self) -> None:
        self.given: list[tuple[str, str]] = []

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        self.given += [(question, passage) for passage in passages]
        return [Reading(len(p) - 10, len(p), 1.0, 1.0) for p in passages]


def hit(passage: Passage) -> Hit:
    return Hit(1, 1.0, passage, ARTICLE)


def test_a_passage_is_read_with_what_stands_around_it() -> None:
    for passage in PASSAGES:
        around = surroundings(passage, ARTICLE)
        assert 0 <= around.start <= passage.start
        assert passage.end <= around.end <= len(ARTICLE.text)
        assert passage.start - around.start <= AROUND
        assert around.end - passage.end <= AROUND
    assert surroundings(PASSAGES[0], ARTICLE).start == 0
    assert surroundings(PASSAGES[-1], ARTICLE).end == len(ARTICLE.text)
    middle = surroundings(PASSAGES[1], ARTICLE)
    assert middle.start < PASSAGES[1].start
    assert middle.end > PASSAGES[1].end


def test_no_word_is_cut_at_its_edges() -> None:
    for passage in PASSAGES[1:-1]:
        around = surroundings(passage, ARTICLE)
        assert ARTICLE.text[around.start - 1].isspace() or around.start == passage.start
        assert ARTICLE.text[around.end].isspace() or around.end == passage.end


def test_a_long_text_without_spaces_is_read_as_it_is() -> None:
    article = Article("b", "ก" * 2000)
    passage = Passage("b", 1, 500, 1000, article.text[500:1000])
    around = surroundings(passage, article)
    assert (around.start, around.end) == (500, 1000)


def test_readings_are_placed_in_the_article_and_the_question_is_worded_as_the_hits_do() -> None:
    reader = LastWord()
    hits = [hit(passage) for passage in PASSAGES[:3]]
    readings = read_hits(reader, Wording.bundled(), "Where did Blinken meet Lavrov?", hits, 2)
    assert len(readings) == 2
    for reading, passage in zip(readings, PASSAGES, strict=False):
        assert reading.end == surroundings(passage, ARTICLE).end
        assert reading.end - reading.start == 10
    assert {question for question, _ in reader.given} == {"Where did บลิงเคน พบ ลาฟรอฟ?"}


def test_each_passage_is_asked_by_its_own_spelling_and_readings_keep_their_order() -> None:
    texts = ("เลขาธิการนาโต เดินทางถึงกรุงเคียฟ", "เลขาธิการนาโต้ พบรัฐมนตรีกลาโหม", "สมาชิกนาโต มีมติ")
    articles = [Article(str(n), text) for n, text in enumerate(texts)]
    hits = [Hit(1, 1.0, chunk(article)[0], article) for article in articles]
    reader = LastWord()
    readings = read_hits(reader, Wording.bundled(), "เลขาธิการนาโตคือใคร", hits, 3)
    asked = {passage: question for question, passage in reader.given}
    assert asked[texts[0]] == asked[texts[2]] == "ใครเป็นเลขาธิการนาโต"
    assert asked[texts[1]] == "ใครเป็นเลขาธิการนาโต้"
    assert [reading.end for reading in readings] == [len(text) for text in texts]
