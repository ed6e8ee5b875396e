"""Finds the amounts of a text: numbers with their units and bounds, dates left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from bot.answering.quantities.numerals import Numeral, find_numerals, thai_value
from bot.answering.quantities.units import RATIO, Unit, unit_after, unit_before
from index.calendar_words import fold
from index.date_mentions import find_dates
from index.types import Span
from index.words import word_edges

Bound = Literal["more", "less"]
CLOCK = Unit("clock", Fraction(1))
"""Minutes since midnight."""

_MORE = re.compile(
    r"(?:more than|over|at least|above|exceed(?:s|ed|ing)?|no (?:less|fewer) than"
    r"|(?<!น้อย)(?<!ต่ำ)กว่า|(?<!ไม่)เกิน|(?<!ไม่)มากกว่า|ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย)[ ]*(?:ร้อยละ|us)?[ $€£¥฿]*$",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"(?:less than|fewer than|under|below|nearly|almost|at most|up to|no more than|not more than"
    r"|(?<!ไม่)น้อยกว่า|(?<!ไม่)ต่ำกว่า|ไม่เกิน|ไม่ถึง|ไม่มากกว่า|เกือบ)[ ]*(?:ร้อยละ|us)?[ $€£¥฿]*$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![0-9.:])(?P<hour>[01]?[0-9]|2[0-4])(?:[.:](?P<minute>[0-5][0-9]))?[ ]*"
    r"(?:(?P<thai>น\.|นาฬิกา)|(?P<half>[ap])\.?m\b\.?)",
    re.IGNORECASE,
)
# "06.00-21.00 น." names the unit once.
_CLOCK_RANGE = re.compile(
    r"(?<![0-9.:])(?P<hour>[01]?[0-9]|2[0-4])[.:](?P<minute>[0-5][0-9])"
    r"(?=[ ]*(?:-|–|ถึง)[ ]*[0-9]{1,2}[.:][0-9]{2}[ ]*(?:น\.|นาฬิกา))"
)
# Spoken time counts from six in the morning, from noon, from six in the evening and from midnight.
_HOUR = r"(?P<{0}>[0-9]{{1,2}}|สิบเอ็ด|สิบ|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
_SPOKEN_CLOCK = re.compile(
    rf"บ่าย[ ]?(?:{_HOUR.format('afternoon')}[ ]?)?โมง|{_HOUR.format('evening')}[ ]?โมงเย็น|{_HOUR.format('night')}[ ]?ทุ่ม"
    rf"|ตี[ ]?{_HOUR.format('early')}|{_HOUR.format('morning')}[ ]?โมง(?:เช้า|ตรง)?|(?P<midnight>เที่ยงคืน)|(?P<noon>เที่ยงวัน)"
)
_LATER = {"afternoon": 12, "evening": 12, "night": 18, "early": 0, "morning": 0}
_AND_A_HALF = re.compile(r"ครึ่ง(?!หนึ่ง|ปี|ทาง|แรก|หลัง)|[ ]and[ ]a[ ]half(?![a-z])", re.IGNORECASE)
# "เดือนละ 500 บาท", "500 baht a month": an amount for each time.
_PER_BEFORE = re.compile(
    r"(?P<hour>ชั่วโมง|ชม\.)?(?P<day>วัน)?(?P<week>สัปดาห์|อาทิตย์)?(?P<month>เดือน)?(?P<year>ปี)?"
    r"(?P<kilogram>กิโลกรัม|กิโล|กก\.)?(?P<tonne>ตัน)?(?P<rai>ไร่)?(?P<litre>ลิตร)?ละ[ ]?"
    r"(?:กว่า|เกือบ|ราว|ประมาณ|เฉลี่ย|ไม่เกิน|ไม่ต่ำกว่า|มากกว่า|อีก|[ ])*$"
)
_PER_AFTER = re.compile(
    r"[^0-9.;,]{0,24}?(?:\b(?:per|an?|each|every|/)[ ]?|(?:ต่อ|/)[ ]?)"
    r"(?:(?P<hour>hours?\b|ชั่วโมง|ชม)|(?P<day>days?\b|วัน(?!ที่))|(?P<week>weeks?\b|สัปดาห์|อาทิตย์)"
    r"|(?P<month>months?\b|เดือน)|(?P<year>years?\b|ปี)"
    r"|(?P<kilogram>kilo(?:gram(?:me)?)?s?\b|kg\b|กิโลกรัม|กก\.)|(?P<tonne>ton(?:ne)?s?\b|ตัน)|(?P<rai>rai\b|ไร่)|(?P<litre>lit(?:re|er)s?\b|ลิตร))"
    r"|[^0-9.;,]{0,24}?\b(?:(?P<hourly>hourly)|(?P<daily>daily)|(?P<weekly>weekly)|(?P<monthly>monthly)"
    r"|(?P<yearly>yearly|annually))\b",
    re.IGNORECASE,
)
_SAME_TIME = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "yearly": "year",
}
# The halves of a year or a match are no amounts: see `carrying`.
HALVES = {
    "first": re.compile(
        r"ครึ่ง(?:ปี)?แรก|(?:หก|6)[ ]?เดือนแรก|\bfirst (?:half|six months)\b", re.IGNORECASE
    ),
    "second": re.compile(r"ครึ่ง(?:ปี)?หลัง|(?:หก|6)[ ]?เดือนหลัง|\bsecond half\b", re.IGNORECASE),
}
_ALONE = re.compile(
    r"(?P<en>(?<![a-z])an?[ ](?P<unit>hour|day|week|month|year|decade|century))(?P<half>[ ]and[ ]a[ ]half)?(?![a-z-])"
    r"|(?<!สิบ)(?<!เอ็ด)(?<!สอง)(?<!สาม)(?<!สี่)(?<!ห้า)(?<!หก)(?<!เจ็ด)(?<!แปด)(?<!เก้า)(?<!หนึ่ง)(?<![0-9])(?<![0-9][ ])(?P<th>ชั่วโมง|ปี)ครึ่ง"
    r"|(?P<single>วัน|เดือน|ปี|สัปดาห์|ชั่วโมง|นาที)เดียว(?!กัน)",
    re.IGNORECASE,
)
_COMPOUND = frozenset(("seconds", "months", "length", "mass", "area"))
_BETWEEN_UNITS = re.compile(r"(?:[ ]|กับ|,? and )*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, if any is written; `span` is where number and unit stand.

    `loose` marks those that a writer may well have put there without meaning to count: "one of",
    "the two", "a day". `per` is the time for each of which it is: month of "500 baht a month".
    """

    span: Span
    value: Fraction
    unit: Unit | None = None
    bound: Bound | None = None
    vague: bool = False
    loose: bool = False
    per: str = ""

    @property
    def worth(self) -> Fraction:
        """The value in the own unit of its dimension."""
        return self.value * (self.unit.factor if self.unit else 1)


