"""Notices ids that come twice in one reading: the later article is taken, the earlier one reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.sources.types import Found, Read, Rejection
from index.work_cache import key_of


def without_repeats(items: Iterable[Read]) -> Iterator[Found]:
    """Yield the articles; where an id comes again with another text, also reject the place before.

    Whoever collects by id ends up with the later one, so that an archive can end in corrections.
    """
    seen: dict[str, tuple[str, bytes]] = {}
    for item in items:
        if isinstance(item, Rejection):
            yield item
            continue
        article = item.article
        content = key_of(article.title, article.text)
        where, before = seen.get(article.id, ("", content))
        if before != content:
            yield Rejection(
                where, f"has the id {article.id!r}, which {item.where} has again; that one is taken"
            )
        seen[article.id] = item.where, content
        yield article
