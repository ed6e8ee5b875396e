"""Works out what is added to a large generation when a few of its articles change.

Everything that makes a text be stored as it is depends on the whole collection: lines that recur across a
site, articles with the same text, stories. So all of it is worked out again, from what is known of each
article without its text, and compared with how the base stores it: what differs is added beside, and what
it replaces is gone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.collection import Collector, Entry
from index.known import Planned, plan, recurring_lines
from index.store import PassageStore
from index.types import Article


@dataclass(frozen=True, slots=True)
class Addition:
    """What comes beside a base: entries, and the rows of the base's articles that are gone.

    `kept` are the rows of those that stay, by id; `digests`, `articles`, `copies` and `stories` are of
    the whole collection.
    """

    entries: tuple[Entry, ...]
    gone: tuple[int, ...]
    kept: Mapping[str, int]
    digests: tuple[bytes, ...]
    articles: int
    copies: int
    stories: int


class Adding:
    """Works out additions to the generation that `store` reads; its base is the part written at once."""

    def __init__(self, store: PassageStore, collector: Collector, most: int) -> None:
        """`most` is the number of articles from which on all is to be written anew."""
        self._store = store
        self._database = store.database()
        self._collector = collector
        self._most = most

    def addition(self, new: Sequence[Article], removed: Collection[str]) -> Addition | None:
        """Return what there is beside the base with `new` and without `removed`; None if it is too much."""
        known = {one.id: one for one in self._store.known() if one.id not in removed}
        known |= {one.id: one for one in self._collector.known(new)}
        lines = recurring_lines(known.values())
        fresh = {article.id: article for article in new}
        stale = [i for i, one in known.items() if i not in fresh and one.gone != lines[i]]
        if len(fresh) + len(stale) > self._most:
            return None
        articles = fresh | {article.id: article for article in self._store.incoming_of(stale)}
        tolds = self._collector.told(list(articles.values()), lines)
        completed = self._collector.completed([known[i] for i in articles], lines, tolds)
        known |= {one.id: one for one in completed}
        planned = plan(known.values())
        rows = self._kept(planned)
        kept = set(rows)
        changed = [one for one in planned if one.first.id not in kept]
        gone = sorted(set(self._base_rows()) - set(rows.values()))
        if len(changed) + len(gone) > self._most:
            return None
        members = {member.id for one in changed for member in one.members}
        loaded = list(self._store.incoming_of(members - set(articles)))
        by_id = {told.article.id: told for told in [*tolds, *self._collector.told(loaded, lines)]}
        return Addition(
            tuple(self._collector.planned(changed, by_id)),
            tuple(gone),
            rows,
            tuple(one.digest for one in known.values()),
            len(planned),
            len(known) - len(planned),
            len({one.story for one in planned}),
        )

    def _base_rows(self) -> list[int]:
        return [row for (row,) in self._database.execute("SELECT row FROM main.articles")]

    def _kept(self, planned: Sequence[Planned]) -> dict[str, int]:
        """Return the rows of the base's articles that stay as they are, by id."""
        members: dict[int, list[tuple[str, bytes, bytes]]] = defaultdict(list)
        for row, *fields in self._database.execute(
            "SELECT article, id, digest, text FROM main.known"
        ):
            members[row].append(tuple(fields))
        stored = {
            article_id: (row, story)
            for article_id, row, story in self._database.execute(
                "SELECT articles.id, articles.row, heads.id FROM main.articles AS articles "
                "JOIN main.articles AS heads ON heads.row = articles.story"
            )
        }
        same = {}
        for one in planned:
            row, story = stored.get(one.first.id, (-1, ""))
            if story == one.story and sorted(members[row]) == sorted(
                (member.id, member.digest, member.text) for member in one.members
            ):
                same[one.first.id] = row
        # A story is known by the row of its oldest article: with that, all of them move.
        return {
            one.first.id: same[one.first.id]
            for one in planned
            if one.first.id in same and one.story in same
        }
