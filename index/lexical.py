"""The lexical leg: BM25 over segmented words, scaled by how much of a question its words carry.

A question in another script shares hardly a word with the articles; then nearly all of its
information is missing from the index, and what little matches says nothing. So the score of a
passage is its BM25 as a share of the highest possible, times the squared share of the question's
information (its words' inverse document frequencies) that the index knows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.expansion import other_spellings
from index.postings import K1, LEAST_INFORMATION, Postings, inverse_document_frequency, stretch_of
from index.store import PassageStore
from index.words import words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_WORDS = 2000  # of a question; none that may be asked has more
WORTH_LEAVING_OUT = 2000  # passages that hold a word; below, all of them are scored


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question's words that the index knows; `evidence` is the share of information they carry.

    `aliases` are other spellings of its names, each a phrase; a name is known by any of them.
    `postings` are where all of these stand, each with its information, the rarest first.
    """

    terms: tuple[str, ...]
    evidence: float
    highest: float
    aliases: tuple[str, ...] = ()
    postings: tuple[tuple[float, Postings], ...] = field(default=(), repr=False, compare=False)


class LexicalSearch:
    """Scores passages by words; 0 is no evidence at all, 1 is every word of the question."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        lengths, self._gone = store.lengths(), store.gone()
        self._passages = max(len(lengths) - len(self._gone), 1)
        mean = (int(lengths.sum()) - int(lengths[self._gone].sum())) / self._passages
        self._stretch = stretch_of(lengths, mean)

    def query(self, question: str) -> LexicalQuery:
        """Return what can be looked up of `question`."""
        asked = words(question)[:MOST_WORDS]
        terms = list(dict.fromkeys(asked))
        if not terms:
            return LexicalQuery((), 0.0, 0.0)
        spellings = other_spellings(self._store.database(), asked)
        phrases = {phrase for found in spellings.values() for phrase in found}
        joined = {phrase: " ".join(phrase) for phrase in sorted(phrases)}
        often = self._store.frequencies({*terms, *joined.values()})
        best = {
            term: max(
                often.get(term, 0), *(often.get(joined[p], 0) for p in spellings.get(term, ())), 0
            )
            for term in terms
        }
        highest = sum(self._idf(count) for count in best.values() if count)
        missing = sum(self._idf(0) for count in best.values() if not count)
        return LexicalQuery(
            tuple(term for term in terms if term in often),
            highest / (highest + missing) if highest else 0.0,
            highest,
            tuple(phrase for phrase in joined.values() if phrase in often),
            self._rarest_first(often),
        )

    def _rarest_first(self, often: Mapping[str, int]) -> tuple[tuple[float, Postings], ...]:
        """Return postings with the information that their terms carry, if it is worth reading them."""
        information = {
            term: inverse_document_frequency(self._passages, count) for term, count in often.items()
        }
        worth = {
            term: value
            for term, value in information.items()
            if value > LEAST_INFORMATION or often[term] <= WORTH_LEAVING_OUT
        }
        found = self._store.postings(worth)
        return tuple(
            (worth[term], found[term]) for term in sorted(worth, key=lambda t: (-worth[t], t))
        )

    def search(self, query: LexicalQuery, k: int) -> dict[int, float]:
        """Return the rows of the best `k` passages with their scores.

        Passages that only frequent words could bring in are passed over once they can't reach the
        best `k` any more (Turtle and Flood, "Query evaluation: strategies and optimizations", 1995).
        """
        import numpy as np

        scores = np.zeros(len(self._stretch), dtype=np.float32)
        scores[self._gone] = -np.inf
        candidates: NDArray[np.intp] | None = None
        left = sum(information * (K1 + 1) for information, _ in query.postings)
        for information, found in query.postings:
            if candidates is None and len(found.rows) > WORTH_LEAVING_OUT:
                candidates = _within_reach(scores, k, left)
            if candidates is None:
                scores[found.rows] += found.weights(self._stretch) * np.float32(information)
            else:
                at, held = _lookup(found, candidates)
                weights = found.weights(self._stretch, at)
                scores[candidates[held]] += weights * np.float32(information)
            left -= information * (K1 + 1)
        rows = np.flatnonzero(scores > 0) if candidates is None else candidates
        if len(rows) > k:
            # Enough to hold every one that ties with the last.
            lowest = np.partition(scores[rows], len(rows) - k)[len(rows) - k]
            rows = rows[scores[rows] >= lowest]
        best = sorted(zip((-scores[rows]).tolist(), rows.tolist(), strict=True))[:k]
        return {row: self._scaled(query, -score) for score, row in best if score}

    def score(self, query: LexicalQuery, rows: Sequence[int]) -> dict[int, float]:
        """Return the scores of the passages in `rows` that hold any word of the question."""
        import numpy as np

        asked = np.array(rows, dtype=np.int64)
        scores = np.zeros(len(asked), dtype=np.float32)
        for information, found in query.postings:
            at, held = _lookup(found, asked)
            scores[held] += found.weights(self._stretch, at) * np.float32(information)
        return {
            row: self._scaled(query, score)
            for row, score in zip(rows, scores.tolist(), strict=True)
            if score
        }

    def _idf(self, documents: int) -> float:
        return math.log(1 + (self._passages - documents + 0.5) / (documents + 0.5))

    def _scaled(self, query: LexicalQuery, bm25: float) -> float:
        share = min(1.0, bm25 / (query.highest * (K1 + 1)))
        return share * query.evidence**2


def _within_reach(scores: NDArray[np.float32], k: int, left: float) -> NDArray[np.intp] | None:
    """Return the passages that can still be among the best `k`; None if those without a score can.

    `left` is the most that any passage can still gain.
    """
    import numpy as np

    if scores.max() <= left:
        return None
    rows = np.flatnonzero(scores > 0)
    if len(rows) < k:
        return None
    kth = float(np.partition(scores[rows], len(rows) - k)[len(rows) - k])
    return rows[scores[rows] > kth - left] if kth > left else None


def _lookup(found: Postings, rows: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return the positions in `found` of those of `rows` that it holds, and which those are."""
    import numpy as np

    at = np.searchsorted(found.rows, rows).clip(max=len(found.rows) - 1)
    held = found.rows[at] == rows
    return at[held], held
