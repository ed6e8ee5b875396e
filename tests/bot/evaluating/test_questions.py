"""Tests of reading questions with known answers."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluating.questions import EvalQuestion, read_iapp, read_questions, read_xquad
from index.errors import EvaluationError
from index.types import Article

EXAMPLES = Path(__file__).parents[3] / "examples"


def write(path: Path, *records: dict[str, Any] | str) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_our_own_format(tmp_path: Path) -> None:
    path = write(
        tmp_path / "q.jsonl",
        {"id": "a", "lang": "en", "question": "Where?", "answerable": True, "article_id": "x", "answers": ["ที่นี่"]},
        {"question": "ใคร", "answerable": False},
        "",
        {"question": "อะไร", "article_id": "y"},
    )  # fmt: skip
    found = read_questions(path)
    assert found.articles == ()
    assert found.questions == (
        EvalQuestion("a", "en", "Where?", "x", ("ที่นี่",)),
        EvalQuestion("2", "th", "ใคร", None, ()),
        EvalQuestion("4", "th", "อะไร", "y", ()),
    )
    assert [q.answerable for q in found.questions] == [True, False, True]


def test_xquad_asks_each_question_in_both_languages(tmp_path: Path) -> None:
    record = {
        "id": "1", "passage_id": "p", "passage_th": "ปูตินเยือนฮานอย", "question_th": "ใครเยือน",
        "question_en": "Who visited?", "answers_th": [{"text": "ปูติน", "answer_start": 0}],
    }  # fmt: skip
    path = write(tmp_path / "x.jsonl", record, record | {"id": "2", "answers_th": ["ฮานอย"]})
    found = read_xquad(path)
    assert found.articles == (Article("p", "ปูตินเยือนฮานอย"),)
    assert found.questions[:2] == (
        EvalQuestion("1", "th", "ใครเยือน", "p", ("ปูติน",)),
        EvalQuestion("1", "en", "Who visited?", "p", ("ปูติน",)),
    )
    assert found.questions[3].answers == ("ฮานอย",)


def test_iapp_asks_of_every_passage_of_the_file_once(tmp_path: Path) -> None:
    record = {
        "id": "1", "title": "ฮานอย", "context": "ปูตินเยือนฮานอย", "question": "ใครเยือน",
        "answers": [{"text": "ปูติน", "start": 0, "end": 5}],
    }  # fmt: skip
    other = record | {"id": "3", "context": "ฝนตกหนัก", "question": "ฝนเป็นอย่างไร"}
    found = read_iapp(write(tmp_path / "i.jsonl", record, record | {"id": "2"}, other))
    assert [article.text for article in found.articles] == ["ปูตินเยือนฮานอย", "ฝนตกหนัก"]
    assert not any(article.title for article in found.articles)
    first, second = (article.id for article in found.articles)
    assert [question.article_id for question in found.questions] == [first, first, second]
    assert found.questions[0] == EvalQuestion("1", "th", "ใครเยือน", first, ("ปูติน",))


def test_gz_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl.gz"
    path.write_bytes(gzip.compress('{"question": "ใคร", "article_id": "x"}'.encode("utf-8-sig")))
    assert read_questions(path).questions[0].question == "ใคร"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not JSON lines"),
        ("[]", "line 2 is not an object"),
        ("{}", "line 2: 'question' is missing"),
        ('{"question": "ใคร", "answerable": true}', "line 2: 'article_id' is missing"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = write(tmp_path / "q.jsonl", {"question": "ใคร", "article_id": "x"}, line)
    with pytest.raises(EvaluationError, match=reason):
        read_questions(path)


def test_the_wrong_format_is_told_apart(tmp_path: Path) -> None:
    own = write(tmp_path / "q.jsonl", {"question": "ใคร", "article_id": "x"})
    with pytest.raises(EvaluationError, match=r"not XQuAD.*Leave --format out"):
        read_xquad(own)
    with pytest.raises(EvaluationError, match=r"not iApp.*Leave --format out"):
        read_iapp(own)
    xquad = write(tmp_path / "x.jsonl", {"passage_id": "p", "question_th": "ใคร"})
    with pytest.raises(EvaluationError, match=r"--format xquad"):
        read_questions(xquad)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff\xfe\xfd"])
def test_a_file_without_questions_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "q.jsonl").write_bytes(content)
    with pytest.raises(EvaluationError):
        read_questions(tmp_path / "q.jsonl")


def test_the_examples_are_thirty_questions_of_both_kinds_and_languages() -> None:
    questions = read_questions(EXAMPLES / "questions.jsonl").questions
    assert len(questions) == len({q.id for q in questions}) == 30
    assert sum(not q.answerable for q in questions) == 6
    assert {q.lang for q in questions} == {"th", "en"}
    for question in questions:
        if question.article_id is not None:
            text = (EXAMPLES / "articles" / f"{question.article_id}.md").read_text(encoding="utf-8")
            assert all(answer in text for answer in question.answers), question.id