@lru_cache(maxsize=4096)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a Thai or English text in order; numbers that are part of dates are none."""
    folded = fold(text)
    hidden = [m.span for m in find_dates(text) if not folded[m.span.start :].startswith("ครึ่ง")]
    found = [_clock(match) for match in _CLOCK.finditer(folded)]
    found += [_clock(match) for match in _CLOCK_RANGE.finditer(folded)]
    found += [_spoken_clock(match) for match in _SPOKEN_CLOCK.finditer(folded)]
    hidden += [amount.span for amount in found]
    hidden += [Span(*m.span()) for half in HALVES.values() for m in half.finditer(folded)]
    blanked = _without(folded, hidden)
    for match in _ALONE.finditer(blanked):
        amount = _alone(blanked, match)
        if amount is not None:
            found.append(amount)
            blanked = _without(blanked, [Span(*match.span())])
    for numeral in find_numerals(blanked, word_edges(text)):
        # "สามปีครึ่ง" was read whole when its three was; the half is no other number.
        if not found or not any(_holds(amount.span, numeral.span) for amount in found[-1:]):
            found.append(_amount(blanked, numeral, folded))
    found.sort(key=lambda amount: amount.span.start)
    return tuple(_together(blanked, _ranges(blanked, found)))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _without(text: str, spans: list[Span]) -> str:
    characters = list(text)
    for span in spans:
        # Not a space: what stands on either side must not seem to belong together.
        characters[span.start : span.end] = "\n" * len(span)
    return "".join(characters)


def _amount(text: str, numeral: Numeral, whole: str) -> Amount:
    """Read what stands around a number; `whole` is the text with its dates and times."""
    start, end = numeral.span.start, numeral.span.end
    value, unit = numeral.value, unit_before(text, start)
    if unit is None and not numeral.ordinal:
        after = unit_after(text, end)
        # "half a year" has its unit behind an article
        if (
            after is None
            and numeral.share
            and (match := re.compile(r"[ ]an?(?=[ ])").match(text, end))
        ):
            after = unit_after(text, match.end())
        if after is not None:
            unit, end = after
            if match := _AND_A_HALF.match(text, end):
                value, end = value + Fraction(1, 2), match.end()
        elif numeral.share:
            unit = RATIO
    before = text[max(0, start - 24) : start]
    bound: Bound | None = None
    if _LESS.search(before):
        bound = "less"
    elif _MORE.search(before) or text.startswith("กว่า", numeral.span.end):
        bound = "more"
    return Amount(
        Span(start, end), value, unit, bound, numeral.vague,
        _is_loose(text, numeral, unit), _per(whole, start, end),
    )  # fmt: skip


def _per(text: str, start: int, end: int) -> str:
    """Return the time for each of which the amount from `start` to `end` is; "" if none is said."""
    before, after = (
        _PER_BEFORE.search(text[max(0, start - 24) : start]),
        _PER_AFTER.match(text, end),
    )
    time = (before and before.lastgroup) or (after and after.lastgroup) or ""
    return _SAME_TIME.get(time, time)


def _is_loose(text: str, numeral: Numeral, unit: Unit | None) -> bool:
    written = numeral.span.of(text).casefold()
    before = text[max(0, numeral.span.start - 5) : numeral.span.start].casefold()
    if written in ("one", "หนึ่ง"):
        return unit is None or unit == RATIO
    if written in ("two", "สอง"):
        return before.endswith(("the ", "these ", "ทั้ง", "both "))
    return False


def _alone(text: str, match: re.Match[str]) -> Amount | None:
    """Read "an hour and a half", "ปีครึ่ง", "วันเดียว" and "a day", whose number is one and unwritten."""
    name = next(name for name in ("unit", "th", "single") if match[name])
    after = unit_after(text, match.start(name))
    if after is None:
        return None
    half = bool(match["half"]) or name == "th"
    return Amount(
        Span(*match.span()),
        Fraction(3, 2) if half else Fraction(1),
        after[0],
        loose=name == "unit" and not half,
    )


def _clock(match: re.Match[str]) -> Amount:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match.groupdict().get("half"):
        hour = hour % 12 + (12 if match["half"].casefold() == "p" else 0)
    return Amount(Span(*match.span()), Fraction(hour * 60 + minute), CLOCK)


def _spoken_clock(match: re.Match[str]) -> Amount:
    kind, written = (
        match.lastgroup or "afternoon",
        match[match.lastgroup] if match.lastgroup else "1",
    )
    if kind in ("midnight", "noon"):
        hour = 0 if kind == "midnight" else 12
    else:
        hour = int(written) if written.isdecimal() else int(thai_value(written) or 0)
        hour += _LATER[kind]
    return Amount(Span(*match.span()), Fraction(hour * 60), CLOCK)


def _ranges(text: str, found: list[Amount]) -> list[Amount]:
    """Give the first number of "5-14 ปี" the unit of the second."""
    result = list(found)
    for at in range(len(result) - 2, -1, -1):
        one, two = result[at], result[at + 1]
        between = text[one.span.end : two.span.start]
        if one.unit is None and two.unit and re.fullmatch(r"[ ]*(?:-|to|and|ถึง)[ ]*", between):
            result[at] = replace(one, unit=two.unit)
    return result


def _together(text: str, found: list[Amount]) -> list[Amount]:
    """Join what is measured in two units of one dimension: "1 ชั่วโมง 24 นาที" are 84 minutes."""
    result: list[Amount] = []
    for amount in found:
        last = result[-1] if result else None
        if (
            last
            and last.unit
            and amount.unit
            and last.unit.dimension == amount.unit.dimension
            and last.unit.dimension in _COMPOUND
            and amount.worth < last.unit.factor
            and amount.unit.factor < last.unit.factor
            and not amount.bound
            and _BETWEEN_UNITS.fullmatch(text, last.span.end, amount.span.start)
        ):
            value = last.value + amount.worth / last.unit.factor
            span = Span(last.span.start, amount.span.end)
            result[-1] = replace(last, span=span, value=value)
        else:
            result.append(amount)
    return result
