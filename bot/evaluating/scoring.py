"""Asks the questions of a set and scores what comes back, for each language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from bot.answering.answerer import Answerer, Search
from bot.answering.types import Answer
from bot.evaluating.given import Given, ReaderMeasures, Timing
from bot.evaluating.lacking import Prepared, counted_as, without_article
from bot.evaluating.questions import EvalQuestion
from index.confidence import Confidence
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
from index.types import SearchResult

DEPTH = 50  # passages searched, so that ten articles come together
BATCH = 32
TIMED = 15  # questions of each language that reading is timed with

Progress = Callable[[str, int, int], None]
Answering = Callable[[Search], Answerer]


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one language. Shares are of all questions of their kind; None where none is of that kind.

    `unanswerable` counts the times that a question was asked and no article answered it. The figures that
    begin with `given_` are those of the reader alone, given the article. `median_ms` is the time that
    searching and quoting took; questions are searched in batches. `reading_ms` and `embedding_ms` are
    for three passages.
    """

    language: str
    questions: int
    answerable: int
    ndcg_10: float | None
    recall_1: float | None
    recall_5: float | None
    recall_10: float | None
    mrr: float | None
    exact_match: float | None
    token_f1: float | None
    character_f1: float | None
    quoted: float | None
    given_exact_match: float | None
    given_token_f1: float | None
    given_character_f1: float | None
    given_quoted: float | None
    answered: float | None
    unanswerable: int
    false_answers: float | None
    auroc: float | None
    median_ms: float | None
    reading_ms: float | None
    embedding_ms: float | None
    reading_to_embedding: float | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back for one question: the articles in order, and of the rest what was asked for.

    `lacking` is the answer when the article that answers is taken out of what was found.
    """

    question: EvalQuestion
    ranked: list[str]
    answer: Answer | None = None
    lacking: Answer | None = None
    given: Given | None = None
    timing: Timing | None = None


def score(
    questions: Sequence[EvalQuestion],
    searcher: Searcher,
    answering: Answering | None,
    progress: Progress = lambda stage, done, total: None,
    again: Confidence | None = None,
    reader: ReaderMeasures | None = None,
) -> list[Scores]:
    """Return the scores for each language.

    Args:
        answering: makes an answerer over a search; without it retrieval alone is measured.
        again: with it every question is asked once more without its article; tells how sure a search is.
        reader: measures the reader as well.
    """
    languages = sorted({question.lang for question in questions}, reverse=True)
    timed = {
        question
        for language in languages
        for question in _spread([q for q in questions if q.lang == language], TIMED)
    }
    outcomes: list[Outcome] = []
    progress("ask", 0, len(questions))
    for start in range(0, len(questions), BATCH):
        part = questions[start : start + BATCH]
        results = searcher.search_many([question.question for question in part], DEPTH)
        answers = _answers(part, searcher, answering)
        lacking = _lacking(part, results, answering, again)
        for question, result, answer in zip(part, results, answers, strict=True):
            measured = reader is not None and question in timed
            outcomes.append(
                Outcome(
                    question,
                    list(dict.fromkeys(counted_as(hit, question) for hit in result.hits)),
                    answer,
                    lacking.get(question),
                    reader.given(question) if reader else None,
                    reader.timing(question.question, result.hits) if reader and measured else None,
                )
            )
        progress("ask", len(outcomes), len(questions))
    return [
        _scores(language, [o for o in outcomes if o.question.lang == language])
        for language in languages
    ]


def prediction(answer: Answer) -> str:
    """Return the words that stand for the answer when it is compared with a gold one."""
    if not answer.quotes:
        return ""
    best = answer.quotes[0]
    return " ".join(mark.of(best.text) for mark in best.marks) or best.text


def _answers(
    part: Sequence[EvalQuestion], searcher: Searcher, answering: Answering | None
) -> Sequence[Answer | None]:
    if answering is None:
        return [None] * len(part)
    return answering(searcher).answer_many([question.question for question in part])


def _lacking(
    part: Sequence[EvalQuestion],
    results: Sequence[SearchResult],
    answering: Answering | None,
    again: Confidence | None,
) -> dict[EvalQuestion, Answer]:
    """Return the answers to those questions that an article answers, when it isn't there."""
    if answering is None or again is None:
        return {}
    answers = {}
    for question, result in zip(part, results, strict=True):
        if question.answerable:
            answerer = answering(Prepared(without_article(result, question, again)))
            answers[question] = answerer.answer_many([result.question])[0]
    return answers


def _scores(language: str, outcomes: Sequence[Outcome]) -> Scores:
    answerable = [o for o in outcomes if o.question.answerable]
    held = [o.answer for o in answerable if o.answer]
    wrong = [o.answer for o in outcomes if o.answer and not o.question.answerable]
    wrong += [o.lacking for o in outcomes if o.lacking]
    said = [
        (prediction(o.answer), [quote.text for quote in o.answer.quotes], o.question.answers)
        for o in answerable
        if o.answer and o.question.answers
    ]
    given = [
        (o.given.span, [o.given.quote], o.question.answers)
        for o in answerable
        if o.given and o.question.answers
    ]
    timings = [o.timing for o in outcomes if o.timing]

    def ranked(measure: Callable[[list[str], set[str]], float]) -> float | None:
        return _mean([measure(o.ranked, {o.question.article_id or ""}) for o in answerable])

    return Scores(
        language=language,
        questions=len(outcomes),
        answerable=len(answerable),
        ndcg_10=ranked(lambda r, relevant: ndcg_at_k(r, relevant, 10)),
        recall_1=ranked(lambda r, relevant: recall_at_k(r, relevant, 1)),
        recall_5=ranked(lambda r, relevant: recall_at_k(r, relevant, 5)),
        recall_10=ranked(lambda r, relevant: recall_at_k(r, relevant, 10)),
        mrr=ranked(reciprocal_rank),
        exact_match=_mean([exact_match(words, gold) for words, _, gold in said]),
        token_f1=_mean([token_f1(words, gold) for words, _, gold in said]),
        character_f1=_mean([character_f1(words, gold) for words, _, gold in said]),
        quoted=_mean([contains_answer(quotes, gold) for _, quotes, gold in said]),
        given_exact_match=_mean([exact_match(words, gold) for words, _, gold in given]),
        given_token_f1=_mean([token_f1(words, gold) for words, _, gold in given]),
        given_character_f1=_mean([character_f1(words, gold) for words, _, gold in given]),
        given_quoted=_mean([contains_answer(quotes, gold) for _, quotes, gold in given]),
        answered=_mean([float(answer.status == "answered") for answer in held]),
        unanswerable=len(wrong),
        false_answers=_mean([float(answer.status == "answered") for answer in wrong]),
        auroc=auroc([answer.confidence for answer in held], [answer.confidence for answer in wrong])
        if held and wrong
        else None,
        median_ms=_median([sum(o.answer.timings_ms.values()) for o in outcomes if o.answer]),
        reading_ms=_median([timing.reading for timing in timings]),
        embedding_ms=_median([timing.embedding for timing in timings]),
        reading_to_embedding=_median([timing.reading / timing.embedding for timing in timings]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return mean(values) if values else None


def _median(values: Sequence[float]) -> float | None:
    return median(values) if values else None


def _spread(questions: Sequence[EvalQuestion], count: int) -> list[EvalQuestion]:
    """Return `count` of `questions` at even distances, all of them if there are fewer."""
    step = max(1, len(questions) // count)
    return list(questions[::step][:count])
