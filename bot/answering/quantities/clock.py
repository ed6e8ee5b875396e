"""Finds the times of day of a text: "07.15 น.", "5.45 p.m.", "บ่ายสามโมง", "ten in the morning", "noon"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bot.answering.quantities.numerals import english_value, thai_value
from index.types import Span

_WRITTEN = re.compile(
    r"(?<![0-9.:])(?P<hour>[01]?[0-9]|2[0-4])(?:[.:](?P<minute>[0-5][0-9]))?[ ]*"
    r"(?:(?P<thai>น\.|นาฬิกา)|(?P<half>[ap])\.?m\b\.?)",
    re.IGNORECASE,
)
# "06.00-21.00 น." names the unit once.
_RANGE = re.compile(
    r"(?<![0-9.:])(?P<hour>[01]?[0-9]|2[0-4])[.:](?P<minute>[0-5][0-9])"
    r"(?=[ ]*(?:-|–|ถึง)[ ]*[0-9]{1,2}[.:][0-9]{2}[ ]*(?:น\.|นาฬิกา))"
)
# Spoken time counts from six in the morning, from noon, from six in the evening and from midnight.
_HOUR = r"(?P<{0}>[0-9]{{1,2}}|สิบเอ็ด|สิบ|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
# "บ่าย 2 ถึง 5 โมงเย็น", "2 to 5 p.m.": the first hour is of the half of the second.
_SPOKEN_RANGE = re.compile(
    rf"บ่าย[ ]?{_HOUR.format('from')}(?:[ ]?โมง)?[ ]*(?:-|ถึง)[ ]*{_HOUR.format('until')}[ ]?โมง(?:เย็น)?"
)
_ENGLISH_RANGE = re.compile(
    r"(?<![0-9.:,])(?P<from>[1-9]|1[0-2])(?P<between>[ ]*-[ ]*|[ ](?:to|until)[ ])(?=(?P<until>[1-9]|1[0-2])(?:[.:][0-5][0-9])?[ ]*(?P<half>[ap])\.?m\b)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    rf"บ่าย[ ]?(?:{_HOUR.format('afternoon')}[ ]?)?โมง|{_HOUR.format('evening')}[ ]?โมงเย็น|{_HOUR.format('night')}[ ]?ทุ่ม"
    rf"|ตี[ ]?{_HOUR.format('early')}|{_HOUR.format('morning')}[ ]?โมง(?:เช้า|ตรง)?|(?P<midnight>เที่ยงคืน)|(?P<noon>เที่ยงวัน)"
)
_LATER = {"afternoon": 12, "evening": 12, "night": 18, "early": 0, "morning": 0}
_ENGLISH = re.compile(
    r"(?<![a-z])(?P<hour>[1-9]|1[0-2]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:[ ]o'clock)?[ ]in[ ]the[ ](?P<half>morning|afternoon|evening)(?![a-z])"
    r"|(?<![a-z])(?:at|by|from|until|till|to|before|after|around)[ ](?P<name>noon|midday|midnight)(?![a-z])",
    re.IGNORECASE,
)


# "1:09.15" is how long a race took, "2:05:14" as well.
_RACE = re.compile(
    r"(?<![0-9.:])(?:(?P<minutes>[0-9]{1,2}):(?P<seconds>[0-5][0-9]\.[0-9]{1,3})"
    r"|(?P<hours>[0-9]):(?P<of_hour>[0-5][0-9]):(?P<of_minute>[0-5][0-9](?:\.[0-9]{1,3})?))(?![0-9:])(?![ ]*(?:น\.|นาฬิกา|[ap]\.?m\b))"
)


def race_times(folded: str) -> Iterator[tuple[Span, Fraction]]:
    """Yield where the time that a race took stands in folded text, and its seconds."""
    for match in _RACE.finditer(folded):
        minutes = int(
            match["minutes"] or int(match["hours"] or 0) * 60 + int(match["of_hour"] or 0)
        )
        yield Span(*match.span()), minutes * 60 + Fraction(match["seconds"] or match["of_minute"])


def clock_times(folded: str) -> Iterator[tuple[Span, int]]:
    """Yield where a time of day stands in folded text, and its minutes since midnight."""
    for pattern in (_WRITTEN, _RANGE):
        for match in pattern.finditer(folded):
            yield Span(*match.span()), _written(match)
    for match in _ENGLISH_RANGE.finditer(folded):
        first, last, later = int(match["from"]), int(match["until"]), match["half"] in "pP"
        # "11 to 2 p.m." begins in the morning.
        later = later == (first % 12 <= last % 12)
        yield Span(*match.span("from")), _of_half(first, later=later) * 60
    ranges = [Span(*match.span()) for match in _SPOKEN_RANGE.finditer(folded)]
    for match in _SPOKEN_RANGE.finditer(folded):
        for name in ("from", "until"):
            yield Span(*match.span(name)), (_hour(match[name]) + 12) * 60
    for match in _SPOKEN.finditer(folded):
        if any(one.start < match.end() and match.start() < one.end for one in ranges):
            continue
        yield Span(*match.span()), _spoken(match)
    for match in _ENGLISH.finditer(folded):
        yield Span(*match.span()), _english(match)


def _written(match: re.Match[str]) -> int:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half := match.groupdict().get("half"):
        hour = _of_half(hour, later=half.casefold() == "p")
    return hour * 60 + minute


def _spoken(match: re.Match[str]) -> int:
    kind, written = (
        match.lastgroup or "afternoon",
        match[match.lastgroup] if match.lastgroup else "1",
    )
    if kind in ("midnight", "noon"):
        return 0 if kind == "midnight" else 12 * 60
    return (_hour(written) + _LATER[kind]) * 60


def _hour(written: str) -> int:
    return int(written) if written.isdecimal() else int(thai_value(written) or 0)


def _english(match: re.Match[str]) -> int:
    if match["name"]:
        return 0 if match["name"].casefold() == "midnight" else 12 * 60
    written = match["hour"]
    hour = int(written) if written.isdecimal() else int(english_value(written))
    return _of_half(hour, later=match["half"].casefold() != "morning") * 60


def _of_half(hour: int, *, later: bool) -> int:
    return hour % 12 + (12 if later else 0)
