"""Tells whether an English sentence counts other things with a number than a Thai text does: 27 sets of "27 คะแนน"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.quantities.carrying import carries_same
from bot.answering.quantities.dating import dates_of, meet

# Each kind of thing has words of its own in both languages, and none that another one has.
_KINDS = (
    ("points?", "คะแนน|แต้ม"),
    ("sets?", "เซต|เซ็ต"),
    ("goals?", "ประตู|ลูก"),
    ("medals?|golds", "เหรียญ"),
    ("seats?", "ที่นั่ง"),
    ("votes?", "เสียง|คะแนน"),
    ("rounds?", "ยก|รอบ"),
    ("provinces?", "จังหวัด"),
    ("districts?", "อำเภอ|เขต"),
    ("sub-?districts?|tambons?", "ตำบล|แขวง"),
    ("villages?", "หมู่บ้าน"),
    ("households?|families|homes|houses", "ครัวเรือน|หลัง|ครอบครัว|บ้าน"),
    ("trees?", "ต้น"),
    ("elephants?", "เชือก|ตัว"),
    ("countries|nations", "ประเทศ|ชาติ"),
)
_ENGLISH = re.compile(
    r"[ -](?:" + "|".join(f"(?P<k{at}>{one})" for at, (one, _) in enumerate(_KINDS)) + r")\b",
    re.IGNORECASE,
)
_THAI = re.compile(r"[ ]?(?:" + "|".join(f"(?:{thai})" for _, thai in _KINDS) + ")")
_MEASURES = frozenset(("months", "seconds", "baht", "length", "mass", "area", "volume", "clock"))
_PLURAL = re.compile(
    r"[ ](?:(?!(?:of|in|to|and|or|is|was|as|has|points?|times)[ ])[a-z]+[ ]){0,2}(?!(?:points|times|holidays|weekends|sessions|seasons|semesters|shifts|degrees|terms|units|pounds|stones|yards|quarters|was|is|has|his|its|this|as|us|thus|versus|plus)\b)[a-z]{3,}s\b"
)
_NIGHT = re.compile(r"(?:\bnight of|(?<!กลาง)คืน(?:วัน(?:[ก-๎]{2,8})?(?:ที่)?)?)[ ]?$", re.IGNORECASE)


def counts_other_things(sentence: str, given: Sequence[str]) -> str:
    """Return the number of an English `sentence` that the Thai sentences `given` have of other things only."""
    for amount in find_amounts(sentence):
        if amount.loose or amount.vague or amount.value < 2 or amount.value.denominator != 1:
            continue
        own = [
            (text, one) for text in given for one in find_amounts(text) if carries_same(amount, one)
        ]
        if not own:
            continue
        if kind := _ENGLISH.match(sentence, _end_of_number(sentence, amount)):
            words = _KINDS[int(str(kind.lastgroup)[1:])][1]
            behind = [_THAI.match(text, _end_of_number(text, one)) for text, one in own]
            if all(one and not re.search(words, one[0]) for one in behind):
                return amount.span.of(sentence)
        if amount.unit is None and _PLURAL.match(sentence, amount.span.end):
            units = [one.unit.dimension if one.unit else "" for _, one in own]
            if _MEASURES.issuperset(units):
                return amount.span.of(sentence)
    return ""


def at_another_night(sentence: str, given: Sequence[str]) -> str:
    """Return the date whose night `sentence` speaks of, where `given` speak of the night of another one only."""
    nights = [
        day
        for text in given
        for day in dates_of(text)
        if _NIGHT.search(text, max(0, day.span.start - 20), day.span.start)
    ]
    for day in dates_of(sentence) if nights else ():
        is_night = _NIGHT.search(sentence, max(0, day.span.start - 20), day.span.start)
        if is_night and not any(meet(day, one) for one in nights):
            return day.span.of(sentence)
    return ""


def _end_of_number(text: str, amount: Amount) -> int:
    """Return where a number ends before the word that counts, which may be its unit."""
    if amount.unit is None:
        return amount.span.end
    written = amount.span.of(text)
    match = re.match(r"[0-9][0-9,.]*|[a-z-]+(?=[ ])", written, re.IGNORECASE)
    return amount.span.start + (match.end() if match else len(written))
