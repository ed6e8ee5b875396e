"""Sums up a collection for people: how many articles, from when to when, by whom, and the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.generation import Generation

LATEST = 5


@dataclass(frozen=True, slots=True)
class Headline:
    """The title of an article, with what a list of articles shows of it."""

    article_id: str
    title: str
    publisher: str
    published: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Overview:
    """One generation at a glance; `oldest` and `newest` are None when no article has a date."""

    generation: str
    articles: int
    passages: int
    oldest: date | None
    newest: date | None
    publishers: tuple[tuple[str, int], ...]
    latest: tuple[Headline, ...]


def overview_of(generation: Generation) -> Overview:
    """Return the overview of an open generation."""
    database = generation.store.database()
    articles, passages = generation.store.counts()
    oldest, newest = database.execute(
        "SELECT min(published), max(published) FROM articles"
    ).fetchone()
    publishers = database.execute(
        "SELECT publisher, count(*) AS n FROM articles WHERE publisher != '' "
        "GROUP BY publisher ORDER BY n DESC, publisher"
    ).fetchall()
    latest = database.execute(
        "SELECT id, title, publisher, published, url FROM articles "
        "WHERE published IS NOT NULL ORDER BY published DESC, id DESC LIMIT ?",
        (LATEST,),
    ).fetchall()
    return Overview(
        generation.name,
        articles,
        passages,
        _day(oldest),
        _day(newest),
        tuple((name, count) for name, count in publishers),
        tuple(Headline(i, title, by, _day(day), url) for i, title, by, day, url in latest),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
