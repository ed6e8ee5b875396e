"""Tells which dates of a sentence a text doesn't carry."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from itertools import pairwise

from bot.answering.quantities.numerals import english_value, thai_value
from index.calendar_words import ENGLISH_WEEKDAYS, THAI_WEEKDAYS, fold
from index.date_mentions import DateMention, find_dates, joined
from index.types import Span

_ENGLISH_WEEKDAY = re.compile(rf"(?<![a-z])({'|'.join(ENGLISH_WEEKDAYS)})(?![a-z])", re.IGNORECASE)
_THAI_WEEKDAY = re.compile(rf"วัน({'|'.join(sorted(THAI_WEEKDAYS, key=len, reverse=True))})")
_RECKONED = (
    (re.compile(r"ปี(?:ถัดมา|ต่อมา|ถัดไป)|\b(?:the )?(?:following|next) year\b", re.IGNORECASE), 1),
    (re.compile(r"ปีก่อนหน้า|\b(?:the )?(?:previous year|year before)\b", re.IGNORECASE), -1),
)

# Days that depend on when somebody speaks: an article and its reader mean different ones.
_RELATIVE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"พรุ่งนี้|\btomorrow\b",
        r"เมื่อวาน|วานนี้|\byesterday\b",
        r"(?<!ทุก)วันนี้|\btoday\b|\btonight\b|คืนนี้|เช้านี้|\bthis (?:morning|afternoon|evening)\b",
        r"สัปดาห์หน้า|\bnext week\b",
        r"เดือนหน้า|\bnext month\b",
        r"ปีหน้า|\bnext year\b",
        r"(?:สัปดาห์|อาทิตย์)(?:ที่แล้ว|ก่อน(?!หน้า)|ที่ผ่านมา)|\b(?:last|the previous|the prior) week\b|\ba week (?:earlier|before|ago)\b|\bweek[ -]on[ -]week\b",
        r"เดือน(?:ที่แล้ว|ก่อน(?!หน้า)|ที่ผ่านมา)|\b(?:last|the previous|the prior) month\b|\ba month (?:earlier|before|ago)\b|\bmonth[ -]on[ -]month\b",
        r"ปี(?:ที่แล้ว|ก่อน(?!หน้า)|ที่ผ่านมา)|\b(?:last|the previous|the prior) year\b|\b(?:a|the previous) year (?:earlier|before|ago)\b|\byear[ -](?:on|over)[ -]year\b|\by[ -]?o[ -]?y\b",
    )
)


# A text may compare with the year before without naming it: "ช่วงเดียวกัน" is one of another year.
_COMPARED = re.compile("(?:ช่วง|ระยะ)(?:เวลา)?เดียวกัน|ปีต่อปี|เทียบรายปี")
_LAST_YEAR = _RELATIVE[-1]

_LISTED = re.compile(r"และ|กับ|หรือ|and", re.IGNORECASE)
_FIRST_MONTHS = re.compile(
    r"(?P<thai>[0-9]{1,2}|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบเอ็ด|สิบ)[ ]?เดือนแรก(?:ของ)?[ ]?(?=ปี)"
    r"|\bfirst (?P<english>[a-z]+|[0-9]{1,2}) months of (?=[0-9])",
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)
def dates_of(text: str) -> tuple[DateMention, ...]:
    """Return the dates that `text` names or reckons: "ปี 2562 … ปีถัดมา" are two years."""
    found = find_dates(text)
    for match in _FIRST_MONTHS.finditer(fold(text)):
        year = next((m for m in found if m.has_year and m.span.start == match.end()), None)
        written = match["thai"] or match["english"]
        months = int(
            written if written.isdecimal() else thai_value(written) or english_value(written)
        )
        if year and 0 < months < 12:
            last = date(year.first.year, months, calendar.monthrange(year.first.year, months)[1])
            found.append(DateMention(Span(match.start(), year.span.end), year.first, last))
    for pattern, later in _RECKONED:
        for match in pattern.finditer(text):
            before = [m for m in found if m.has_year and m.span.end <= match.start()]
            if before and 0 < (reckoned := before[-1].last.year + later) < MAXYEAR:
                days = date(reckoned, 1, 1), date(reckoned, 12, 31)
                found.append(DateMention(Span(*match.span()), *days))
    return tuple(found)


def missing_dates(sentence: str, texts: Sequence[str], passage: str) -> list[str]:
    """Return the dates of `sentence`, as written, that none of `texts` gives.

    A date may say less than a text (a month instead of a day), never more. Where a text names no
    year, one that the whole `passage` names will do: Thai news leaves out what was said before.
    """
    given = [mention for text in texts for mention in (*dates_of(text), *spans_of(text))]
    years = {day.year for m in dates_of(passage) if m.has_year for day in (m.first, m.last)}
    missing = [
        mention.span.of(sentence).strip()
        for mention in dates_of(sentence)
        if not any(_covers(mention, other, years) for other in given)
        or (_is_span(mention) and not _begins_and_ends(mention, given))
    ]
    known = [
        *(day for text in texts for day in _weekdays(text)),
        *(m.first.weekday() for m in given if m.has_year and m.is_day),
    ]
    missing += [ENGLISH_WEEKDAYS[day] for day in _weekdays(sentence) if day not in known]
    return missing + [
        match[0]
        for day in _RELATIVE
        if (match := day.search(sentence))
        and not any(
            day.search(text) or (day is _LAST_YEAR and _COMPARED.search(text)) for text in texts
        )
    ]


@lru_cache(maxsize=1024)
def spans_of(text: str) -> tuple[DateMention, ...]:
    """Return the days from one date to the next where a text says so: "1 มกราคม ถึง 31 พฤษภาคม"."""
    found = sorted(dates_of(text), key=lambda one: one.span.start)
    return tuple(
        DateMention(Span(one.span.start, two.span.end), one.first, two.last, one.has_year)
        for one, two in pairwise(found)
        if one.has_year == two.has_year
        and one.first <= two.last
        and joined(text, one, two)
        and not _LISTED.search(text, one.span.end, two.span.start)
    )


def meet(one: DateMention, other: DateMention) -> bool:
    """Tell whether two dates have a day in common; a year that one leaves out is the other's."""
    if not (one.has_year and other.has_year):
        other = other.in_year(one.first.year) if not other.has_year else other
        one = one.in_year(other.first.year) if not one.has_year else one
    return one.first <= other.last and other.first <= one.last


