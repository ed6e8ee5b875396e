"""Reads a source back from the JSON of a stored answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.answering.types import Source


def stored_source(record: Mapping[str, Any]) -> Source:
    """Return the source that `answer_record` wrote."""
    published = record["published"]
    return Source(
        n=record["n"],
        article_id=record["article_id"],
        title=record["title"],
        publisher=record["publisher"],
        published=date.fromisoformat(published) if published else None,
        url=record["url"],
    )
