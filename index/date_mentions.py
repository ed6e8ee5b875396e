"""Finds every day, month, quarter and year that a Thai or English text names."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date

from index.calendar_words import fold
from index.date_patterns import FORMS, NO_YEAR
from index.types import Span

_CONNECTOR = re.compile(
    r"[ ]*(?:-|ถึง|จนถึง|และ|กับ|หรือ|to|and|until|till|through)[ ]*(?:วันที่|ที่|เดือน|ปี)?[ ]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: `span` is where, `first` to `last` (both included) the days it covers.

    A month or a year covers all of its days. With `has_year` false the text names no year, and
    both days are days of the year 4: only their month and day mean anything.
    """

    span: Span
    first: date
    last: date
    has_year: bool = True

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def in_year(self, year: int) -> DateMention:
        """The same days of that year; 29 February becomes the 28th where there is none."""
        return replace(
            self,
            first=_moved(self.first, year),
            last=_moved(self.last, year),
            has_year=True,
        )


def find_dates(text: str) -> list[DateMention]:
    """Every date that the text names, in the order of the text, not overlapping.

    Buddhist and common years, Thai digits, long, short and spoken months, ISO and d/m/y. A date
    without a year takes the one it shares in a range ("28 มิ.ย. - 2 ก.ค. 2567").
    Amounts are no years.
    """
    folded = fold(text)
    taken = bytearray(len(folded))
    found: list[DateMention] = []
    for pattern, read in FORMS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            reading = read(match)
            if reading is None:
                continue
            taken[start:end] = b"\x01" * (end - start)
            span = Span(start, end)
            found.append(DateMention(span, reading.first, reading.last, reading.has_year))
    found.sort(key=lambda mention: mention.span.start)
    return _with_shared_years(folded, found)


def joined(text: str, one: DateMention, two: DateMention) -> bool:
    """Whether only a word such as "ถึง", "-" or "and" stands between two dates of a text."""
    between = fold(text[one.span.end : two.span.start])
    return len(between) < 30 and _CONNECTOR.fullmatch(between) is not None


def _with_shared_years(folded: str, found: list[DateMention]) -> list[DateMention]:
    result = list(found)
    for i in range(len(result) - 2, -1, -1):
        here, after = result[i], result[i + 1]
        if not here.has_year and after.has_year and joined(folded, here, after):
            year = after.first.year
            earlier = here.in_year(year)
            # "28 ธันวาคม - 3 มกราคม 2567" begins the year before
            if earlier.first > after.last and year > 1:
                earlier = here.in_year(year - 1)
            result[i] = earlier
    return result


def _moved(day: date, year: int) -> date:
    last = calendar.monthrange(year, day.month)[1]
    end_of_month = day.year == NO_YEAR and day.day == calendar.monthrange(NO_YEAR, day.month)[1]
    return date(year, day.month, last if end_of_month and day.day > last else min(day.day, last))
