"""Tells which amounts of a sentence a text doesn't carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from bot.answering.quantities.amounts import CLOCK, Amount, find_amounts
from bot.answering.quantities.dating import dates_of
from bot.answering.quantities.listed import counts_a_list
from bot.answering.quantities.periods import periods_given, periods_in
from bot.answering.quantities.rates import differ
from bot.answering.quantities.reckoning import follows
from bot.answering.quantities.units import currencies_in, may_be_same
from index.words import BUDDHIST_ERA_OFFSET

_FREE = re.compile(
    r"(?<!เสรี)ฟรี(?!แลนซ์|ซ)|(?:ไม่(?:ต้อง|ได้)?(?:เสีย|เก็บ|คิด|มี|จ่าย|ออก)|งดเก็บ|ยกเว้น)ค่า(?!ชดเชย|จ้าง|แรง|เสียหาย|ตอบแทน|ปรับ)"
    r"|ไม่(?:ต้อง|ได้)?(?:คิด|เสีย|เก็บ)เงิน"
    r"|(?<!-)\b(?:for free|free of charge|free(?=[.,;!]|$)|free(?! (?:of|from|trade|to|the|a|an|its|his|her|their|all|them|him|those|these|and|or|in|on|at|by|speech|press|market|agent|kick)\b) [a-z])"
    r"|\bno (?:charge|fee)",
    re.IGNORECASE,
)
# A text may say so in other words, which alone don't say that all of it is free.
_EXEMPT = re.compile(
    r"ไม่(?:ต้อง|ได้)?(?:จ่าย|เสีย|ชำระ)|(?:ยกเว้น|งดเว้น)(?:การ)?(?:เก็บ|จ่าย)?|ไม่มีค่าใช้จ่าย|\b(?:exempt|waive|at no cost)",
    re.IGNORECASE,
)
# Words that say of themselves how exact a number is.
_ABOUT = re.compile(
    r"(?:ราว|ประมาณ|เฉลี่ย|\b(?:about|around|roughly|approximately|some|just after|shortly after))[ ]*(?:at[ ])?(?:ร้อยละ|us)?[ $€£¥฿]*$",
    re.IGNORECASE,
)
_ODD = re.compile(r"[ ]?(?:เศษ|กว่า)")
# A headline leaves baht out: "วงเงิน 1.5 ล้าน", "ปรับ 2 แสน".
_IN_BAHT = re.compile(
    r"(?:เงิน|มูลค่า|งบ|ทุ่ม|ค่า|ราคา|กู้|หนี้|ประกัน|ปรับ|รางวัล|เสียหาย|ภาษี|ทุน)[ก-๎]{0,8}[ ]?[0-9][0-9,.]*[ ]?(?:พัน|หมื่น|แสน|ล้าน)(?:ล้าน)?(?!บาท)(?![ ]?[ก-๎]*(?:คน|ไร่|ตัน|ลูกบาศก์|ลิตร|ดอลลาร์|ยูโร|เยน|หยวน))"
)
ROUNDED = Fraction(1, 20)
MINUTES = 30
BOUNDED = Fraction(1, 10)
_FIRST = re.compile("แรก|first", re.IGNORECASE)
_ENDS = re.compile(r"[ ]?(?:[.,;!\[]|$)")
"""Behind an English "first" that counts nothing: "the wounded go first", which is ก่อน."""
_NEVER_BEFORE = re.compile(
    r"ไม่เคย|เพิ่ง|เริ่มต้น|เริ่มแรก|แรกเริ่ม|\b(?:never|initial(?:ly)?|inaugural|maiden|debut|original(?:ly)?)\b",
    re.IGNORECASE,
)
UNSAID = {
    "ratio",
    "count",
    "months",
    "seconds",
    "clock",
}  # what a text may leave out: "วัย 34", "52 ต่อ 48"
FIRST_BUDDHIST_YEAR = 2300


def missing_amounts(sentence: str, texts: Sequence[str]) -> list[str]:
    """Return the amounts of `sentence`, as written, that none of `texts` gives.

    Values are compared in the unit of their dimension; an amount without a unit carries any. A bound
    may be left out, but not turned round ("more than 80 %" of "less than 80 %"). A currency that none
    speaks of is missing as well, wherever in the sentence it stands: "33.85 to the euro".
    """
    given = [amount for text in texts for amount in find_amounts(text)]
    measured = {one.unit.dimension for one in given if one.unit}
    if any(map(_IN_BAHT.search, texts)):
        measured.add("baht")
    return [
        amount.span.of(sentence).strip()
        for amount in find_amounts(sentence)
        if not amount.loose
        and not (
            _may_be_measured(amount, measured)
            and any(_same(amount, other) or _rounds(amount, other, sentence) for other in given)
        )
        and not _in_a_date(amount, sentence, texts)
        and not counts_a_list(amount, sentence, texts)
        and not follows(amount, sentence, given, [day for text in texts for day in dates_of(text)])
        and not (
            _FIRST.fullmatch(amount.span.of(sentence))
            and (
                any(map(_NEVER_BEFORE.search, texts))
                or (_ENDS.match(sentence, amount.span.end) and any("ก่อน" in one for one in texts))
            )
        )
    ] + _missing_words(sentence, texts)


@lru_cache(maxsize=4096)
def shared_amounts(sentence: str, text: str) -> int:
    """Return how many amounts of a sentence `text` gives, less the words for amounts that it lacks."""
    return len(find_amounts(sentence)) - len(missing_amounts(sentence, [text]))


def _may_be_measured(amount: Amount, measured: Iterable[str]) -> bool:
    """Tell whether a text that measures in these dimensions may give an amount: see `UNSAID`."""
    if amount.unit is None or amount.unit.dimension in UNSAID:
        return True
    dimension = amount.unit.dimension
    return any(may_be_same(dimension, one) for one in measured)


def carries_amount(text: str, amount: Amount) -> bool:
    """Tell whether `text` gives `amount`, or it counts nothing: see `Amount.loose`."""
    return amount.loose or any(_same(amount, other) for other in find_amounts(text))


def carries_same(one: Amount, other: Amount) -> bool:
    """Tell whether `other` gives `one`, whatever each of them is for each of: see `Amount.per`."""
    return _same(replace(one, per=frozenset()), other)


def _missing_words(sentence: str, texts: Sequence[str]) -> list[str]:
    """Return what is said without a number and stands in no text: a currency, a half-year, "free"."""
    missing: list[str] = []
    for named, given_in in ((currencies_in, currencies_in), (periods_in, periods_given)):
        said = named(sentence)
        given = {name for text in texts for name in given_in(text)} if said else set()
        if "baht" in said and any(map(_IN_BAHT.search, texts)):
            given.add("baht")
        missing += [word for name, word in said.items() if name not in given]
    free = _FREE.search(sentence)
    if free and not any(_FREE.search(text) or _EXEMPT.search(text) for text in texts):
        missing.append(free[0])
    return missing


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
    return 1000 < year < 2200 and (year in given or any(d.year == year for d in days))


def _same(one: Amount, other: Amount) -> bool:
    if one.vague != other.vague or (one.bound and other.bound and one.bound != other.bound):
        return False
    if differ(one.per, other.per):
        return False
    if one.unit is None or other.unit is None:
        return one.value == other.value
    if not may_be_same(one.unit.dimension, other.unit.dimension):
        return _days(one) is not None and _days(one) == _days(other)
    return one.worth == other.worth


def _rounds(one: Amount, other: Amount, sentence: str) -> bool:
    """Tell whether `one` is a rounder number for `other` that says so: "about 1.6 km" of 1,607 m."""
    if one.vague or other.vague or not other.worth:
        return False
    if not may_be_same(one.dimension, other.dimension):
        return False
    if one.unit == CLOCK:
        return _is_about(one, sentence) and abs(one.worth - other.worth) <= MINUTES
    if _digits(one.value) >= _digits(other.value) or differ(one.per, other.per):
        return False
    share = one.worth / other.worth - 1
    if one.bound == "more":
        return -BOUNDED <= share < 0
    if one.bound == "less":
        return 0 < share <= BOUNDED
    return abs(share) <= ROUNDED and _is_about(one, sentence)


def _is_about(amount: Amount, sentence: str) -> bool:
    start, end = amount.span.start, amount.span.end
    return bool(_ABOUT.search(sentence, max(0, start - 24), start) or _ODD.match(sentence, end))


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
