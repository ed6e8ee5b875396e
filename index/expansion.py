"""Adds to the words of a question what else the collection calls them: Scholz ชอลซ์, กยศ. กองทุน and so on."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

Phrase = tuple[str, ...]

LONGEST = 12  # words of an alias: what an abbreviation stands for is long
MOST = 4  # spellings added to a word


def other_spellings(
    database: sqlite3.Connection, terms: Sequence[str]
) -> Mapping[str, list[Phrase]]:
    """Return the phrases that mean the same as each of `terms`, or as a run of terms it is part of."""
    runs = {
        " ".join(terms[start : start + length]): terms[start : start + length]
        for length in range(1, LONGEST + 1)
        for start in range(len(terms) - length + 1)
    }
    marks = ",".join("?" * len(runs))
    found: dict[str, list[Phrase]] = {}
    for column, other in (("latin", "thai"), ("thai", "latin")):
        rows = database.execute(
            f"SELECT {column}, {other} FROM aliases WHERE {column} IN ({marks}) "
            f"ORDER BY articles DESC, {other}",
            list(runs),
        )
        for known, spelling in rows:
            for term in runs[known]:
                phrases = found.setdefault(term, [])
                phrase = tuple(spelling.split())
                if len(phrases) < MOST and phrase not in phrases:
                    phrases.append(phrase)
    return found
