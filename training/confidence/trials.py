"""Asks each question of a collection with and without its article, and notes what is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index.confidence import Reading, evidence_of
from index.embedding.embedder import Embedder
from index.fusion import fuse
from index.generation import Generation
from index.reading.judge import READ_PASSAGES, PassageReader, features
from index.types import Evidence, Hit, Passage
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
    passages: tuple[tuple[Reading, bool], ...]


def run_trials(
    generation: Generation,
    embedder: Embedder,
    reader: PassageReader,
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
    cosines = embedder.embed_questions([item.question for item in asked]) @ vectors.T
    trials = []
    for done, (item, scores) in enumerate(zip(asked, cosines, strict=True), 1):
        gold = numbers[item.article_id]
        size = min(int(random.choice(SIZES)), len(numbers) - 1)
        others = random.choice(np.delete(np.arange(len(numbers)), gold), size, replace=False)
        query = generation.lexical.query(item.question)
        whole = np.flatnonzero(np.isin(owner, np.append(others, gold)))
        # Every other time the article stays and only what answers goes: a near miss, as when the
        # news tells of the same people and not of what is asked.
        tells = np.array([owner[row] == gold and _tells(passages[row][0], item) for row in whole])
        without = whole[~tells] if random.random() < NEAR_MISSES else whole[owner[whole] != gold]
        searched = []
        for inside in (whole, without):
            best = inside[np.argsort(-scores[inside])[:CANDIDATES]]
            dense = {int(row): float(scores[row]) for row in best}
            lexical = generation.lexical.score(query, list(dense))
            background = scores[random.choice(inside, min(BACKGROUND, len(inside)), replace=False)]
            hits = [
                Hit(
                    rank,
                    score,
                    *passages[row],
                    dense=dense[row],
                    lexical=lexical.get(row, 0.0),
                )
                for rank, (row, score) in enumerate(fuse(dense, lexical)[:READ_PASSAGES], 1)
            ]
            searched.append((hits, evidence_of(background, dense, lexical, query.evidence)))
        # The two collections share most hits; each passage is read once.
        texts = list({hit.passage.text for hits, _ in searched for hit in hits})
        readings = dict(zip(texts, reader.read(item.question, texts), strict=True))
        for held, (hits, evidence) in zip((True, False), searched, strict=True):
            read = tuple(
                (
                    features(hit, hits[0], readings[hit.passage.text]),
                    hit.article.id == item.article_id and _tells(hit.passage, item),
                )
                for hit in hits
            )
            trials.append(Trial(item, held, evidence, read))
        progress("ask", done, len(asked))
    return trials


def _tells(passage: Passage, asked: Asked) -> bool:
    return any(answer in passage.text for answer in asked.answers)
