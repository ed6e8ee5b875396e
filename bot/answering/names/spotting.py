"""Finds the Thai words of a text that may spell a Latin name, all places of the text at once.

`likeness` tells how likely one run of words is; asked of every run of a text it takes a hundred times longer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.answering.names.spelling import (
    DROPPED,
    UNKNOWN,
    latin_letters,
    likelihoods,
    likeness,
    thai_letters,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST_CHUNK = 3  # Latin letters
LEFT_OUT = 3  # chunks of Thai letters that a spelling leaves out, one behind the other
SLACK = 0.05  # for what float32 rounds off


@dataclass(frozen=True, slots=True)
class Lettered:
    """The letters of a text by their rows in the table, and the runs of words that end behind each.

    `ones` and `twos` (both int32, one for each letter) are the rows of a letter alone and of it with the
    letter before; `starts` the letters that runs begin before.
    """

    ones: NDArray[np.int32]
    twos: NDArray[np.int32]
    starts: NDArray[np.int64]
    runs: Mapping[int, tuple[str, ...]]


class _Table:
    """The likelihoods of all chunks: a row for each Latin chunk, a column for each Thai one.

    The last column is of letters that no pair had, the one before of what may not be spelt at all.
    """

    def __init__(self) -> None:
        import numpy as np

        learnt = likelihoods()
        thai = sorted({thai for thai, _ in learnt if thai})
        latin = sorted({latin for _, latin in learnt})
        self.columns = {chunk: at for at, chunk in enumerate(thai)}
        self.rows = {chunk: at for at, chunk in enumerate(latin)}
        self.never, self.unknown = len(thai), len(thai) + 1
        self.values = np.full((len(latin) + 1, len(thai) + 2), -np.inf, np.float32)
        for (ours, theirs), value in learnt.items():
            if ours:
                self.values[self.rows[theirs], self.columns[ours]] = value
        alone = [at for chunk, at in self.columns.items() if len(chunk) == 1]
        alone.append(self.unknown)
        for theirs, row in self.rows.items():
            if len(theirs) <= 1:  # what no pair had may stand for one letter, or for none
                cost = UNKNOWN if theirs else DROPPED
                part = self.values[row, alone]
                self.values[row, alone] = np.where(np.isinf(part), cost, part)
        self.values[-1, alone] = UNKNOWN  # a Latin letter that no pair had
        self.values[:, self.never] = -np.inf


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()


def is_barrier(word: str) -> bool:
    """Tell whether a word is a number or a Latin one, which no Thai name goes over."""
    return not thai_letters(word) and any(map(str.isalnum, word))


def lettered(words: Sequence[str], runs: Sequence[tuple[int, int, str]]) -> Lettered:
    """Return the letters of a text cut into `words`.

    `runs` are the number of each run's first word, that of the word behind its last one, and the run, which may
    end within that last word.
    """
    import numpy as np

    table = _table()
    ones: list[int] = []
    twos: list[int] = []
    begins = []
    before = ""
    for word in words:
        begins.append(len(ones))
        letters = thai_letters(word)
        if is_barrier(word):
            letters = "-"
        for letter in letters:
            barred = letter == "-"
            ones.append(table.never if barred else table.columns.get(letter, table.unknown))
            twos.append(table.columns.get(before + letter, table.never) if before else table.never)
            before = "" if barred else letter
    begins.append(len(ones))
    ends: dict[int, list[str]] = {}
    starts = set()
    for first, behind, run in runs:
        if letters := thai_letters(run):
            whole = run.endswith(words[behind - 1])
            starts.add(begins[first])
            end = begins[behind] if whole else begins[first] + len(letters)
            ends.setdefault(end, []).append(run)
    return Lettered(
        np.array(ones, np.int32),
        np.array(twos, np.int32),
        np.array(sorted(starts), np.int64),
        {end: tuple(found) for end, found in ends.items()},
    )


def spelt_as(latin: str, text: Lettered, least: float) -> list[str]:
    """Return the runs of `text` whose `likeness` to `latin` is `least` or more.

    Every chunk is paid for what it falls short of `least` times its letters; a path that doesn't end below
    nothing is a spelling. Where it begins costs nothing, so one pass over the text tries all beginnings.
    """
    letters = latin_letters(latin)
    if not letters or not len(text.ones):
        return []
    ended = _best_ends(letters, text, least)
    return [
        run
        for end, runs in text.runs.items()
        if ended[end] >= -SLACK
        for run in runs
        if likeness(run, latin) >= least
    ]


def _best_ends(latin: str, text: Lettered, least: float) -> Any:
    """Return what the best path that ends behind each letter of a text is worth; shape (letters + 1,)."""
    import numpy as np

    table = _table()
    width = len(text.ones) + 1
    rows = [
        (table.rows.get(latin[at : at + length], -1 if length == 1 else None), at, length)
        for at in range(len(latin))
        for length in range(1, LONGEST_CHUNK + 1)
        if at + length <= len(latin)
    ]
    known = [(row, at, length) for row, at, length in rows if row is not None]
    chosen = np.array([table.rows[""], *(row for row, _, _ in known)])
    lengths = np.array([0, *(length for _, _, length in known)], np.float32)[:, None]
    one = table.values[chosen[:, None], text.ones] - least * (1 + lengths)
    two = table.values[chosen[:, None], text.twos] - least * (2 + lengths)
    by_end: list[list[tuple[int, int]]] = [[] for _ in range(len(latin) + 1)]
    for place, (_, at, length) in enumerate(known, start=1):
        by_end[at + length].append((place, at))
    best = np.full((len(latin) + 1, width), -np.inf, np.float32)
    best[0, text.starts] = 0
    learnt = likelihoods()
    for at in range(len(latin) + 1):
        row = best[at]
        if at:
            np.maximum(
                row, best[at - 1] + (learnt.get(("", latin[at - 1]), DROPPED) - least), out=row
            )
        for place, before in by_end[at]:
            np.maximum(row[1:], best[before, :-1] + one[place], out=row[1:])
            np.maximum(row[2:], best[before, :-2] + two[place, 1:], out=row[2:])
        for _ in range(LEFT_OUT):
            np.maximum(row[1:], row[:-1] + one[0], out=row[1:])
            np.maximum(row[2:], row[:-2] + two[0, 1:], out=row[2:])
    return best[-1]
