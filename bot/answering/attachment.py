"""Tells whether a sentence gives a number to another than the text does.

"14 ชิ้นให้กัมพูชา และ 2 ชิ้นให้ไทย" holds both numbers and both names; what tells them apart is the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.names.carrying import Aliases, carries, carries_part
from bot.answering.names.finding import Name, find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.carrying import missing_amounts
from bot.answering.roles import HOME, Clause, subject_of
from bot.answering.sharing import content_of
from index.language import language_of
from index.words import pieces

NEXT = 12
"""Characters between a noun and its amount."""
_NOUN = re.compile("[\u0e01-\u0e4e]{3,}")
_GIVEN = re.compile(r"[ ]?[^ ]{0,10}(?:ให้|แก่|แด่|จาก|สู่|ไป)(?:ประเทศ|กับ|แก่|ยัง)?")


def misattached(
    claim: Clause, clauses: Sequence[Clause], aliases: Aliases, known: tuple[str, ...] = ()
) -> str:
    """Return the name that an amount of `claim` isn't of, "" if there is none.

    A claim that names nobody goes on about whom its head names.

    The clause that gives the amount, and the one it continues, then name others and not this one: whom
    the claim is about, or to whom it gives the amount where the text gives that one another.
    """
    amounts = [one for one in find_amounts(claim.text) if not one.loose]
    giving = [one for one in clauses if not missing_amounts(claim.text, [one.text])]
    if len(amounts) != 1 or not giving:
        return ""
    here = [sounds_of(text, known) for one in giving for text in (one.head, one.text)]
    # Thai news leaves Thailand unsaid, and people and places in other words than an English sentence does: by
    # office, or not at all.
    subject = [
        name
        for name in subject_of(claim, known)
        if not any(place.name == HOME for place in name.places)
        and language_of(claim.text) == "th"
        and not name.text.endswith("ฯ")  # an abbreviated word: คอนโดฯ
        and not any(carries_part(part, here, aliases) for part in name.telling)
    ]
    if all(one.head for one in giving) and not any(carries(n, here, aliases) for n in subject):
        there = [sounds_of(one.text, known) for one in clauses]
        if name := next((n for n in subject if carries(n, there, aliases)), None):
            return name.text
    others = [one for one in clauses if one not in giving and find_amounts(one.text)]
    there = [sounds_of(text, known) for one in others for text in (one.head, one.text)]
    named = any(find_names(one.text, known) for one in giving)
    return next(
        (
            name.text
            for name in _behind(claim.text, amounts, known)
            if named and not carries(name, here, aliases) and carries(name, there, aliases)
        ),
        "",
    )


def swapped_amount(claim: str, sentences: Sequence[str]) -> str:
    """Return the noun that a Thai claim begins with, if its amount stands before that noun and another behind; else "".

    "รถบรรทุก 250 บาท รถเก๋ง 50 บาท" gives no 250 to "รถเก๋ง".
    """
    amounts = [one for one in find_amounts(claim) if not one.loose]
    if len(amounts) != 1 or amounts[0].unit is None:
        return ""
    noun = next(
        (
            t
            for t in pieces(claim[: amounts[0].span.start])
            if _NOUN.fullmatch(t) and t in content_of(claim)
        ),
        "",
    )
    for said in sentences if noun else ():
        at = said.find(noun)
        if at < 0 or at != said.rfind(noun):
            continue
        given = [one for one in find_amounts(said) if _measures(one, amounts[0])]
        same = [one for one in given if one.worth == amounts[0].worth]
        behind = next((one for one in given if one.span.start >= at), None)
        if (
            same
            and behind
            and all(one.span.end <= at for one in same)
            and behind.span.start - at - len(noun) <= NEXT
        ):
            return noun
    return ""


def _measures(one: Amount, other: Amount) -> bool:
    return bool(one.unit and other.unit and one.unit.dimension == other.unit.dimension)


def _behind(text: str, amounts: Sequence[Amount], known: tuple[str, ...]) -> list[Name]:
    """Return the name that a Thai text gives its amount to: "14 ชิ้นให้ไทย"."""
    return [
        name
        for name in find_names(text, known)
        for amount in amounts
        if _GIVEN.fullmatch(text, amount.span.end, name.span.start)
    ]
