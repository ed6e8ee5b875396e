"""Finds the school years that a text names: "ป.5", "มัธยมศึกษาปีที่ 3", "Primary 5", "Grade 9"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.types import Span

OF_PRIMARY_SCHOOL = 6
_GRADE = re.compile(
    r"(?:(?<![ก-๎.])(?P<short>[ปม])\.[ ]?|(?P<long>ประถม|มัธยม)(?:ศึกษา)?ปีที่[ ]?"
    r"|(?<![a-z])(?P<english>primary|prathom|secondary|matt?hayom|grades?)[ ](?:year[ ])?)"
    r"(?P<first>[1-9]|1[0-2])(?![0-9,.]*[0-9])(?:(?P<to>[ ]*(?:-|ถึง|to|and)[ ]*(?:[ปม]\.)?)(?P<last>[1-9]|1[0-2])(?![0-9]))?",
    re.IGNORECASE,
)


def school_grades(folded: str) -> Iterator[tuple[Span, int]]:
    """Yield where a school year stands in folded text, and its number from the first one of primary school."""
    for match in _GRADE.finditer(folded):
        kind = next(match[name] for name in ("short", "long", "english") if match[name]).casefold()
        later = OF_PRIMARY_SCHOOL if kind.startswith(("ม", "sec", "mat")) else 0
        end = match.start("to") if match["to"] else match.end()
        yield Span(match.start(), end), int(match["first"]) + later
        if match["last"]:
            last_later = later if "ป" not in match["to"] and "ม" not in match["to"] else (
                OF_PRIMARY_SCHOOL if "ม" in match["to"] else 0
            )  # fmt: skip
            yield Span(match.start("last"), match.end()), int(match["last"]) + last_later
