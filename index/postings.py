"""Builds the inverted index of the lexical leg: for every word, and every alias of several words,
the passages that hold it, and how often.

What is stored of a passage depends on it alone, so postings of two parts of a collection are those of the
whole one after the other. Its weight in BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
Framework", 2009) is worked out when it is asked for.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K1, B = 1.2, 0.75
LEAST_INFORMATION = (
    1e-6  # of a word that more than half of the passages hold, as in SQLite's bm25()
)
_COLUMNS = (3, 10)  # tenths: what a word of the title counts, and one of the text
_MOST = 2**16 - 1  # tenths; as good as any larger number
_GAP = -1  # after each title and text: no phrase reaches across it


@dataclass(frozen=True, slots=True)
class Postings:
    """`rows` (n) int32, ascending, are the passages that hold a term; `often` (n) uint16 how often, in tenths."""

    rows: NDArray[np.int32]
    often: NDArray[np.uint16]

    @classmethod
    def from_bytes(cls, rows: bytes, often: bytes) -> Postings:
        import numpy as np

        return cls(np.frombuffer(rows, "<i4"), np.frombuffer(often, "<u2"))

    def then(self, later: Postings) -> Postings:
        """Return these and `later`, whose rows are all higher."""
        import numpy as np

        return Postings(
            np.concatenate([self.rows, later.rows]), np.concatenate([self.often, later.often])
        )

    def weights(
        self, stretch: NDArray[np.float32], at: NDArray[np.intp] | slice = slice(None)
    ) -> NDArray[np.float32]:
        """Return the BM25 weights, without idf, of the postings `at`; `stretch` is `stretch_of` all passages."""
        import numpy as np

        often = self.often[at].astype(np.float32)
        weights: NDArray[np.float32] = often * np.float32(K1 + 1) / (often + stretch[self.rows[at]])
        return weights


def stretch_of(lengths: NDArray[np.int32], mean: float) -> NDArray[np.float32]:
    """Return what the length of each passage, in words, adds below BM25's fraction, in tenths."""
    import numpy as np

    stretch = 10 * K1 * (1 - B + B * lengths / max(mean, 1e-9))
    return stretch.astype(np.float32)


def inverse_document_frequency(passages: int, holding: int) -> float:
    """Return the information of a term that `holding` of `passages` hold; nearly 0 from a half on."""
    return max(math.log((passages - holding + 0.5) / (holding + 0.5)), LEAST_INFORMATION)


def invert(
    passages: Iterable[tuple[str, str]], phrases: Iterable[str]
) -> Iterator[tuple[str, Postings]]:
    """Yield every word of `passages`, and every one of `phrases` that stands in them, in order.

    `passages` are the segmented words of title and text, joined by spaces, of row 0, 1, …
    """
    import numpy as np

    stream = _Stream.of(passages)
    if not stream.vocabulary:
        return

    def counted(terms: NDArray[np.int64], at: NDArray[np.int64]) -> Iterator[tuple[int, Postings]]:
        """Yield each number in `terms` with its postings; it stands at the positions `at`."""
        keys = (terms * stream.passages + stream.rows[at]) * len(_COLUMNS) + stream.columns[at]
        keys.sort()
        keys, columns = np.divmod(keys, len(_COLUMNS))
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))
        often = np.add.reduceat(np.array(_COLUMNS)[columns], firsts)
        term_of, row_of = np.divmod(keys[firsts], stream.passages)
        tenths = often.clip(max=_MOST).astype("<u2")
        rows = row_of.astype("<i4")
        starts = np.flatnonzero(np.diff(term_of, prepend=-1))
        for start, end in pairwise([*starts, len(rows)]):
            yield int(term_of[start]), Postings(rows[start:end], tenths[start:end])

    found: dict[str, Postings] = {}
    terms = list(stream.vocabulary)
    at = np.flatnonzero(stream.tokens != _GAP)
    for number, postings in counted(stream.tokens[at].astype(np.int64), at):
        found[terms[number]] = postings
    known = [phrase for phrase in dict.fromkeys(phrases) if " " in phrase]
    places = stream.places(known)
    standing = [n for n, place in enumerate(places) if len(place)]
    if standing:
        numbers = np.repeat(standing, [len(places[n]) for n in standing])
        for number, postings in counted(numbers, np.concatenate([places[n] for n in standing])):
            found[known[number]] = postings
    for term in sorted(found):
        yield term, found[term]


@dataclass(frozen=True, slots=True)
class _Stream:
    """All words of a collection one after the other, as numbers of `vocabulary`, a gap after each part.

    `tokens` (positions) int32 are the words, `rows` int64 their passages, `columns` int8 0 in a title
    and 1 in a text.
    """

    vocabulary: dict[str, int]
    tokens: NDArray[np.int32]
    rows: NDArray[np.int64]
    columns: NDArray[np.int8]
    passages: int

    @classmethod
    def of(cls, passages: Iterable[tuple[str, str]]) -> _Stream:
        import numpy as np

        vocabulary: dict[str, int] = {}
        tokens, sizes = array("i"), array("q")
        for parts in passages:
            for part in parts:
                before = len(tokens)
                tokens.extend(vocabulary.setdefault(word, len(vocabulary)) for word in part.split())
                tokens.append(_GAP)
                sizes.append(len(tokens) - before)
        count = len(sizes) // len(_COLUMNS)
        columns = np.tile(np.arange(len(_COLUMNS), dtype=np.int8), count)
        by_part = np.array(sizes, dtype=np.int64)
        return cls(
            vocabulary,
            np.array(tokens, dtype=np.int32),
            np.repeat(np.repeat(np.arange(count), len(_COLUMNS)), by_part),
            np.repeat(columns, by_part),
            count,
        )

    def places(self, phrases: Sequence[str]) -> list[NDArray[np.int64]]:
        """Return the positions at which each of `phrases` begins."""
        import numpy as np

        numbers = [[self.vocabulary.get(word, -2) for word in phrase.split()] for phrase in phrases]
        firsts = np.zeros(len(self.vocabulary) + 1, dtype=np.bool_)
        firsts[[words[0] for words in numbers if min(words) >= 0]] = True
        # The last element of `firsts` stands for gaps, whose number is -1.
        candidates = np.flatnonzero(firsts[self.tokens])
        candidates = candidates[np.argsort(self.tokens[candidates], kind="stable")]
        starting = self.tokens[candidates]
        found = []
        for words in numbers:
            low, high = np.searchsorted(starting, [words[0], words[0] + 1])
            at = candidates[low:high]
            for offset, word in enumerate(words[1:], 1):
                at = at[self.tokens[at + offset] == word]
            found.append(at)
        return found
