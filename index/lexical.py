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

from index.expansion import other_spellings
from index.store import PassageStore
from index.words import words

MOST_WORDS = 2000  # of a question; none that may be asked has more
K1 = 1.2  # the constant that SQLite's bm25() uses
TITLE_WEIGHT, TEXT_WEIGHT = 0.3, 1.0


@dataclass(frozen=True, slots=True)
class LexicalQuery:
    """A question's words that the index knows; `evidence` is the share of information they carry.

    `aliases` are other spellings of its names, each a phrase; a name is known by any of them.
    """

    terms: tuple[str, ...]
    evidence: float
    highest: float
    aliases: tuple[str, ...] = ()

    @property
    def match(self) -> str:
        return " OR ".join(f'"{phrase}"' for phrase in dict.fromkeys(self.terms + self.aliases))


class LexicalSearch:
    """Scores passages by words; 0 is no evidence at all, 1 is every word of the question."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._passages = max(store.counts()[1], 1)

    def query(self, question: str) -> LexicalQuery:
        """Return what can be looked up of `question`."""
        asked = words(question)[:MOST_WORDS]
        terms = list(dict.fromkeys(asked))
        if not terms:
            return LexicalQuery((), 0.0, 0.0)
        spellings = other_spellings(self._store.database(), asked)
        phrases = {phrase for found in spellings.values() for phrase in found}
        frequency = self._frequency({*terms, *(word for phrase in phrases for word in phrase)})
        # A phrase is at most as frequent as its rarest word; 0 tells that it can't be found.
        often = {p: min(frequency.get(word, 0) for word in p) for p in phrases}
        best = {
            term: max(frequency.get(term, 0), *(often[p] for p in spellings.get(term, ())), 0)
            for term in terms
        }
        highest = sum(self._idf(count) for count in best.values() if count)
        missing = sum(self._idf(0) for count in best.values() if not count)
        return LexicalQuery(
            tuple(term for term in terms if term in frequency),
            highest / (highest + missing) if highest else 0.0,
            highest,
            tuple(" ".join(phrase) for phrase in sorted(phrases) if often[phrase]),
        )

    def _frequency(self, terms: set[str]) -> dict[str, int]:
        """Return in how many passages each of `terms` stands; those in none are left out."""
        marks = ",".join("?" * len(terms))
        return dict(
            self._store.database().execute(
                f"SELECT term, doc FROM vocabulary WHERE term IN ({marks})", sorted(terms)
            )
        )

    def search(self, query: LexicalQuery, k: int) -> dict[int, float]:
        """Return the rows of the best `k` passages with their scores."""
        if not query.match:
            return {}
        rows = self._store.database().execute(
            f"SELECT rowid, bm25(words, {TITLE_WEIGHT}, {TEXT_WEIGHT}) AS score FROM words "
            "WHERE words MATCH ? ORDER BY score LIMIT ?",
            (query.match, k),
        )
        return {row: self._scaled(query, score) for row, score in rows}

    def score(self, query: LexicalQuery, rows: Sequence[int]) -> dict[int, float]:
        """Return the scores of the passages in `rows` that hold any word of the question."""
        if not query.match or not rows:
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
