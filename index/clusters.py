"""Splits text into units that must never be cut: Thai character clusters, numbers, emoji, single characters."""

from __future__ import annotations

import re

# A leading vowel belongs to the consonant behind it, and vowels and tone marks to the one before
# (the idea of Theeramunkong et al., "Character cluster based Thai information retrieval", 2000).
_CLUSTER = re.compile(
    r"[\d๐-๙]+(?:[.,:][\d๐-๙]+)*"
    r"|[เ-ไ]?[^\W\d_][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0300-\u036f]*"
    r"|\s"
    r"|.[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e\u0300-\u036f\ufe0f]*(?:\u200d.[\ufe0f]?)*",
    re.DOTALL,
)


def clusters(text: str) -> list[str]:
    """Return the units of `text` in order; joined they are `text` again."""
    return _CLUSTER.findall(text)


def shorten(text: str, limit: int, ellipsis: str = "…") -> str:
    """Return `text` if it has at most `limit` characters, else a beginning of it that ends in `ellipsis`."""
    if len(text) <= limit:
        return text
    kept = ""
    for unit in clusters(text):
        if len(kept) + len(unit) + len(ellipsis) > limit:
            break
        kept += unit
    return kept.rstrip() + ellipsis
