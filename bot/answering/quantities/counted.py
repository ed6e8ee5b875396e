"""Tells whether a Thai sentence counts other things with a number than a Thai text does.

"เตือน 4 อำเภอ และเตรียมศูนย์พักพิง 6 แห่ง" doesn't make it six อำเภอ: what is counted stands right behind its number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.quantities.amounts import Amount, find_amounts
from bot.answering.sharing import content_of
from index.words import pieces

_COUNT_LAST = re.compile("(?:ครั้ง|คน|ราย|นาย|ที่นั่ง|เสียง|ฉบับ|แห่ง|ลำ|คัน|ใบ|หลัง|ครัวเรือน|ประเทศ|เขต|เท่า)$")
_THAI_WORD = re.compile("[ก-๎]{2,}")
# Words that may stand for one another behind a number.
_ALIKE = {
    word: group[0]
    for group in (
        ("คน", "ราย", "นาย", "ศพ", "ท่าน", "รูป", "ชีวิต", "องค์", "บุคคล"),
        ("ครั้ง", "หน", "รอบ", "เที่ยว", "นัด"),
        ("ลำ", "เครื่อง", "คัน", "ตัว"),
        ("ห้อง", "หน่วย", "ยูนิต"),
        ("ชนิด", "ประเภท", "อย่าง", "แบบ", "สายพันธุ์", "กลุ่ม", "ด้าน", "ประการ", "ข้อ", "เรื่อง", "ประเด็น", "คดี"),
        ("ใบ", "ฉบับ", "แผ่น", "เล่ม"),
        ("คะแนน", "แต้ม", "เสียง"),
        ("ครัวเรือน", "หลัง", "หลังคาเรือน", "ครอบครัว", "บ้าน"),
        ("แห่ง", "จุด", "ที่"),
    )
    for word in group
}  # fmt: skip
# What stands before a number that isn't a count but one of a row, or comes again and again.
_LABEL = re.compile(
    "((?:ครั้ง|ฉบับ|สมัย|รุ่น|นัด|ระยะ|รอบ|ปี|ศตวรรษ|งวด|รางวัล|กลุ่ม|นาที|คน|คดี|เล่ม|ตอน|ชุด)ที่"
    "|(?:อันดับ|ลำดับ|ชั้น|เฟส|ภาค|เขต|หมู่)(?:ที่)?|เข็ม(?:ที่)?|วรรค|มาตรา|ข้อ|หมายเลข|เบอร์|ห้อง|สาย|ช่อง|ทุก)[ ]?$"
)
_ANYTHING = ("แห่ง", "ครั้ง")


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number, the word that says what it counts ("" if none does), and what stands before it."""

    amount: Amount
    thing: str
    before: str


def counts_another(sentence: str, given: Sequence[str]) -> str:
    """Return the number of `sentence` that the sentences `given` have of another thing only.

    The thing that `sentence` counts then has another number there. What stands before a number may
    tell as well what it numbers: วรรคสาม isn't the third of anything else.
    """
    labelled = [one for text in given for one in labelled_in(text)]
    for amount, label in labelled_in(sentence):
        labels = {other for one, other in labelled if _is_same(amount, one)}
        if (
            label
            and labels
            and label not in labels
            and any(other == label for _, other in labelled)
        ):
            return f"{label}{amount.span.of(sentence)}"
    found = [one for text in given for one in counted_in(text)]
    for said in counted_in(sentence):
        if not said.thing or said.thing in _ANYTHING:
            continue
        own = [one for one in found if one.amount.value == said.amount.value]
        if not own or any(not one.thing or one.thing == said.thing for one in own):
            continue
        if any(said.thing in one.before or one.thing in said.before for one in own):
            continue
        if any(one.thing == said.thing and one.amount.value != said.amount.value for one in found):
            return said.amount.span.of(sentence)
    return ""


@lru_cache(maxsize=2048)
def labelled_in(text: str) -> tuple[tuple[Amount, str], ...]:
    """Return the amounts of `text`, each with the word before it that says what it numbers, or ""."""
    found = []
    for amount in find_amounts(text):
        match = _LABEL.search(text[max(0, amount.span.start - 14) : amount.span.start])
        label = match[1].removesuffix("ที่") if match else ""
        found.append((amount, "อันดับ" if label == "ลำดับ" else label))
    return tuple(found)


def _is_same(one: Amount, other: Amount) -> bool:
    return one.worth == other.worth if one.unit and other.unit else one.value == other.value


@lru_cache(maxsize=2048)
def counted_in(text: str) -> tuple[_Counted, ...]:
    """Return the numbers of `text` that measure nothing, each with what it counts."""
    found, last = [], 0
    for amount in find_amounts(text):
        if not (amount.loose or amount.vague) and (
            amount.unit is None or amount.unit.dimension == "count"
        ):
            word = _word_behind(text, amount)
            found.append(_Counted(amount, _ALIKE.get(word, word), text[last : amount.span.start]))
            last = amount.span.end + (len(word) + 1 if amount.unit is None else 0)
        else:
            last = amount.span.end
    return tuple(found)


def thing_of(text: str, amount: Amount) -> str:
    """Return the word that says what `amount` of `text` counts, "" if none does or it measures."""
    return next((one.thing for one in counted_in(text) if one.amount == amount), "")


def _word_behind(text: str, amount: Amount) -> str:
    if amount.unit is not None:
        match = _COUNT_LAST.search(amount.span.of(text))
        return match[0] if match else ""
    behind = text[amount.span.end : amount.span.end + 24].lstrip()
    word = next(iter(pieces(behind)), "")
    return word if _THAI_WORD.fullmatch(word) and word in content_of(behind) else ""
