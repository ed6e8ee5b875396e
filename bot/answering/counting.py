"""Tells whether a passage gives an amount or a date of a sentence to something else that it counts.

"โทรศัพท์ 214 เครื่อง และเงินสด 4.2 ล้านบาท ... โอนเงิน 11 ล้านบาท" doesn't make the cash 11 million.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.parties import Alike, english_nouns
from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.carrying import carries_same
from bot.answering.quantities.counted import counts_another
from bot.answering.quantities.dating import dates_of, meet
from bot.answering.quantities.kinds import at_another_night, counts_other_things
from bot.answering.quantities.linked import linked_otherwise
from bot.answering.quantities.rates import TIMES, differ
from bot.answering.sharing import content_of
from index.date_mentions import DateMention
from index.language import language_of
from index.types import Span
from index.words import pieces, words

MUCH_MORE = 3
"""How many more words of a sentence stand beside another amount, if its own has some as well."""
LEAST_ALIKE = 0.6
LESS_ALIKE = 0.2
"""How far below the word beside another amount the likest one beside a sentence's own must be."""
_COMPARED = re.compile(
    r"[ ](below|above|lower|higher|less|fewer|more|shorter|longer|deeper|off)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"[ ](?!(?:in|of|by|to|at|on|from|with|and|for)[ ])(?:[a-z]+[ ])?([a-z]{4,})")
_IN_ALL = re.compile("(?:รวม|ทั้งหมด|ทั้งสิ้น|จำนวน)[ก-๎]{0,8}[ ]?$")
"""Before a total: what it counts stands before the amounts that it sums up."""
_NAMED = re.compile(r"(?<=[a-z0-9] )[A-Z]{3,}[ ]$")
"""Before a number that is part of a name: "Boeing 737 MAX 8"; months and amounts have other letters."""
_THAI = re.compile("[ก-๎]{2,}")
_LONG = 3
MOST_BESIDE = 4
FEW = 3
"""Words beside an amount from which on they say what it counts."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside an amount or a date: before it up to the one before, and behind it as well."""

    before: str
    behind: str


def miscounted(sentence: str, given: Sequence[str], alike: Alike) -> str:
    """Return the amount or date of `sentence` that the sentences `given` have beside something else only.

    What `sentence` speaks of then stands beside another amount of the same unit, and its own stands
    beside nothing of it. `alike` compares English words with Thai ones.
    """
    found = [(text, one) for text in given for one in find_amounts(text)]
    for amount in find_amounts(sentence):
        if amount.loose or amount.vague or _NAMED.search(sentence, 0, amount.span.start):
            continue
        own = [(text, one) for text, one in found if carries_same(amount, one)]
        others = [
            (text, one) for text, one in found if is_like(one, amount) and one.worth != amount.worth
        ]
        timed = amount.per & TIMES  # a headline leaves the month of a fee out, not what pays it
        rated = [
            one.per
            for _, one in own
            if (one.per & TIMES if timed else one.per) and (one.unit or not amount.unit)
        ]
        if rated and all(differ(amount.per, per) for per in rated):
            return amount.span.of(sentence)
        if own and others and _is_of_another(sentence, amount, own, others, alike):
            return amount.span.of(sentence)
    return (
        counts_another(sentence, given)
        or linked_otherwise(sentence, given)
        or counts_other_things(sentence, given)
        or at_another_night(sentence, given)
        or _misdated(sentence, given)
    )


def _misdated(sentence: str, given: Sequence[str]) -> str:
    found = [(text, one) for text in given for one in dates_of(text)]
    for day in dates_of(sentence):
        own = [(text, one) for text, one in found if meet(day, one)]
        others = [(text, one) for text, one in found if not meet(day, one)]
        if own and others and _shares_more(sentence, day, own, others):
            return day.span.of(sentence)
    return ""


def _measured(amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.dimension != "count"


def is_like(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts measure or count the same kind of thing."""
    if one.loose or one.vague:
        return False
    return one.dimension == other.dimension


def _is_of_another(
    sentence: str,
    amount: Amount,
    own: Sequence[tuple[str, Amount]],
    others: Sequence[tuple[str, Amount]],
    alike: Alike,
) -> bool:
    if any(_IN_ALL.search(text[: one.span.start]) for text, one in own):
        return False
    if language_of(sentence) == language_of(own[0][0]):
        compared = _COMPARED.match(sentence, amount.span.end)
        if compared and not any(_compares(compared[1], one) for one in own):
            return any(_compares(compared[1], one) for one in others)
        # What is counted one by one has its noun in many wordings: คนเจ็บ, ผู้บาดเจ็บ.
        return (
            _measured(amount)
            and not _is_of_the_same(sentence, amount, own, others)
            and _shares_more(sentence, amount, own, others)
        )
    counted = _COUNTED.match(sentence, amount.span.end)
    if language_of(sentence) != "en" or not counted or amount.unit:
        return False
    written = [word for word in english_nouns(sentence) if word in counted[0].split()]
    if not written:
        return False
    here = [word for one in own for word in _thai_words(_beside(*one).before)]
    there = [word for one in others for word in _thai_words(_beside(*one).before)]
    if not here or not there or len(here) > (FEW - 1) * len(own):
        return False
    here += [word for one in own for word in _thai_words(_beside(*one).behind, first=True)]
    rows = alike(written, [*here, *there])
    mine = max(max(row[: len(here)]) for row in rows)
    theirs, word = max(
        (near, word) for row in rows for near, word in zip(row[len(here) :], there, strict=True)
    )
    # ลูกเรือ within ลูกเรือประมง, or รถ of รถบรรทุก, is beside the sentence's own as well.
    if any(
        word in _beside(*one).before or word.startswith(_last_word(_beside(*one).before))
        for one in own
    ):
        return False
    return theirs >= LEAST_ALIKE and mine < theirs - LESS_ALIKE


def _last_word(text: str) -> str:
    """Return the last Thai word of `text` that may name what is counted, or a text that begins no word."""
    return next((word for word in reversed(pieces(text)) if _THAI.fullmatch(word)), "\n")


def counted_nouns(sentence: str) -> list[str]:
    """Return the English nouns right behind the amounts of a sentence, which `miscounted` compares with Thai ones."""
    behind = [
        match[0].split()
        for one in find_amounts(sentence)
        if (match := _COUNTED.match(sentence, one.span.end))
    ]
    return [noun for noun in english_nouns(sentence) if any(noun in words for words in behind)]


def _thai_words(text: str, *, first: bool = False) -> list[str]:
    """Return the last few words of `text` that say something, or the `first` one."""
    found = [word for word in pieces(text) if len(word) >= _LONG and word in content_of(text)]
    return found[:1] if first else found[-MOST_BESIDE:]


def _compares(word: str, one: tuple[str, Amount]) -> bool:
    match = _COMPARED.match(one[0], one[1].span.end)
    return bool(match) and match[1].casefold() == word.casefold()  # type: ignore[index]


def _is_of_the_same(
    sentence: str,
    amount: Amount,
    own: Sequence[tuple[str, Amount]],
    others: Sequence[tuple[str, Amount]],
) -> bool:
    """Tell whether what a sentence begins with stands before its own amount and before no other one."""
    before = content_of(_beside(sentence, amount).before)
    first = next((word for word in words(sentence) if word in before), "")
    return bool(first) and (
        any(first in content_of(_beside(*one).before) for one in own)
        and not any(first in content_of(_beside(*one).before) for one in others)
    )


def _shares_more(
    sentence: str,
    one: Amount | DateMention,
    own: Sequence[tuple[str, Amount | DateMention]],
    others: Sequence[tuple[str, Amount | DateMention]],
) -> bool:
    """Tell whether what a sentence has beside `one` stands beside others and not, or far less, beside its own."""
    around = _beside(sentence, one)
    said = _said(sentence) & content_of(f"{around.before} {around.behind}")
    mine = max(_words_near(said, sentence, _generous(*each)) for each in own)
    theirs = max(len(said & content_of(_beside(*each).before)) for each in others)
    return theirs >= mine + (MUCH_MORE if mine else 1)


def _words_near(said: frozenset[str], sentence: str, text: str) -> int:
    """Return how many words two texts share, or one has as part of a longer word: เจ็บ of บาดเจ็บ."""
    letters, whole = "".join(text.split()), "".join(sentence.split())
    back = sum(len(word) >= _LONG and word in whole for word in content_of(text))
    return max(sum(word in letters for word in said), back)


def _generous(text: str, one: Amount | DateMention) -> str:
    """Return all that may belong to an amount: of "from 40 baht to 60" what stands before the 40 as well."""
    beside = _beside(text, one)
    begins = one.span.start - len(beside.before)
    while begins and len(content_of(text[begins : one.span.start])) < FEW + 2:
        earlier = [s for s in _spans(text) if s.start < begins]
        ends = max(s.start for s in earlier)
        begins = max((s.end for s in earlier if s.end <= ends), default=0)
    return f"{text[begins : one.span.start]} {beside.behind}"


@lru_cache(maxsize=1024)
def _said(sentence: str) -> frozenset[str]:
    """Return the words of a sentence but the first, whom it is about, and its numbers."""
    first = next((word for word in content_of(pieces(sentence)[0])), "")
    return frozenset(
        word
        for word in content_of(sentence)
        if word != first and len(word) >= _LONG and not word[0].isdigit()
    )


def _spans(text: str) -> list[Span]:
    return [a.span for a in find_amounts(text)] + [d.span for d in dates_of(text)]


def _beside(text: str, one: Amount | DateMention) -> _Beside:
    spans = _spans(text)
    start = max((s.end for s in spans if s.end <= one.span.start), default=0)
    end = min((s.start for s in spans if s.start >= one.span.end), default=len(text))
    return _Beside(text[start : one.span.start], text[one.span.end : end])
