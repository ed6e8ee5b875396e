"""Tells whether a Thai claim is about other clauses than those that give its amount or date."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.counting import is_like
from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.carrying import carries_same
from bot.answering.quantities.counted import thing_of
from bot.answering.quantities.dating import dates_of, meet
from bot.answering.sharing import content_of

LEAST_AMOUNT = 10
"""Smaller numbers stand everywhere."""
FARTHER_AMOUNT = 0.1
FARTHER_DATE = 0.25
"""How much farther from a claim the clauses with its own amount or date must lie than those with another."""

BEFORE = 16
"""Characters before an amount that say it is the rest of another."""

LEAST_SAID = 5
"""Words, a day, a month and a year among them, from which on a claim says of what its date is."""


def told_of_another(claim: str, clauses: Sequence[str], near: Sequence[float]) -> str:
    """Return the amount or date of `claim` that only far `clauses` give, while near ones give another; else "".

    `near` are how near the clauses are to the claim: `Meanings.to_each`.
    """
    said = find_amounts(claim)
    for amount in said:
        if amount.loose or amount.vague or amount.value < LEAST_AMOUNT:
            continue
        if "ที่เหลือ" in claim[max(0, amount.span.start - BEFORE) : amount.span.start]:
            continue  # what is left of a whole stands wherever its other part does
        given = [find_amounts(clause) for clause in clauses]
        thing = thing_of(claim, amount)
        own = [any(carries_same(amount, one) for one in here) for here in given]
        other = [
            any(
                is_like(one, amount)
                and _counts_alike(clause, one, thing)
                and not any(carries_same(one, mine) for mine in said)
                for one in here
            )
            for clause, here in zip(clauses, given, strict=True)
        ]
        # A clause goes on with the one before it: "... ชนะนายวีระชัย ซึ่งได้ 35,976 คะแนน".
        around = [
            max(near[at - 1 : at + 1]) if at and own[at] and not other[at - 1] else near[at]
            for at in range(len(near))
        ]
        if _is_farther(own, other, around, FARTHER_AMOUNT):
            return amount.span.of(claim)
    days = dates_of(claim) if len(content_of(claim)) >= LEAST_SAID else ()
    for day in days:
        dates = [dates_of(clause) for clause in clauses]
        own = [any(meet(day, one) for one in here) for here in dates]
        other = [any(not any(meet(mine, one) for mine in days) for one in here) for here in dates]
        if _is_farther(own, other, near, FARTHER_DATE):
            return day.span.of(claim)
    return ""


def _counts_alike(text: str, amount: Amount, thing: str) -> bool:
    other = thing_of(text, amount)
    return not thing or not other or thing == other


def _is_farther(
    own: Sequence[bool], other: Sequence[bool], near: Sequence[float], least: float
) -> bool:
    """Tell whether the nearest clause with another is nearer by `least` than the nearest with its own."""
    mine = max((n for n, is_own in zip(near, own, strict=True) if is_own), default=None)
    theirs = max(
        (n for n, here, is_own in zip(near, other, own, strict=True) if here and not is_own),
        default=None,
    )
    return mine is not None and theirs is not None and theirs > mine + least
