"""Tests of searching the generation in use."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import Builder
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.errors import IndexNotFoundError, ModelError, QuestionError
from index.fusion import Leg
from index.generations import Generations
from index.search import Searcher, check_question
from index.types import Article
from index.wording import Wording
from tests.articles import ARTICLES, HANOI, RAIN
from tests.fakes import HashEmbedder


def searcher_of(generations: Generations, embedder: HashEmbedder, leg: Leg) -> Searcher:
    current = CurrentGeneration(generations, embedder)
    return Searcher(current, embedder, Confidence.bundled(), Wording.bundled(), leg)


def test_the_passage_that_answers_comes_first(searcher: Searcher, built: Generations) -> None:
    result = searcher.search("ปูตินลงนามในข้อตกลงอะไรกับเวียดนาม")
    assert result.question == "ปูตินลงนามในข้อตกลงอะไรกับเวียดนาม"
    assert result.generation == built.current()
    assert result.hits[0].article == HANOI
    assert [hit.rank for hit in result.hits] == [1, 2, 3]
    found = [hit.score for hit in result.hits]
    assert found == sorted(found, reverse=True)
    for hit in result.hits:
        assert hit.article.text[hit.passage.start : hit.passage.end] == hit.passage.text


def test_k_limits_the_hits_and_nothing_else(searcher: Searcher) -> None:
    one, all_of_them = searcher.search("ฝนตกหนัก", 1), searcher.search("ฝนตกหนัก", 10)
    assert one.hits == all_of_them.hits[:1]
    assert one.hits[0].article == RAIN
    assert one.confidence == all_of_them.confidence


def test_many_questions_get_their_own_results_in_order(searcher: Searcher) -> None:
    questions = ["ฝนตกหนักภาคเหนือ", "ปูตินเยือนฮานอย", "ฝนตกหนักภาคเหนือ"]
    results = searcher.search_many(questions)
    assert [result.question for result in results] == questions
    assert [result.hits[0].article.id for result in results] == ["rain", "hanoi", "rain"]
    assert results[0] == results[2] == searcher.search(questions[0])
    assert searcher.search_many([]) == []


def test_what_words_alone_find_is_scored_by_meaning_too(
    generations: Generations, embedder: HashEmbedder
) -> None:
    """The right passage is outside the first hundred by meaning; its words bring it in."""
    near = [Article(f"near{n}", f"ปลาทูทอดกรอบ {n:03}") for n in range(150)]
    right = Article("right", f"กระทรวงพาณิชย์ {RAIN.text} {HANOI.text} ปลาทู")
    Builder(generations, embedder).build([*near, right])
    question = "ปลาทูทอดกรอบ กระทรวง พาณิชย์ กรม อุตุนิยมวิทยา เตือน"
    dense = searcher_of(generations, embedder, "dense").search(question, 200)
    fused = searcher_of(generations, embedder, "fused").search(question, 200)
    assert "right" in {hit.article.id for hit in fused.hits}
    by_id = {hit.passage.id: hit.score for hit in dense.hits}
    assert all(hit.score >= by_id.get(hit.passage.id, -1) for hit in fused.hits)


@pytest.mark.parametrize("leg", ["fused", "dense", "lexical"])
def test_the_legs_agree_on_an_easy_question(
    built: Generations, embedder: HashEmbedder, leg: Leg
) -> None:
    result = searcher_of(built, embedder, leg).search("กรมอุตุนิยมวิทยาเตือนฝนตกหนัก")
    assert result.hits[0].article == RAIN


def test_the_lexical_leg_alone_finds_nothing_without_shared_words(
    built: Generations, embedder: HashEmbedder
) -> None:
    assert searcher_of(built, embedder, "lexical").search("football").hits == ()


def test_a_question_the_articles_answer_is_more_likely_answered(searcher: Searcher) -> None:
    answered = searcher.search("ปูตินไปเยือนกรุงฮานอยในวันที่เท่าไร")
    unanswered = searcher.search("ใครคว้าแชมป์ฟุตบอลโลก")
    assert 0 <= unanswered.confidence < answered.confidence <= 1


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "ก" * 2001, "ก" * 100_000, "ก\ud800"])
def test_questions_that_cannot_be_searched(searcher: Searcher, question: str) -> None:
    with pytest.raises(QuestionError, match="Ask"):
        searcher.search(question)


def test_one_bad_question_stops_all_before_any_is_embedded(searcher: Searcher) -> None:
    with pytest.raises(QuestionError):
        searcher.search_many(["ฝน", ""])


def test_the_limit_is_in_characters() -> None:
    check_question("ก" * 2000, 2000)
    with pytest.raises(QuestionError, match=r"2,001 characters, at most 2,000"):
        check_question("ก" * 2001, 2000)


@pytest.mark.parametrize("question", ["?!", "\u200b", "😀", "\x00", '"'])
def test_odd_questions_are_searched(searcher: Searcher, question: str) -> None:
    assert len(searcher.search(question).hits) == len(ARTICLES)


def test_without_an_index_the_error_names_the_command(
    generations: Generations, embedder: HashEmbedder
) -> None:
    with pytest.raises(IndexNotFoundError, match="khaobot index build"):
        searcher_of(generations, embedder, "fused").search("ฝน")
    assert not generations.folder.exists()


def test_after_a_question_that_could_not_be_embedded_the_next_one_is_answered(
    built: Generations, embedder: HashEmbedder
) -> None:
    class Failing(HashEmbedder):
        def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
            raise ModelError("the weights are gone")

    current = CurrentGeneration(built, embedder)
    failing = Searcher(current, Failing(), Confidence.bundled(), Wording.bundled())
    with pytest.raises(ModelError):
        failing.search_many(["ปูตินลงนามอะไร", "ข้าวราคาเท่าไร"])
    Builder(built, embedder).add([Article("new", "เปิดสะพานแห่งใหม่ที่ยะลา")])
    searcher = Searcher(current, embedder, Confidence.bundled(), Wording.bundled())
    assert searcher.search("สะพานแห่งใหม่อยู่ที่ไหน").hits[0].article.id == "new"
    assert searcher.search_many([]) == []


def test_many_questions_are_answered_as_each_alone(searcher: Searcher) -> None:
    questions = ["ปูตินลงนามอะไร", "What did Putin sign?", "ข้าวราคาเท่าไร", "ฝนตกที่ไหน"]
    together = searcher.search_many(questions, 3)
    assert together == [searcher.search(question, 3) for question in questions]
