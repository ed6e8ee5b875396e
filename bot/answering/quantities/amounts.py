"""Finds the amounts of a text: numbers with their units and bounds, dates left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from bot.answering.quantities.clock import clock_times, race_times
from bot.answering.quantities.grades import school_grades
from bot.answering.quantities.numerals import Numeral, find_numerals
from bot.answering.quantities.periods import PERIODS
from bot.answering.quantities.rates import rates_of
from bot.answering.quantities.units import RATIO, Unit, unit_after, unit_before
from index.calendar_words import fold
from index.date_mentions import find_dates
from index.types import Span
from index.words import word_edges

Bound = Literal["more", "less"]
CLOCK = Unit("clock", Fraction(1))
"""Minutes since midnight."""
SECOND = Unit("seconds", Fraction(1))
GRADE = Unit("grade", Fraction(1))
"""Years of school."""

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
_FIRST_OF_SEVERAL = re.compile(
    r"(?:[0-9]|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย)[ ]?(?:วัน|สัปดาห์|เดือน|ปี|ชั่วโมง|นาที)แรก"
    r"|first (?:[0-9]|two|three|four|five|six|seven|eight|nine|ten)",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(?<=[^\s])\[[0-9]{1,3}\]")
_AND_A_HALF = re.compile(r"ครึ่ง(?!หนึ่ง|ปี|ทาง|แรก|หลัง)|[ ]and[ ]a[ ]half(?![a-z])", re.IGNORECASE)
_ALONE = re.compile(
    r"(?P<en>(?<![a-z])(?<!metres )(?<!meters )(?<!miles )(?<!km )(?:an?|another)[ ](?P<unit>hour|day|week|month|year|decade|century))(?P<half>[ ]and[ ]a[ ]half)?(?![a-z-])"
    r"|(?<!สิบ)(?<!เอ็ด)(?<!สอง)(?<!สาม)(?<!สี่)(?<!ห้า)(?<!หก)(?<!เจ็ด)(?<!แปด)(?<!เก้า)(?<!หนึ่ง)(?<![0-9])(?<![0-9][ ])(?P<th>ชั่วโมง|ปี)ครึ่ง"
    r"|(?P<single>วัน|เดือน|ปี|สัปดาห์|ชั่วโมง|นาที)เดียว(?!กัน)",
    re.IGNORECASE,
)
_COMPOUND = frozenset(("seconds", "months", "length", "mass", "area"))
_CHANGES = re.compile(
    r"[ ]*(?:(?:ลด|เพิ่ม|ปรับ|ขยับ|ร่วง)?(?:ลง|ขึ้น)?(?:มา)?(?:เหลือ|เป็น|อยู่ที่)(?:เพียง)?|to)[ ]*"
)
_BETWEEN_UNITS = re.compile(r"(?:[ ]|กับ|,? and )*")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, if any is written; `span` is where number and unit stand.

    `loose` marks those that a writer may well have put there without meaning to count: "one of",
    "the two", "a day". `per` is for each of what it is: month of "500 baht a month", see `rates`.
    """

    span: Span
    value: Fraction
    unit: Unit | None = None
    bound: Bound | None = None
    vague: bool = False
    loose: bool = False
    per: frozenset[str] = frozenset()

    @property
    def worth(self) -> Fraction:
        """The value in the own unit of its dimension."""
        return self.value * (self.unit.factor if self.unit else 1)

    @property
    def dimension(self) -> str:
        """What it is measured in; what is counted may have its word or not."""
        return self.unit.dimension if self.unit else "count"


@lru_cache(maxsize=4096)
def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of a Thai or English text in order; numbers that are part of dates are none."""
    folded = fold(text)
    hidden = [m.span for m in find_dates(text) if not folded[m.span.start :].startswith("ครึ่ง")]
    hidden += [Span(*match.span()) for match in _FOOTNOTE.finditer(folded)]
    found = [Amount(span, Fraction(minutes), CLOCK) for span, minutes in clock_times(folded)]
    found += [Amount(span, Fraction(grade), GRADE) for span, grade in school_grades(folded)]
    found += [Amount(span, worth, SECOND) for span, worth in race_times(folded)]
    hidden += [amount.span for amount in found]
    hidden += [Span(*m.span()) for period in PERIODS.values() for m in period.finditer(folded)]
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
    return tuple(_together(blanked, _rated(blanked, _ranges(blanked, found))))


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
        _is_loose(text, numeral, unit), rates_of(whole, start, end),
    )  # fmt: skip


def _is_loose(text: str, numeral: Numeral, unit: Unit | None) -> bool:
    written = numeral.span.of(text).casefold()
    before = text[max(0, numeral.span.start - 5) : numeral.span.start].casefold()
    if written in ("first", "แรก"):
        # "the first three days", "ห้าปีแรก": whose number says how many
        start, end = max(0, numeral.span.start - 20), numeral.span.end + 8
        return bool(_FIRST_OF_SEVERAL.search(text, start, end))
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


def _ranges(text: str, found: list[Amount]) -> list[Amount]:
    """Give the first number of "5-14 ปี" the unit of the second."""
    result = list(found)
    for at in range(len(result) - 2, -1, -1):
        one, two = result[at], result[at + 1]
        between = text[one.span.end : two.span.start]
        if one.unit is None and two.unit and re.fullmatch(r"[ ]*(?:-|to|and|ถึง)[ ]*", between):
            result[at] = replace(one, unit=two.unit)
    return result


def _rated(text: str, found: list[Amount]) -> list[Amount]:
    """Let both of two amounts of one change be for each of the same: "กิโลกรัมละ 165 บาท เหลือ 98 บาท"."""
    result = list(found)
    for at, (one, two) in enumerate(pairwise(found)):
        if one.unit != two.unit or not one.unit:
            continue
        if not _CHANGES.fullmatch(text, one.span.end, two.span.start):
            continue
        if one.per and not two.per:
            result[at + 1] = replace(two, per=one.per)
        elif two.per and not one.per:
            result[at] = replace(one, per=two.per)
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
