"""Builds the collections that the benchmarks ask, and asks them the questions of a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bot.app import App
from bot.evaluating.questions import EvalQuestion, QuestionSet, read_xquad
from bot.evaluating.scoring import Scores, score
from bot.progress import ProgressBar
from bot.settings import Settings
from index.sources.files import read_files
from index.sources.types import Found
from index.types import SearchResult

T = TypeVar("T")

DEPTH = 50
BATCH = 32


@dataclass(frozen=True)
class Bench:
    """Where the data lies, where indexes are made, and how much of each question set is asked."""

    data: Path
    work: Path
    settings: Settings
    distractors: int
    sample: int

    def app(self, name: str) -> App:
        """Return an application with an index of its own, `name`, that keeps its embeddings."""
        return App(replace(self.settings, data_dir=self.work / name))

    def xquad(self) -> QuestionSet:
        """Return XQuAD, both languages, with at most `sample` questions in each (0: all)."""
        everything = read_xquad(self.data / "xquad_th_en.jsonl")
        chosen = [
            question
            for lang in ("th", "en")
            for question in spread([q for q in everything.questions if q.lang == lang], self.sample)
        ]
        return QuestionSet(tuple(chosen), everything.articles)

    def thaigov(self) -> list[Found]:
        """Return the first ThaiGov items, as many as are asked for."""
        return list(islice(read_files([self.data / "thaigov_news_20k.jsonl.gz"]), self.distractors))

    def miracl(self) -> list[EvalQuestion]:
        """Return MIRACL's Thai questions about Wikipedia, which a government's news doesn't answer."""
        text = (self.data / "miracl_th_train_questions.txt").read_text(encoding="utf-8")
        lines = spread([line.strip() for line in text.splitlines() if line.strip()], self.sample)
        return [EvalQuestion(f"m{n}", "th", line, None, ()) for n, line in enumerate(lines)]


def spread(items: Sequence[T], count: int) -> list[T]:
    """Return `count` of `items`, evenly spaced; all of them if `count` is 0 or more than there are."""
    if not 0 < count < len(items):
        return list(items)
    return [items[n * len(items) // count] for n in range(count)]


def build(app: App, articles: Sequence[Found]) -> None:
    with ProgressBar() as progress:
        app.builder(progress).build(articles)


def retrieval(app: App, questions: Sequence[EvalQuestion]) -> list[Scores]:
    """Return the scores of retrieval in each language."""
    with ProgressBar() as progress:
        return score(questions, app.searcher, None, progress)


def search(app: App, questions: Sequence[EvalQuestion]) -> list[SearchResult]:
    """Return a result for each question."""
    results: list[SearchResult] = []
    with ProgressBar() as progress:
        for start in range(0, len(questions), BATCH):
            part = questions[start : start + BATCH]
            results += app.searcher.search_many([q.question for q in part], DEPTH)
            progress("search", len(results), len(questions))
    return results


def confidences(app: App, questions: Sequence[EvalQuestion]) -> dict[str, list[float]]:
    """Return how sure the search is of each question, and the reader if there is one."""
    results = search(app, questions)
    found = {"search": [result.confidence for result in results]}
    if app.settings.reader:
        found["reader"] = []
        with ProgressBar() as progress:
            for done, result in enumerate(results, 1):
                found["reader"].append(app.quotes.find(result).confidence)
                progress("read", done, len(results))
    return found
