"""Tells which amounts and dates of a sentence a text doesn't carry."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from functools import lru_cache

from bot.answering.quantities.amounts import HALVES, Amount, find_amounts
from bot.answering.quantities.units import currencies_in
from index.calendar_words import ENGLISH_WEEKDAYS, THAI_WEEKDAYS, fold
from index.date_mentions import DateMention, find_dates
from index.types import Span
from index.words import BUDDHIST_ERA_OFFSET

_ENGLISH_WEEKDAY = re.compile(rf"(?<![a-z])({'|'.join(ENGLISH_WEEKDAYS)})(?![a-z])", re.IGNORECASE)
_THAI_WEEKDAY = re.compile(rf"วัน({'|'.join(sorted(THAI_WEEKDAYS, key=len, reverse=True))})")

_FREE = re.compile(
    r"(?<!เสรี)ฟรี(?!แลนซ์|ซ)|(?:ไม่(?:ต้อง|ได้)?(?:เสีย|เก็บ|คิด|มี|จ่าย|ออก)|งดเก็บ|ยกเว้น)ค่า(?!ชดเชย|จ้าง|แรง|เสียหาย|ตอบแทน|ปรับ)"
    r"|ไม่(?:ต้อง|ได้)?(?:คิด|เสีย|เก็บ)เงิน"
    r"|\b(?:for free|free of charge|free(?=[.,;!]|$)|free(?! (?:of|from|trade|to|the|a|an|its|his|her|their|all|them|him|those|these|and|or|in|on|at|by|speech|press|market|agent|kick)\b) [a-z])"
    r"|\bno (?:charge|fee)",
    re.IGNORECASE,
)
# Words that say of themselves how exact a number is.
_ABOUT = re.compile(
    r"(?:ราว|ประมาณ|เฉลี่ย|\b(?:about|around|roughly|approximately|some))[ ]*(?:ร้อยละ|us)?[ $€£¥฿]*$",
    re.IGNORECASE,
)
ROUNDED = Fraction(1, 20)
BOUNDED = Fraction(1, 10)
_FIRST = re.compile("แรก|first", re.IGNORECASE)
_NEVER_BEFORE = re.compile(r"ไม่เคย|เพิ่ง|\bnever\b")
UNSAID = {
    "ratio",
    "count",
    "months",
    "seconds",
    "clock",
}  # what a text may leave out: "วัย 34", "52 ต่อ 48"
FIRST_BUDDHIST_YEAR = 2300
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
        r"(?:สัปดาห์|อาทิตย์)(?:ที่แล้ว|ก่อน(?!หน้า)|ที่ผ่านมา)|\blast week\b",
        r"เดือน(?:ที่แล้ว|ก่อน(?!หน้า)|ที่ผ่านมา)|\blast month\b",
        r"ปี(?:ที่แล้ว|ก่อน(?!หน้า)|ที่ผ่านมา)|\blast year\b|\b(?:a|the previous) year (?:earlier|before)\b",
    )
)


def missing_amounts(sentence: str, texts: Sequence[str]) -> list[str]:
    """Return the amounts of `sentence`, as written, that none of `texts` gives.

    Values are compared in the unit of their dimension; an amount without a unit carries any. A bound
    may be left out, but not turned round ("more than 80 %" of "less than 80 %"). A currency that none
    speaks of is missing as well, wherever in the sentence it stands: "33.85 to the euro".
    """
    given = [amount for text in texts for amount in find_amounts(text)]
    measured = {one.unit.dimension for one in given if one.unit} | UNSAID
    return [
        amount.span.of(sentence).strip()
        for amount in find_amounts(sentence)
        if not amount.loose
        and not (
            (amount.unit is None or amount.unit.dimension in measured)
            and any(_same(amount, other) or _rounds(amount, other, sentence) for other in given)
        )
        and not _in_a_date(amount, sentence, texts)
        and not (
            _FIRST.fullmatch(amount.span.of(sentence)) and any(map(_NEVER_BEFORE.search, texts))
        )
    ] + _missing_words(sentence, texts)


def carries_amount(text: str, amount: Amount) -> bool:
    """Tell whether `text` gives `amount`, or it counts nothing: see `Amount.loose`."""
    return amount.loose or any(_same(amount, other) for other in find_amounts(text))


def carries_same(one: Amount, other: Amount) -> bool:
    """Tell whether `other` gives `one`, whatever each of them is for each of: see `Amount.per`."""
    return _same(replace(one, per=""), other)


def _missing_words(sentence: str, texts: Sequence[str]) -> list[str]:
    """Return what is said without a number and stands in no text: a currency, a half-year, "free"."""
    given = {currency for text in texts for currency in currencies_in(text)}
    missing = [word for name, word in currencies_in(sentence).items() if name not in given]
    missing += [
        match[0]
        for half in HALVES.values()
        if (match := half.search(sentence)) and not any(map(half.search, texts))
    ]
    free = _FREE.search(sentence)
    return missing + ([free[0]] if free and not any(map(_FREE.search, texts)) else [])


def _in_a_date(amount: Amount, sentence: str, texts: Sequence[str]) -> bool:
    """Tell whether a bare number is the day or the year of a date given: "คืนวันที่ 20", "2009 และ 2013"."""
    if amount.unit is not None or amount.value.denominator != 1:
        return False
    value, before = int(amount.value), sentence[: amount.span.start].rstrip()
    days = [day for text in texts for one in dates_of(text) for day in (one.first, one.last)]
    if before.endswith("วันที่"):
        return any(day.day == value for day in days)
    year = value - BUDDHIST_ERA_OFFSET if value > FIRST_BUDDHIST_YEAR else value
    given = [int(one.value) for text in texts for one in find_amounts(text) if one.unit is None]
    given = [one - BUDDHIST_ERA_OFFSET if one > FIRST_BUDDHIST_YEAR else one for one in given]
    return 1800 < year < 2200 and (year in given or any(d.year == year for d in days))


def _same(one: Amount, other: Amount) -> bool:
    if one.vague != other.vague or (one.bound and other.bound and one.bound != other.bound):
        return False
    if one.per and other.per and one.per != other.per:
        return False
    if one.unit is None or other.unit is None:
        return one.value == other.value
    if one.unit.dimension != other.unit.dimension:
        return _days(one) is not None and _days(one) == _days(other)
    return one.worth == other.worth


def _rounds(one: Amount, other: Amount, sentence: str) -> bool:
    """Tell whether `one` is a rounder number for `other` that says so: "about 1.6 km" of 1,607 m."""
    if one.vague or other.vague or not other.worth or (one.unit is None) != (other.unit is None):
        return False
    if one.unit and other.unit and one.unit.dimension != other.unit.dimension:
        return False
    if _digits(one.value) >= _digits(other.value) or (
        one.per and other.per and one.per != other.per
    ):
        return False
    share = one.worth / other.worth - 1
    if one.bound == "more":
        return -BOUNDED <= share < 0
    if one.bound == "less":
        return 0 < share <= BOUNDED
    about = _ABOUT.search(sentence, max(0, one.span.start - 24), one.span.start)
    return abs(share) <= ROUNDED and bool(about)


def _digits(value: Fraction) -> int:
    """Return how many digits a number has without zeros at either end."""
    return len(f"{float(value):.6f}".replace(".", "").strip("0"))


def _days(amount: Amount) -> Fraction | None:
    """Return the days of a few months or days as people round them: a month is 30."""
    if amount.unit is None or amount.unit.dimension not in ("months", "seconds"):
        return None
    if amount.unit.dimension == "months":
        return amount.worth * 30 if 0 < amount.worth < 12 else None
    return amount.worth / 86_400


@lru_cache(maxsize=1024)
def dates_of(text: str) -> tuple[DateMention, ...]:
    """Return the dates that `text` names or reckons: "ปี 2562 … ปีถัดมา" are two years."""
    found = find_dates(text)
    for pattern, later in _RECKONED:
        for match in pattern.finditer(text):
            before = [m for m in found if m.has_year and m.span.end <= match.start()]
            if before and 0 < (year := before[-1].last.year + later) < MAXYEAR:
                days = date(year, 1, 1), date(year, 12, 31)
                found.append(DateMention(Span(*match.span()), *days))
    return tuple(found)


def missing_dates(sentence: str, texts: Sequence[str], passage: str) -> list[str]:
    """Return the dates of `sentence`, as written, that none of `texts` gives.

    A date may say less than a text (a month instead of a day), never more. Where a text names no
    year, one that the whole `passage` names will do: Thai news leaves out what was said before.
    """
    given = [mention for text in texts for mention in dates_of(text)]
    years = {day.year for m in dates_of(passage) if m.has_year for day in (m.first, m.last)}
    missing = [
        mention.span.of(sentence).strip()
        for mention in dates_of(sentence)
        if not any(_covers(mention, other, years) for other in given)
    ]
    known = [
        *(day for text in texts for day in _weekdays(text)),
        *(m.first.weekday() for m in given if m.has_year and m.is_day),
    ]
    missing += [ENGLISH_WEEKDAYS[day] for day in _weekdays(sentence) if day not in known]
    return missing + [
        match[0]
        for day in _RELATIVE
        if (match := day.search(sentence)) and not any(day.search(text) for text in texts)
    ]


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
