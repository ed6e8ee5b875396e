"""Reads files of questions with known answers: Khaobot's own format, XQuAD's and iApp's."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import EvaluationError
from index.types import Article


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question, the article that answers it (None: none does) and the answers that count as right."""

    id: str
    lang: str
    question: str
    article_id: str | None
    answers: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        return self.article_id is not None


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the articles they are asked of if the file brings them itself."""

    questions: tuple[EvalQuestion, ...]
    articles: tuple[Article, ...] = ()


def read_questions(path: Path) -> QuestionSet:
    """Read Khaobot's format: `{"id", "lang", "question", "answerable", "article_id", "answers"}` a line.

    Raises:
        EvaluationError: the file can't be read, or a line isn't of this form.
    """
    questions = []
    for number, record in _records(path):
        try:
            answerable = record.get("answerable", record.get("article_id") is not None)
            questions.append(
                EvalQuestion(
                    id=str(record.get("id", number)),
                    lang=str(record.get("lang", "")) or "th",
                    question=str(record["question"]),
                    article_id=str(record["article_id"]) if answerable else None,
                    answers=tuple(str(answer) for answer in record.get("answers", ())),
                )
            )
        except (KeyError, TypeError) as error:
            raise EvaluationError(
                f'{path}, line {number}: {error} is missing. A line is {{"question": …, "article_id": …, '
                '"answers": […]}; XQuAD files are read with --format xquad, iApp ones with --format iapp.'
            ) from error
    return _checked(QuestionSet(tuple(questions)), path)


def read_xquad(path: Path) -> QuestionSet:
    """Read XQuAD's parallel questions; each is asked in Thai and in English of its Thai passage.

    Raises:
        EvaluationError: the file can't be read, or a line isn't of this form.
    """
    articles: dict[str, Article] = {}

    def questions_of(number: int, record: Mapping[str, Any]) -> list[EvalQuestion]:
        article_id, text = str(record["passage_id"]), str(record["passage_th"])
        answers = tuple(_answer_text(answer) for answer in record["answers_th"])
        articles.setdefault(article_id, Article(id=article_id, text=text))
        return [
            EvalQuestion(str(record["id"]), lang, str(record[key]), article_id, answers)
            for lang, key in (("th", "question_th"), ("en", "question_en"))
        ]

    questions = _questions(path, "XQuAD", questions_of)
    return _checked(QuestionSet(questions, tuple(articles.values())), path)


def read_iapp(path: Path) -> QuestionSet:
    """Read iApp's Thai questions, each asked of all passages of the file.

    Passages come without their titles: Wikipedia's are what the questions ask about, a headline is not.

    Raises:
        EvaluationError: the file can't be read, or a line isn't of this form.
    """
    articles: dict[str, Article] = {}

    def questions_of(number: int, record: Mapping[str, Any]) -> list[EvalQuestion]:
        text = str(record["context"])
        article = articles.setdefault(text, Article(f"passage-{len(articles) + 1}", text))
        answers = tuple(_answer_text(answer) for answer in record["answers"])
        name = str(record.get("id", number))
        return [EvalQuestion(name, "th", str(record["question"]), article.id, answers)]

    questions = _questions(path, "iApp's", questions_of)
    return _checked(QuestionSet(questions, tuple(articles.values())), path)


def _questions(
    path: Path, name: str, questions_of: Callable[[int, Mapping[str, Any]], list[EvalQuestion]]
) -> tuple[EvalQuestion, ...]:
    """Return the questions of every line of a set called `name`."""
    questions: list[EvalQuestion] = []
    for number, record in _records(path):
        try:
            questions += questions_of(number, record)
        except (KeyError, TypeError) as error:
            raise EvaluationError(
                f"{path}, line {number}: {error} is missing, so this is not {name}. "
                "Leave --format out for Khaobot's own format."
            ) from error
    return tuple(questions)


def _answer_text(answer: Any) -> str:
    return str(answer["text"]) if isinstance(answer, Mapping) else str(answer)


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for number, line in enumerate(raw.decode("utf-8-sig").split("\n"), start=1):
            if line.strip():
                record = json.loads(line)
                if not isinstance(record, dict):
                    raise ValueError(f"line {number} is not an object")
                yield number, record
    except (OSError, EOFError) as error:
        raise EvaluationError(
            f"{path} can't be read ({error}). Name a file of JSON lines."
        ) from error
    except ValueError as error:
        raise EvaluationError(f"{path} is not JSON lines in UTF-8 ({error}).") from error


def _checked(questions: QuestionSet, path: Path) -> QuestionSet:
    if not questions.questions:
        raise EvaluationError(f"{path} holds no question.")
    return questions
