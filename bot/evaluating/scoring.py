"""Asks the questions of a set and scores what comes back, for each language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bot.answering.answerer import Answerer
from bot.answering.types import Answer
from bot.evaluating.questions import EvalQuestion
from index.evaluation import (
    auroc,
    character_f1,
    contains_answer,
    exact_match,
    mean,
    ndcg_at_k,
    recall_at_k,
    reciprocal_rank,
    token_f1,
)
from index.search import Searcher
from index.types import Hit

DEPTH = 50  # passages searched, so that ten articles come together
BATCH = 32

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one language. Shares are of all questions of their kind; a kind may be missing.

    `median_ms` is the time that searching and quoting took; questions are searched in batches.
    """

    language: str
    questions: int
    answerable: int
    ndcg_10: float
    recall_1: float
    recall_5: float
    recall_10: float
    mrr: float
    exact_match: float
    token_f1: float
    character_f1: float
    quoted: float
    answered: float
    false_answers: float
    auroc: float
    median_ms: float


def score(
    questions: Sequence[EvalQuestion],
    searcher: Searcher,
    answerer: Answerer | None,
    progress: Progress = lambda stage, done, total: None,
) -> list[Scores]:
    """Return the scores for each language; without an answerer retrieval alone is measured."""
    rankings: dict[tuple[str, str], list[str]] = {}
    answers: dict[tuple[str, str], Answer] = {}
    for start in range(0, len(questions), BATCH):
        part = questions[start : start + BATCH]
        texts = [question.question for question in part]
        for question, result in zip(part, searcher.search_many(texts, DEPTH), strict=True):
            ranked = list(dict.fromkeys(_counted_as(hit, question) for hit in result.hits))
            rankings[question.id, question.lang] = ranked
        if answerer is not None:
            for question, answer in zip(part, answerer.answer_many(texts), strict=True):
                answers[question.id, question.lang] = answer
        progress("ask", start + len(part), len(questions))
    languages = sorted({question.lang for question in questions}, reverse=True)
    return [
        _scores(language, [q for q in questions if q.lang == language], rankings, answers)
        for language in languages
    ]


def _counted_as(hit: Hit, question: EvalQuestion) -> str:
    """The id a hit counts as: the right article's if it is of the same story, else its own."""
    if any(copy.article_id == question.article_id for copy in hit.also):
        return question.article_id or ""
    return hit.article.id


def prediction(answer: Answer) -> str:
    """Return the words that stand for the answer when it is compared with a gold one."""
    if not answer.quotes:
        return ""
    best = answer.quotes[0]
    return " ".join(mark.of(best.text) for mark in best.marks) or best.text


def _scores(
    language: str,
    questions: Sequence[EvalQuestion],
    rankings: dict[tuple[str, str], list[str]],
    answers: dict[tuple[str, str], Answer],
) -> Scores:
    answerable = [q for q in questions if q.article_id is not None]
    other = [q for q in questions if q.article_id is None]

    def ranked(measure: Callable[[list[str], set[str]], float]) -> float:
        return mean([measure(rankings[q.id, q.lang], {q.article_id or ""}) for q in answerable])

    def said(measure: Callable[[str, tuple[str, ...]], float]) -> float:
        return mean(
            [measure(prediction(answers[q.id, q.lang]), q.answers) for q in answerable if q.answers]
            if answers
            else []
        )

    given = {q.id: answers[q.id, q.lang] for q in questions} if answers else {}
    return Scores(
        language=language,
        questions=len(questions),
        answerable=len(answerable),
        ndcg_10=ranked(lambda r, relevant: ndcg_at_k(r, relevant, 10)),
        recall_1=ranked(lambda r, relevant: recall_at_k(r, relevant, 1)),
        recall_5=ranked(lambda r, relevant: recall_at_k(r, relevant, 5)),
        recall_10=ranked(lambda r, relevant: recall_at_k(r, relevant, 10)),
        mrr=ranked(reciprocal_rank),
        exact_match=said(exact_match),
        token_f1=said(token_f1),
        character_f1=said(character_f1),
        quoted=mean(
            [
                contains_answer([quote.text for quote in given[q.id].quotes], q.answers)
                for q in answerable
                if given and q.answers
            ]
        ),
        answered=mean([float(given[q.id].status == "answered") for q in answerable if given]),
        false_answers=mean([float(given[q.id].status == "answered") for q in other if given]),
        auroc=auroc(
            [given[q.id].confidence for q in answerable if given],
            [given[q.id].confidence for q in other if given],
        ),
        median_ms=median(sum(answer.timings_ms.values()) for answer in given.values())
        if given
        else 0.0,
    )
