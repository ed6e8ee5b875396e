"""Orders the candidates of a search: the days asked about first, the newer of equals, one article a story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from index.cutting import Days
from index.passage_places import Place
from index.periods import Period

# Added to a score, as large as a clear difference in meaning between two good passages.
PUBLISHED_THEN = 0.03
MENTIONS_THEN = 0.02
# Between two passages that answer alike: enough to decide, too little to overrule.
NEWEST = 0.002

Scored = Sequence[tuple[int, float]]


def preferred(
    scored: Scored, places: Mapping[int, Place], period: Period | None
) -> list[tuple[int, float]]:
    """Return `scored` with the passages of `period` lifted, or else the newer of near equals."""
    if period is None:
        bonus = _newness(places)
    else:
        bonus = {row: _fit(place, period) for row, place in places.items()}
    lifted = [(row, score + bonus.get(row, 0.0)) for row, score in scored]
    return sorted(lifted, key=lambda item: (-item[1], -_ordinal(places.get(item[0])), item[0]))


def one_article_a_story(ranked: Scored, places: Mapping[int, Place]) -> list[tuple[int, float]]:
    """Return `ranked` without the passages of articles whose story another article tells above."""
    shown: dict[int, int] = {}
    return [
        (row, score)
        for row, score in ranked
        if shown.setdefault(places[row].story, places[row].article) == places[row].article
    ]


def _fit(place: Place, period: Period) -> float:
    """How well a passage fits the days asked about, by when it was published or what it mentions."""
    bonus = PUBLISHED_THEN if place.published and place.published in period else 0.0
    if any(_lies_in(days, place.published, period) for days in place.days):
        bonus += MENTIONS_THEN
    return bonus


def _lies_in(days: Days, published: date | None, period: Period) -> bool:
    """Whether the days are all in the period; those without a year are of the article's year."""
    first, last = days.first, days.last
    if not days.has_year:
        if published is None:
            return False
        first, last = _in_year(first, published.year), _in_year(last, published.year)
    return first in period and last in period


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)


def _newness(places: Mapping[int, Place]) -> dict[int, float]:
    """A small bonus that grows with the rank of an article's day among the candidates' days."""
    days = sorted({place.published for place in places.values() if place.published})
    step = NEWEST / max(len(days), 1)
    worth = {day: step * (rank + 1) for rank, day in enumerate(days)}
    return {row: worth[p.published] for row, p in places.items() if p.published}


def _ordinal(place: Place | None) -> int:
    return place.published.toordinal() if place and place.published else 0
