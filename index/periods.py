"""Works out the days that a question asks about: "มิถุนายน 2567", "last week", "เมื่อวานนี้"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from index.calendar_words import (
    ENGLISH_WEEKDAYS,
    THAI_WEEKDAYS,
    fold,
    months_of,
)
from index.date_mentions import DateMention, find_dates, joined

_DAY = timedelta(days=1)
_Reader = Callable[[re.Match[str], date], tuple[date, date]]


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included; `relative` where they depend on today."""

    first: date
    last: date
    relative: bool = False

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def question_period(question: str, today: date) -> Period | None:
    """The days that a Thai or English question names, or None where it names none.

    A written date counts before a relative one. "Since 2020" runs to today, "after 2020" from the
    day after; "before 2020" has no beginning and is None. A week runs from
    Monday to Sunday; "the past 3 days" ends today. A day or month without a year counts only with
    words that settle it ("last June", "มิถุนายนปีที่แล้ว"). "Recently" names no days. Never raises.
    """
    try:
        folded = fold(question)
        mentions = find_dates(question)
        return _stated(folded, mentions, today) or _relative(folded, mentions, today)
    except (OverflowError, ValueError):  # "9999 years ago"
        return None


_BEFORE = re.compile(
    r"(?:ก่อน|until|till|before|by|prior to)[ ]*(?:the[ ])?(?:เดือน|วันที่|ปี)?[ ]*$", re.IGNORECASE
)
_SINCE = re.compile(
    r"(?:ตั้งแต่|นับแต่|นับตั้งแต่|since|from)[ ]*(?:ช่วง|ต้น|ปลาย|เดือน|เมื่อ)*[ ]*$", re.IGNORECASE
)
_AFTER = re.compile(r"(?:หลัง|หลังจาก|after)[ ]*(?:เดือน|วันที่|ปี)?[ ]*$", re.IGNORECASE)


def _stated(folded: str, mentions: list[DateMention], today: date) -> Period | None:
    dated = [m for m in mentions if m.has_year]
    if not dated:
        return None
    for one, two in itertools.pairwise(dated):
        if joined(folded, one, two) and one.first <= two.last:
            return Period(one.first, two.last)
    best = min(dated, key=lambda m: m.last - m.first)  # a day says more than a year
    before = folded[: best.span.start]
    if _BEFORE.search(before):
        return None
    if _SINCE.search(before) and best.first <= today:
        return Period(best.first, max(today, best.last))
    if _AFTER.search(before) and best.last < today:
        return Period(best.last + _DAY, today)
    return Period(best.first, best.last)


_NUMBERS = {
    word: number
    for words in (
        "หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ".split(),
        "one two three four five six seven eight nine ten".split(),
    )
    for number, word in enumerate(words, 1)
} | {"a": 1, "an": 1, "": 1, "couple of": 2, "a couple of": 2}
_COUNT = rf"(?P<n>[0-9]{{1,4}}|{'|'.join(sorted(filter(None, _NUMBERS), key=len, reverse=True))})"
_UNITS = {"วัน": "day", "สัปดาห์": "week", "อาทิตย์": "week", "เดือน": "month", "ปี": "year"}
_TH_UNIT = r"(?P<unit>วัน|สัปดาห์|(?<!วัน)อาทิตย์|เดือน|ปี)"
_EN_UNIT = r"(?P<unit>day|week|month|year)s?"
# "สัปดาห์ก่อนการเลือกตั้ง" is the week before an election, not the week before this one
_AGO = r"(?:ที่แล้ว|ที่ผ่านมา|ก่อน(?:หน้านี้|นี้)?(?!การ|ที่|วัน|เลือก|จะ|หน้า|เกิด(?!อะไร|เหตุอะไร)))"
_WEEKDAY_NAMES = THAI_WEEKDAYS | {name: i for i, name in enumerate(ENGLISH_WEEKDAYS)}


def _shifted_month(day: date, by: int) -> tuple[date, date]:
    year, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return months_of(year, month + 1, month + 1)


def _unit_around(unit: str, today: date, by: int) -> tuple[date, date]:
    """The whole day, week, month or year that lies `by` of them from today's."""
    if unit == "day":
        return today + by * _DAY, today + by * _DAY
    if unit == "week":
        monday = today - today.weekday() * _DAY + 7 * by * _DAY
        return monday, monday + 6 * _DAY
    if unit == "month":
        return _shifted_month(today, by)
    return months_of(today.year + by, 1, 12)[0], months_of(today.year + by, 12, 12)[1]


def _count(match: re.Match[str]) -> int:
    word = match["n"]
    return int(word) if word.isdecimal() else _NUMBERS[word.casefold()]


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"].casefold()
    return _UNITS.get(unit, unit)


def _ago(match: re.Match[str], today: date) -> tuple[date, date]:
    return _unit_around(_unit(match), today, -_count(match))


