"""Tells what ranking needs to know of passages: whose they are, of which story, and of which days."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.cutting import Days, read_days

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Place:
    """What ranking needs to know of a passage: whose it is, of which story, and of which days."""

    article: int
    story: int
    published: date | None
    days: tuple[Days, ...]


class PassagePlaces:
    """Remembers the story and the day of every article that was asked for; safe to use from several threads."""

    def __init__(
        self, database: Callable[[], sqlite3.Connection], articles: NDArray[np.int32]
    ) -> None:
        """`database` gives a thread its connection; `articles` (passages) are the rows of their articles."""
        self._database = database
        self._articles = articles
        self._told: dict[int, tuple[int, date | None]] = {}

    def of(self, rows: Sequence[int], with_days: bool) -> dict[int, Place]:
        """Return the places of the passages in `rows`; `with_days` says whether the days they name are wanted."""
        articles = self._articles[list(rows)].tolist()
        new = [article for article in dict.fromkeys(articles) if article not in self._told]
        found = self._database().execute(
            f"SELECT row, story, published FROM articles WHERE row IN ({','.join('?' * len(new))})",
            new,
        )
        for article, story, published in found:
            day = date.fromisoformat(published) if published else None
            self._told[article] = (story, day)
        days = self._days(rows) if with_days else {}
        return {
            row: Place(article, *self._told[article], days.get(row, ()))
            for row, article in zip(rows, articles, strict=True)
        }

    def _days(self, rows: Sequence[int]) -> dict[int, tuple[Days, ...]]:
        marks = ",".join("?" * len(rows))
        found = self._database().execute(
            f"SELECT row, days FROM passages WHERE row IN ({marks})", list(rows)
        )
        return {row: read_days(days) for row, days in found}
