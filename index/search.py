"""Finds the passages that answer a question: dense and lexical candidates, scored by both, fused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from index.confidence import Confidence, evidence_of
from index.dates import today_in_bangkok
from index.embedding.embedder import Embedder
from index.errors import QuestionError
from index.fusion import Leg, fuse
from index.generation import CurrentGeneration, Generation
from index.language import language_of
from index.periods import question_period
from index.ranking import one_article_a_story, preferred
from index.types import Hit, SearchResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CANDIDATES = 100
MAX_QUESTION = 2000
_SURROGATE = re.compile("[\ud800-\udfff]")


class Searcher:
    """Searches the generation in use; safe to call from several threads."""

    def __init__(
        self,
        current: CurrentGeneration,
        embedder: Embedder,
        confidence: Confidence,
        leg: Leg = "fused",
        max_question: int = MAX_QUESTION,
        today: Callable[[], date] = today_in_bangkok,
    ) -> None:
        self._current = current
        self._embedder = embedder
        self._confidence = confidence
        self._leg = leg
        self._max_question = max_question
        self._today = today

    def search(self, question: str, k: int = 10) -> SearchResult:
        """Return the best `k` passages for `question`.

        Raises:
            QuestionError: the question is empty or too long.
            StoreError: there is no index, or it can't be read.
        """
        return self.search_many([question], k)[0]

    def search_many(self, questions: Sequence[str], k: int = 10) -> list[SearchResult]:
        """Return a result for each question, all from the same generation, embedded together."""
        for question in questions:
            check_question(question, self._max_question)
        with self._current.reading() as generation:
            vectors = self._embedder.embed_questions(questions)
            return [
                self._one(generation, question, vector, k)
                for question, vector in zip(questions, vectors, strict=True)
            ]

    def _one(
        self, generation: Generation, question: str, vector: NDArray[np.float32], k: int
    ) -> SearchResult:
        import numpy as np

        count = max(k, CANDIDATES)
        scores, rows = generation.vectors.search(vector[None, :], count)
        dense = dict(zip(rows[0].tolist(), scores[0].tolist(), strict=True))
        query = generation.lexical.query(question)
        lexical = generation.lexical.search(query, count)
        # Each candidate of one leg is scored by the other as well.
        unscored = np.array([row for row in lexical if row not in dense], dtype=np.int64)
        if len(unscored):
            cosines = generation.vectors.rows(unscored) @ vector
            dense.update(zip(unscored.tolist(), cosines.tolist(), strict=True))
        lexical.update(
            generation.lexical.score(query, [row for row in dense if row not in lexical])
        )
        scored = fuse(dense, lexical, self._leg)
        places = generation.store.places([row for row, _ in scored])
        if self._leg == "fused":
            scored = preferred(scored, places, question_period(question, self._today()))
        best = one_article_a_story(scored, places)[:k]
        passages = generation.store.passages([row for row, _ in best])
        hits = tuple(
            Hit(
                rank,
                score,
                passage,
                article,
                generation.store.also(places[row]),
                dense[row],
                lexical.get(row, 0.0),
            )
            for rank, ((row, score), (passage, article)) in enumerate(
                zip(best, passages, strict=True), 1
            )
        )
        background = generation.background @ vector
        evidence = evidence_of(background, dense, lexical, query.evidence)
        return SearchResult(
            question,
            hits,
            self._confidence.of_search(evidence, language_of(question)),
            generation.name,
            evidence,
        )


def check_question(question: str, longest: int) -> None:
    """Refuse a question that can't be searched.

    Raises:
        QuestionError: it is empty, longer than `longest` characters, or not text.
    """
    if not question.strip():
        raise QuestionError(
            'The question is empty. Ask something, for example: khaobot ask "ปูตินเยือนที่ไหน"'
        )
    if len(question) > longest:
        raise QuestionError(
            f"The question has {len(question):,} characters, at most {longest:,} are taken. Ask a shorter one."
        )
    if not question.isascii() and _SURROGATE.search(question):
        raise QuestionError("The question is not text in UTF-8. Ask it again in UTF-8.")