def _is_span(mention: DateMention) -> bool:
    """Tell whether a date is several days that are no month or months as a whole: "8-22 สิงหาคม"."""
    first, last = mention.first, mention.last
    return not mention.is_day and not (
        first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    )


def _begins_and_ends(claimed: DateMention, given: Sequence[DateMention]) -> bool:
    """Tell whether dates given begin and end on the days claimed, be they of one mention or of two."""
    firsts = {(one.first.month, one.first.day) for one in given}
    lasts = {(one.last.month, one.last.day) for one in given}
    return (claimed.first.month, claimed.first.day) in firsts and (
        claimed.last.month,
        claimed.last.day,
    ) in lasts


def _covers(claimed: DateMention, given: DateMention, years: Iterable[int]) -> bool:
    if not claimed.has_year:
        return _within(_of_year(given, 4), _of_year(claimed, 4), given)
    if given.has_year:
        return _within(given, claimed, given) or _begins_or_ends(given, claimed)
    return any(
        _within(given.in_year(year), claimed, given) for year in years if _is_near(claimed, year)
    )


def _of_year(mention: DateMention, year: int) -> DateMention:
    """The days of a mention without its year; one that spans years stays as it is."""
    return mention.in_year(year) if mention.first.year == mention.last.year else mention


def _is_near(mention: DateMention, year: int) -> bool:
    return mention.first.year <= year <= mention.last.year


def _within(given: DateMention, claimed: DateMention, original: DateMention) -> bool:
    """Whether the days given lie within those claimed, or are a few days that hold those claimed."""
    if claimed.first <= given.first and given.last <= claimed.last:
        return True
    few = (given.last - given.first).days < 27 and not _is_whole_month(
        original.first, original.last
    )
    return few and given.first <= claimed.first and claimed.last <= given.last


def _begins_or_ends(given: DateMention, claimed: DateMention) -> bool:
    """Whether a span of years begins or ends with the year claimed: "1995 to 2023"."""
    several = given.last.year > given.first.year and (given.last - given.first) > timedelta(366)
    return several and (claimed.first == given.first or claimed.last == given.last)


def _is_whole_month(first: date, last: date) -> bool:
    return first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]


def _weekdays(text: str) -> Sequence[int]:
    folded = fold(text)
    thai = [THAI_WEEKDAYS[match[1]] for match in _THAI_WEEKDAY.finditer(folded)]
    english = [
        ENGLISH_WEEKDAYS.index(match[1].casefold()) for match in _ENGLISH_WEEKDAY.finditer(folded)
    ]
    return thai + english