def _past(match: re.Match[str], today: date) -> tuple[date, date]:
    """The stretch of that many days, weeks, months or years that ends today."""
    unit, count = _unit(match), _count(match)
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    return today - days * _DAY, today


def _named(by: int) -> _Reader:
    return lambda match, today: _unit_around(_unit(match), today, by)


def _days(first: int, last: int) -> _Reader:
    return lambda match, today: (today + first * _DAY, today + last * _DAY)


def _last_weekday(match: re.Match[str], today: date) -> tuple[date, date]:
    back = (today.weekday() - _WEEKDAY_NAMES[match["weekday"].casefold()] - 1) % 7 + 1
    return today - back * _DAY, today - back * _DAY


_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (r"วานซืน|day before yesterday", _days(-2, -2)),
        (r"มะรืน|day after tomorrow", _days(2, 2)),
        (r"เมื่อวาน|วานนี้|(?<![a-z])yesterday(?![a-z])", _days(-1, -1)),
        (r"พรุ่งนี้|(?<![a-z])tomorrow(?![a-z])", _days(1, 1)),
        (r"เมื่อคืน|last night", _days(-1, 0)),
        (r"(?<!ทุก)(?<!ทุก )วันนี้|เช้านี้|เมื่อเช้า|บ่ายนี้|เย็นนี้|คืนนี้|(?<![a-z])today(?![a-z])|"
         r"(?<![a-z])tonight|this (?:morning|afternoon|evening)", _days(0, 0)),
        (rf"{_COUNT}[ ]*{_TH_UNIT}[ ]*ที่ผ่านมา", _past),
        (rf"{_COUNT}[ ]*{_TH_UNIT}[ ]*{_AGO}", _ago),
        (rf"(?<![a-z]){_COUNT}[ ]+{_EN_UNIT}[ ]+(?:ago|earlier)(?![a-z])", _ago),
        (rf"(?<![a-z])(?:past|last|previous)[ ]+{_COUNT}[ ]+{_EN_UNIT}(?![a-z])", _past),
        (rf"วัน(?P<weekday>{'|'.join(THAI_WEEKDAYS)})[ ]*(?:ที่แล้ว|ที่ผ่านมา|ก่อน)", _last_weekday),
        (rf"(?<![a-z])last[ ]+(?P<weekday>{'|'.join(ENGLISH_WEEKDAYS)})(?![a-z])", _last_weekday),
        (rf"(?P<unit>สัปดาห์|(?<!วัน)อาทิตย์|(?<!ราย)เดือน|ปี)[ ]*{_AGO}", _named(-1)),
        (r"(?P<unit>สัปดาห์|(?<!วัน)อาทิตย์|เดือน|ปี)[ ]*นี้", _named(0)),
        (r"(?P<unit>สัปดาห์|(?<!วัน)อาทิตย์|เดือน|ปี)[ ]*หน้า", _named(1)),
        (rf"(?<![a-z])(?:last|previous)[ ]+{_EN_UNIT}(?![a-z])", _named(-1)),
        (rf"(?<![a-z])(?:this|current)[ ]+{_EN_UNIT}(?![a-z])", _named(0)),
        (rf"(?<![a-z])next[ ]+{_EN_UNIT}(?![a-z])", _named(1)),
    )
)  # fmt: skip


def _relative(folded: str, mentions: list[DateMention], today: date) -> Period | None:
    period: Period | None = None
    for pattern, read in _FORMS:
        match = pattern.search(folded)
        if match and not _is_a_name(folded, match):
            period = Period(*read(match, today), relative=True)
            break
    yearless = min(mentions, key=lambda m: m.last - m.first, default=None)
    if yearless is None:
        return period
    # "มิถุนายนปีที่แล้ว", "last June": the month is in the text, its year in the words around it
    if period and period.first.year == period.last.year and (period.last - period.first).days > 360:
        mention = yearless.in_year(period.first.year)
        return Period(mention.first, mention.last, relative=True)
    around = folded[: yearless.span.start], folded[yearless.span.end :]
    if re.search(r"(?<![a-z])last[ ]+$", around[0], re.IGNORECASE) or re.match(
        r"[ ]*(?:ที่แล้ว|ที่ผ่านมา|ก่อน(?!การ|ที่))", around[1]
    ):
        mention = yearless.in_year(today.year)
        if mention.last >= today:
            mention = yearless.in_year(today.year - 1)
        return Period(mention.first, mention.last, relative=True)
    if re.match(r"[ ]*นี้", around[1]) or re.search(r"(?<![a-z])this[ ]+$", around[0], re.IGNORECASE):
        mention = yearless.in_year(today.year)
        return Period(mention.first, mention.last, relative=True)
    return period


def _is_a_name(folded: str, match: re.Match[str]) -> bool:
    """Whether "Today" belongs to a name such as Russia Today."""
    return (
        match[0] == "Today"
        and re.search(r"[A-Z][A-Za-z]*[ ]$", folded[: match.start()]) is not None
    )
