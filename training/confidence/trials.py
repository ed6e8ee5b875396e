"""Asks each question of a collection with and without its article, and notes what is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.confidence import PassageEvidence, evidence_of
from index.embedding.embedder import Embedder
from index.fusion import fuse
from index.generation import Generation
from index.question_vectors import question_vectors
from index.reading.judge import (
    READ_PASSAGES,
    PassageReader,
    passage_evidence,
    read_hits,
    surroundings,
)
from index.reading.reader import Reading
from index.search import NAMING
from index.types import Article, Evidence, Hit, Passage
from index.wording import Wording
from training.confidence.questions import Asked

SIZES = (5, 12, 30, 120, 500, 100_000)  # articles in the collections asked
BACKGROUND = 256
CANDIDATES = 100
NEAR_MISSES = 0.5


@dataclass(frozen=True)
class Trial:
    """One question asked of one collection: whether that held its article, and what was seen."""

    asked: Asked
    held: bool
    evidence: Evidence
    passages: tuple[tuple[PassageEvidence, bool], ...]


def run_trials(
    generation: Generation,
    embedder: Embedder,
    reader: PassageReader,
    wording: Wording,
    asked: list[Asked],
    seed: int,
    progress: Callable[[str, int, int], None],
) -> list[Trial]:
    """Return two trials for each question, in a collection of random size."""
    random = np.random.default_rng(seed)
    count = len(generation.vectors)
    vectors = generation.vectors.rows(np.arange(count))
    passages = generation.store.passages(list(range(count)))
    numbers = {a: n for n, a in enumerate(dict.fromkeys(article.id for _, article in passages))}
    owner = np.array([numbers[article.id] for _, article in passages])
    questions = question_vectors(
        embedder, [item.question for item in asked], generation.shared_by_questions
    )
    cosines = questions @ vectors.T
    remembering = _Remembering(reader)
    trials = []
    for done, (item, vector, alone) in enumerate(zip(asked, questions, cosines, strict=True), 1):
        scores = alone + generation.windows_of(np.arange(count), vector)
        gold = numbers[item.article_id]
        size = min(int(random.choice(SIZES)), len(numbers) - 1)
        others = random.choice(np.delete(np.arange(len(numbers)), gold), size, replace=False)
        whole = np.flatnonzero(np.isin(owner, np.append(others, gold)))
        # Every other time the article stays and only what answers goes: a near miss, as when the
        # news tells of the same people and not of what is asked.
        tells = np.array([owner[row] == gold and _tells(*passages[row], item) for row in whole])
        without = whole[~tells] if random.random() < NEAR_MISSES else whole[owner[whole] != gold]
        searched = []
        for inside in (whole, without):
            best = inside[np.argsort(-scores[inside])[:CANDIDATES]]
            dense = {int(row): float(scores[row]) for row in best}
            worded = item.question if item.lang == "th" else wording.of(item.question)
            lexical, known_words = _lexical(generation, worded, list(dense))
            if item.lang == "en":
                first = [passages[row][0].text for row, _ in fuse(dense, lexical)[:NAMING]]
                named = wording.of(item.question, first)
                lexical, known_words = _lexical(generation, named, list(dense))
            background = scores[random.choice(inside, min(BACKGROUND, len(inside)), replace=False)]
            hits = [
                Hit(
                    rank,
                    score,
                    *passages[row],
                    dense=dense[row],
                    lexical=lexical.get(row, 0.0),
                )
                for rank, (row, score) in enumerate(fuse(dense, lexical)[:NAMING], 1)
            ]
            searched.append((hits, evidence_of(background, dense, lexical, known_words)))
        for held, (hits, evidence) in zip((True, False), searched, strict=True):
            readings = read_hits(remembering, wording, item.question, hits, READ_PASSAGES)
            read = tuple(
                (passage_evidence(hit, hits[0], reading), _points_at_answer(hit, reading, item))
                for hit, reading in zip(hits, readings, strict=False)
            )
            trials.append(Trial(item, held, evidence, read))
        progress("ask", done, len(asked))
    return trials


class _Remembering:
    """Reads each passage once for a question: the two collections share most hits."""

    def __init__(self, reader: PassageReader) -> None:
        self._reader = reader
        self._question = ""
        self._read: dict[str, Reading] = {}

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        if question != self._question:
            self._question, self._read = question, {}
        unread = [p for p in dict.fromkeys(passages) if p not in self._read]
        self._read.update(zip(unread, self._reader.read(question, unread), strict=True))
        return [self._read[passage] for passage in passages]


def _lexical(
    generation: Generation, question: str, rows: list[int]
) -> tuple[dict[int, float], float]:
    query = generation.lexical.query(question)
    return generation.lexical.score(query, rows), query.evidence


def _points_at_answer(hit: Hit, reading: Reading, asked: Asked) -> bool:
    """Tell whether the reading is of the right article and touches an answer."""
    if hit.article.id != asked.article_id:
        return False
    text = hit.article.text
    return any(
        match.start() < reading.end and match.end() > reading.start
        for answer in asked.answers
        for match in re.finditer(re.escape(answer), text)
    )


def _tells(passage: Passage, article: Article, asked: Asked) -> bool:
    """Tell whether the answer stands in the passage or in what the reader sees around it."""
    around = surroundings(passage, article).of(article.text)
    return any(answer in around for answer in asked.answers)
