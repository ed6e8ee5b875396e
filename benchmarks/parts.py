"""The parts of the retrieval benchmark; each returns its figures by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.asking import Bench, build, confidences, retrieval, search
from bot.answering.types import Quote
from bot.app import App
from bot.evaluating.questions import EvalQuestion, QuestionSet
from bot.evaluating.scoring import Scores
from index.evaluation import auroc, contains_answer, mean
from index.sentences import MAX_CHARACTERS

LANGUAGES = ("th", "en")
FOLDS = 10
ANSWERED = 0.9

Figures = dict[str, float]


def xquad(bench: Bench) -> Figures:
    """XQuAD's questions over its own passages."""
    questions = bench.xquad()
    app = bench.app("xquad")
    build(app, questions.articles)
    return ranked("xquad", retrieval(app, questions.questions))


def thaigov(bench: Bench) -> Figures:
    """The same among ThaiGov items, and the loss against the passages alone."""
    alone = xquad(bench)
    questions, app = among_thaigov(bench)
    among = ranked("thaigov", retrieval(app, questions.questions))
    loss = {
        f"thaigov {lang} loss of nDCG@10": alone[f"xquad {lang} nDCG@10"]
        - among[f"thaigov {lang} nDCG@10"]
        for lang in LANGUAGES
    }
    return among | loss


def answerable(bench: Bench) -> Figures:
    """How well confidence tells questions with their passage in the index from those without it.

    Passages are removed a tenth at a time, so ten indexes answer the questions whose passage is missing.
    """
    questions = bench.xquad()
    app = bench.app("xquad")
    build(app, questions.articles)
    held = list(questions.questions)
    with_passage = confidences(app, held)
    removed: list[EvalQuestion] = []
    without_passage: dict[str, list[float]] = {name: [] for name in with_passage}
    for fold in range(FOLDS):
        gone = {article.id for article in questions.articles[fold::FOLDS]}
        asked = [q for q in held if q.article_id in gone]
        build(app, [article for article in questions.articles if article.id not in gone])
        removed += asked
        for name, values in confidences(app, asked).items():
            without_passage[name] += values
    return {
        f"answerable {lang} AUROC, {name}": auroc(
            of_language(held, with_passage[name], lang),
            of_language(removed, without_passage[name], lang),
        )
        for name in with_passage
        for lang in LANGUAGES
    }


def false_answers(bench: Bench) -> Figures:
    """Answers to MIRACL's questions over ThaiGov, at the confidence that answers 90 % of XQuAD's.

    XQuAD's Thai questions are asked of its passages among the same ThaiGov items.
    """
    questions, app = among_thaigov(bench)
    right = confidences(app, [q for q in questions.questions if q.lang == "th"])
    build(app, bench.thaigov())
    wrong = confidences(app, bench.miracl())
    figures: Figures = {}
    for name, values in right.items():
        threshold = float(np.quantile(values, 1 - ANSWERED))
        share = mean([float(value >= threshold) for value in wrong[name]])
        figures[f"false answers th at 90 % answered, {name}"] = share
        figures[f"false answers th threshold, {name}"] = threshold
        set_limit = app.settings.min_confidence
        figures[f"false answers th at MIN_CONFIDENCE, {name}"] = mean(
            [float(value >= set_limit) for value in wrong[name]]
        )
    return figures


def quotes(bench: Bench) -> Figures:
    """Whether the gold answer lies inside the quotes, given the passage that holds it."""
    questions = bench.xquad()
    app = bench.app("xquad")
    build(app, questions.articles)
    found: dict[str, list[float]] = {lang: [] for lang in LANGUAGES}
    for question, result in zip(questions.questions, search(app, questions.questions), strict=True):
        hits = tuple(hit for hit in result.hits if hit.article.id == question.article_id)
        if hits:
            shown = first_of(app.quotes.find(replace(result, hits=hits)).quotes)
            found[question.lang].append(contains_answer(shown, question.answers))
    return {f"quotes {lang} hold the answer": mean(values) for lang, values in found.items()}


def end_to_end(bench: Bench) -> Figures:
    """Whether the gold answer lies inside the quotes, found among ThaiGov items and chosen by the bot."""
    questions, app = among_thaigov(bench)
    found: dict[str, list[float]] = {lang: [] for lang in LANGUAGES}
    for question, result in zip(questions.questions, search(app, questions.questions), strict=True):
        shown = first_of(app.quotes.find(result).quotes)
        found[question.lang].append(contains_answer(shown, question.answers))
    return {f"end to end {lang} quotes hold the answer": mean(found[lang]) for lang in LANGUAGES}


def among_thaigov(bench: Bench) -> tuple[QuestionSet, App]:
    """Return XQuAD's questions, and an application whose index holds their passages among ThaiGov items."""
    questions = bench.xquad()
    app = bench.app("thaigov")
    build(app, [*questions.articles, *bench.thaigov()])
    return questions, app


def ranked(title: str, scores: Sequence[Scores]) -> Figures:
    """Return the figures of retrieval by name."""
    return {
        f"{title} {s.language} {name}": value
        for s in scores
        for name, value in (("nDCG@10", s.ndcg_10), ("R@1", s.recall_1), ("R@10", s.recall_10))
        if value is not None
    }


def of_language(
    questions: Sequence[EvalQuestion], values: Sequence[float], lang: str
) -> list[float]:
    """Return the values of the questions in `lang`."""
    return [v for question, v in zip(questions, values, strict=True) if question.lang == lang]


def first_of(found: Sequence[Quote]) -> list[str]:
    """Return the first quote and those after it that still fit into the length of one."""
    shown: list[str] = []
    for quote in found:
        if shown and sum(map(len, shown)) + len(quote.text) > MAX_CHARACTERS:
            break
        shown.append(quote.text)
    return shown


PARTS: Mapping[str, Callable[[Bench], Figures]] = {
    "xquad": xquad,
    "thaigov": thaigov,
    "answerable": answerable,
    "false": false_answers,
    "quotes": quotes,
    "end_to_end": end_to_end,
}
