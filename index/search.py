"""Finds the passages that answer a question: dense and lexical candidates, scored by both, fused."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import TYPE_CHECKING

from index.confidence import Confidence, evidence_of
from index.current_generation import CurrentGeneration
from index.dates import today_in_bangkok
from index.embedding.embedder import Embedder
from index.errors import QuestionError
from index.fusion import Leg, fuse
from index.generation import Generation
from index.language import language_of
from index.legs import DenseLeg, LookedUp, look_up, score_legs
from index.periods import question_period
from index.question_vectors import question_vectors
from index.ranking import one_article_a_story, preferred
from index.types import Hit, SearchResult
from index.wording import Wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.views import Views

CANDIDATES = 100
NAMING = 5  # passages whose names are listened to; with ten, no question finds more
LOOK_UPS = 2  # threads; as many as questions are answered in at once
MAX_QUESTION = 2000
_SURROGATE = re.compile("[\ud800-\udfff]")


class Searcher:
    """Searches the generation in use; safe to call from several threads."""

    def __init__(
        self,
        current: CurrentGeneration,
        embedder: Embedder,
        confidence: Confidence,
        wording: Wording,
        leg: Leg = "fused",
        max_question: int = MAX_QUESTION,
        today: Callable[[], date] = today_in_bangkok,
    ) -> None:
        self._current = current
        self._embedder = embedder
        self._confidence = confidence
        self._wording = wording
        self._leg = leg
        self._max_question = max_question
        self._today = today
        self._beside = ThreadPoolExecutor(LOOK_UPS, thread_name_prefix="lexical")

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
            # Of the words of a question that is asked next, while others are embedded or searched.
            ahead: deque[Future[tuple[LookedUp, Views]]] = deque()

            def look_ahead(question: str) -> None:
                ahead.append(self._beside.submit(self._look_up, generation, question, k))

            try:
                if questions:
                    look_ahead(questions[0])
                shared = generation.shared_by_questions
                vectors = question_vectors(self._embedder, questions, shared)
                results = []
                for number, (question, vector) in enumerate(zip(questions, vectors, strict=True)):
                    for following in questions[number + 1 : number + 2]:
                        look_ahead(following)
                    results.append(self._one(generation, question, vector, *ahead[0].result(), k))
                    ahead.popleft()
                return results
            finally:
                wait(ahead)  # the generation may be closed after that

    def _look_up(self, generation: Generation, question: str, k: int) -> tuple[LookedUp, Views]:
        """Return what the lexical leg finds, and what its passages are to be compared with."""
        import numpy as np

        worded = self._wording.of(question) if language_of(question) == "en" else question
        looked_up = look_up(generation, worded, max(k, CANDIDATES))
        return looked_up, generation.views(np.fromiter(looked_up.found, dtype=np.int64))

    def _one(
        self,
        generation: Generation,
        question: str,
        vector: NDArray[np.float32],
        looked_up: LookedUp,
        views: Views,
        k: int,
    ) -> SearchResult:
        count = max(k, CANDIDATES)
        nearest = DenseLeg(generation, vector, count)
        nearest.remember(views)
        legs = score_legs(generation, nearest, looked_up)
        scored = fuse(legs.dense, legs.lexical, self._leg)
        if language_of(question) == "en" and self._leg != "dense":
            # What the first passages call the people asked about finds the others that name them.
            first = [row for row, _ in scored[:NAMING]]
            texts = generation.store.texts(first)
            named = self._wording.of(question, [texts[row] for row in first])
            if named != looked_up.worded:
                legs = score_legs(generation, nearest, look_up(generation, named, count))
                scored = fuse(legs.dense, legs.lexical, self._leg)
        period = question_period(question, self._today())
        places = generation.store.places([row for row, _ in scored], with_days=period is not None)
        if self._leg == "fused":
            scored = preferred(scored, places, period)
        best = one_article_a_story(scored, places)[:k]
        passages = generation.store.passages([row for row, _ in best])
        also = generation.store.also([places[row] for row, _ in best])
        hits = tuple(
            Hit(
                rank,
                score,
                passage,
                article,
                copies,
                legs.dense[row],
                legs.lexical.get(row, 0.0),
            )
            for rank, ((row, score), (passage, article), copies) in enumerate(
                zip(best, passages, also, strict=True), 1
            )
        )
        evidence = evidence_of(
            generation.background.scores(vector), legs.dense, legs.lexical, legs.known_words
        )
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
