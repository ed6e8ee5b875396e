"""Knows the words under a picture by how agencies write them: a file photo, a credit in brackets."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"\s*(?:แฟ้ม(?:ภาพ)?|ภาพ(?:ประกอบ|จาก|โดย)|file(?: photo)?|photo)\s*(?:[-–—:]|\()", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\([^()]*(?:\b(?:photo|pool|file|getty|reuters|afp|ap|epa)\b|ภาพ(?:จาก|โดย|:)|แฟ้มภาพ)[^()]*\)?\s*$",
    re.IGNORECASE,
)


def is_caption(sentence: str) -> bool:
    """Tell whether `sentence` stands under a picture."""
    return bool(_OPENING.match(sentence) or _CREDIT.search(sentence))
