"""The lexical leg: BM25 over segmented words, scaled by how much of a question its words carry.

A question in another script shares hardly a word with the articles; then nearly all of its
information is missing from the index, and what little matches says nothing. So the score of a
passage is its BM25 as a share of the highest possible, times the squared share of the question's
information (its words' inverse document frequencies) that the index knows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from index.store import PassageStore
from index.words import words

K1 = 1.2  # the constant that SQLite's bm25() uses
TITLE_WEIGHT, TEXT_WEIGHT = 0.3, 1.0


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question's words that the index knows; `evidence` is the share of information they carry."""

    terms: tuple[str, ...]
    evidence: float
    highest: float

    @property
    def match(self) -> str:
        return " OR ".join(f'"{term}"' for term in self.terms)


class LexicalSearch:
    """Scores passages by words; 0 is no evidence at all, 1 is every word of the question."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._passages = max(store.counts()[1], 1)

    def query(self, question: str) -> LexicalQuery:
        """Return what can be looked up of `question`."""
        terms = list(dict.fromkeys(words(question)))
        if not terms:
            return LexicalQuery((), 0.0, 0.0)
        marks = ",".join("?" * len(terms))
        frequency = dict(
            self._store.database().execute(
                f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", terms
            )
        )
        known = tuple(term for term in terms if term in frequency)
        highest = sum(self._idf(frequency[term]) for term in known)
        missing = sum(self._idf(0) for term in terms if term not in frequency)
        evidence = highest / (highest + missing) if known else 0.0
        return LexicalQuery(known, evidence, highest)

    def search(self, query: LexicalQuery, k: int) -> dict[int, float]:
        """Return the rows of the best `k` passages with their scores."""
        if not query.terms:
            return {}
        rows = self._store.database().execute(
            f"SELECT rowid, bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM words "
            "WHERE words MATCH ? ORDER BY score LIMIT ?",
            (query.match, k),
        )
        return {row: self._scaled(query, score) for row, score in rows}

    def score(self, query: LexicalQuery, rows: Sequence[int]) -> dict[int, float]:
        """Return the scores of the passages in `rows` that hold any word of the question."""
        if not query.terms or not rows:
            return {}
        marks = ",".join("?" * len(rows))
        scored = self._store.database().execute(
            f"SELECT rowid, bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}) FROM words "
            f"WHERE words MATCH ? AND rowid IN ({marks})",
            (query.match, *rows),
        )
        return {row: self._scaled(query, score) for row, score in scored}

    def _idf(self, documents: int) -> float:
        return math.log(1 + (self._passages - documents + 0.5) / (documents + 0.5))

    def _scaled(self, query: LexicalQuery, bm25: float) -> float:
        # SQLite gives bm25 negated, so that the best comes first in ascending order.
        share = min(1.0, -bm25 / (query.highest * (K1 + 1)))
        return share * query.evidence**2
