"""Tells whether an amount follows from the amounts and dates of a text: differences, sums, multiples, time passed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.rates import TIMES
from bot.answering.quantities.units import RATIO, may_be_same
from index.date_mentions import DateMention

EXACT_DIGITS = 3
"""Digits from which on a number is no difference or sum by chance."""
NEAR_MULTIPLE = Fraction(1, 20)
BOUNDED_MULTIPLE = Fraction(3, 20)
MOST_DAYS = 62
"""Days that are counted one by one; more are told in months."""
DAYS_OF_A_MONTH = Fraction(3044, 100)
_MULTIPLE = re.compile(
    r"เท่า|ครึ่ง|\b(?:times|twice|thrice|doubl|tripl|quadrupl|half|halv|third|quarter)", re.IGNORECASE
)


def follows(
    amount: Amount, sentence: str, given: Sequence[Amount], dates: Sequence[DateMention]
) -> bool:
    """Tell whether `amount` of `sentence` follows from two of the amounts or dates given."""
    if amount.vague:
        return False
    written = amount.span.of(sentence)
    if _MULTIPLE.search(written) or _MULTIPLE.match(sentence, amount.span.end):
        # "four times a day" is how often, not how much more.
        return not amount.per & TIMES and _is_multiple(amount, given)
    if _is_time(amount):
        return any(_lasts(amount, one, two) for one, two in combinations(dates, 2)) or any(
            _lasts(amount, one, one) for one in dates if not one.is_day
        )
    if _sums_up(amount, sentence):
        return True
    if len(str(amount.value.numerator).rstrip("0")) >= EXACT_DIGITS:
        return any(
            amount.worth in (one.worth + two.worth, abs(one.worth - two.worth))
            for one, two in combinations(_alike(amount, given), 2)
        )
    return False


def _sums_up(amount: Amount, sentence: str) -> bool:
    """Tell whether a number of `sentence` is the sum of all that it counts one by one behind it: "19: 12, five and two"."""
    if amount.dimension != "count":
        return False
    behind = [
        one
        for one in find_amounts(sentence)
        if one.span.start > amount.span.start and one.dimension == "count" and not one.vague
    ]
    return len(behind) > 1 and sum(one.value for one in behind) == amount.value


def _alike(amount: Amount, given: Sequence[Amount]) -> list[Amount]:
    """Return the amounts that may be of the same unit as `amount`, each of them once."""
    name = amount.dimension
    found = {one.worth: one for one in given if not one.vague and may_be_same(one.dimension, name)}
    return list(found.values())


def _is_time(amount: Amount) -> bool:
    return amount.unit is not None and (
        amount.unit.dimension == "months"
        or (amount.unit.dimension == "seconds" and amount.unit.factor >= 86_400)
    )


def _is_multiple(amount: Amount, given: Sequence[Amount]) -> bool:
    """Tell whether one of two amounts of one unit is so many times the other, or nearly so if that is said."""
    return any(
        _fits(amount, ratio)
        for one, two in combinations(given, 2)
        if _comparable(one, two)
        for ratio in (one.worth / two.worth, two.worth / one.worth)
    )


def _comparable(one: Amount, two: Amount) -> bool:
    plain = not (one.vague or two.vague or one.loose or two.loose) and one.worth and two.worth
    return bool(plain) and one.dimension == two.dimension and one.unit != RATIO


def _fits(amount: Amount, ratio: Fraction) -> bool:
    share = amount.value / ratio - 1 if ratio else Fraction(1)
    if amount.bound == "more":
        return -BOUNDED_MULTIPLE <= share <= 0
    if amount.bound == "less":
        return 0 <= share <= BOUNDED_MULTIPLE
    return abs(share) <= NEAR_MULTIPLE


def _lasts(amount: Amount, one: DateMention, two: DateMention) -> bool:
    """Tell whether so much time passes from one date to another, counted as people count."""
    if one.has_year != two.has_year or amount.unit is None:
        return False
    first, last = min(one.first, two.first), max(one.last, two.last)
    if amount.unit.factor == 12 and amount.unit.dimension == "months":
        return amount.value in set(_years(one, two))
    days = (last - first).days
    if amount.unit.dimension == "months":
        months = days / DAYS_OF_A_MONTH
        return days > MOST_DAYS / 2 and abs(months - amount.worth) <= Fraction(1, 2)
    wanted = amount.worth / 86_400
    if days > MOST_DAYS:
        return False
    if amount.unit.factor > 86_400:
        return abs(days + Fraction(1, 2) - wanted) <= Fraction(3, 2)
    return wanted in (days, days + 1)


def _years(one: DateMention, two: DateMention) -> Iterator[int]:
    if not one.has_year:
        return
    earlier, later = sorted((one, two), key=lambda mention: mention.first)
    years = later.first.year - earlier.first.year
    if earlier.is_day and later.is_day:
        before = (later.first.month, later.first.day) < (earlier.first.month, earlier.first.day)
        yield years - before
    else:
        yield years
        yield later.last.year - earlier.first.year
