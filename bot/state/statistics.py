"""Counts what was asked: by day, answered or not, about what, and how people liked it."""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.answering.relational import names_nothing
from bot.state.database import StateDatabase
from index.words import words

WORDS, ARTICLES = 8, 5
READ = 2000


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day (UTC)."""

    day: date
    answered: int
    not_found: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last days; `days` has an entry for each, oldest first."""

    days: tuple[Day, ...]
    people: int
    up: int
    down: int
    words: tuple[tuple[str, int], ...]
    articles: tuple[tuple[str, int], ...]

    @property
    def answered(self) -> int:
        return sum(day.answered for day in self.days)

    @property
    def not_found(self) -> int:
        return sum(day.not_found for day in self.days)

    @property
    def questions(self) -> int:
        return self.answered + self.not_found


def statistics_of(database: StateDatabase, days: int) -> Statistics:
    """Return the statistics of the last `days` days."""
    today = datetime.fromtimestamp(time.time(), UTC).date()
    first = today - timedelta(days=days - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=UTC).timestamp()
    counted = {
        day: (answered, total - answered)
        for day, answered, total in database.rows(
            "SELECT date(at, 'unixepoch') AS day, sum(status = 'answered'), count(*) "
            "FROM answers WHERE at >= ? GROUP BY day",
            (since,),
        )
    }
    series = [first + timedelta(days=n) for n in range(days)]
    (people,) = database.row(
        "SELECT count(DISTINCT person) FROM answers WHERE at >= ?", (since,)
    ) or (0,)
    up, down = database.row(
        "SELECT coalesce(sum(vote > 0), 0), coalesce(sum(vote < 0), 0) FROM votes WHERE at >= ?",
        (since,),
    ) or (0, 0)
    asked, quoted = _topics(database, since)
    return Statistics(
        tuple(Day(day, *counted.get(day.isoformat(), (0, 0))) for day in series),
        people,
        up,
        down,
        asked,
        quoted,
    )


def _topics(
    database: StateDatabase, since: float
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """Return the words asked about and the titles quoted most, of the latest questions."""
    from pythainlp.corpus import thai_stopwords

    empty = thai_stopwords()
    asked: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    for question, record in database.rows(
        "SELECT question, record FROM answers WHERE at >= ? AND record != '' "
        "ORDER BY id DESC LIMIT ?",
        (since, READ),
    ):
        said = (w for w in words(question) if len(w) > 1 and w not in empty)
        asked.update(list(dict.fromkeys(w for w in said if not names_nothing([w]))))
        sources = json.loads(record)["sources"]
        quoted.update({source["title"] or source["article_id"] for source in sources})
    return tuple(asked.most_common(WORDS)), tuple(quoted.most_common(ARTICLES))
