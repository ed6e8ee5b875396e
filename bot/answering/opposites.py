"""Finds what a sentence tells the other way than a text: approved for turned down, open for closed, paid for free.

The words stand in `opposites.txt`, Thai and English beside each other, so that either language is compared
with either. A denial turns a word round: "refused to accept" and ไม่ยอมรับ tell the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

from bot.answering.denying import is_negated, is_soft
from index.words import pieces

FILE_NAME = "opposites.txt"
ABOUT = 0.3
"""How far below the clause nearest to a claim another may lie and still tell the same thing otherwise."""
LEAST_NEAR = 0.2
CLEARLY = 0.05
"""How much nearer a clause must be that tells it the other way than one that tells it as the claim does."""
# News says once whether one pays, must, is guilty or in time: so where nothing tells the same, a clause
# that is less near tells it.
_ONCE = frozenset(("charge", "duty", "guilt", "intime"))
FAR = 0.8
# Where nobody has died, a text that tells of it says so.
_OF_NOBODY = frozenset(("alive",))
_NOBODY = re.compile(r"ไม่มี(?:ผู้|ใคร|คน|ราย)|\b(?:no|nobody|none)\b", re.IGNORECASE)
# And what is done once, or has one outcome, even a clause tells that has hardly a word of the claim.
_OF_ONE = frozenset(
    """accept admit apologise appoint approve comment compensate contain deal demolish dissolve drink
    expel fine harm insure jobs legal license lock merge play possible protest refund sign sue suspended
    true uphold valid warn willing withdraw""".split()
)
FARTHER = 1.0
LEAST_OF_ONE = 0.05
# แล้ว and ยังไม่ stand in too many Thai sentences for one to be about what another says.
_IN_ENGLISH = frozenset(("yet",))
# A has won over B when B has lost to A: only a sentence with one of the two words tells which it means.
_OF_TWO = frozenset(("win",))
# "Not allowed in the first year" denies nothing of which year it is.
_WHICH = frozenset(("first", "most", "age"))
_NOT_WHICH = re.compile(
    r"(?:\b(?:not|never|hardly|no longer)|n[’']t)(?: (?:been|be|to|the|a|its|his|her|their|our|one|of))* $",
    re.IGNORECASE,
)
_BEFORE = 40  # characters before a Thai word in which it may be denied

_NOT_TH = (
    "(?:(?:ยัง|จะ|ก็)?(?:ไม่|มิ)(?!เกิน|ถึง|กี่|น้อยกว่า|ต่ำกว่า|เพียง|แต่|ว่า|ช้า|นาน)"
    "|อย่า(?!ง)|ไร้|ปราศจาก|ปฏิเสธ(?:ที่จะ)?(?! |ข้อ)|งด|ห้าม|(?<!ยก)เลิก|เลี่ยงการ|แทนที่จะ)"
)
_FILLING_TH = (
    "(?:ได้|มี|ถูก|ต้อง|เคย|ยอม|ให้|สามารถ|อาจ|จะ|รับ|การ|ใช่|เป็น|ผล|อยู่|ทำ|ควร|คิด|ใคร|ผู้|รายงาน|แผน|ที่|คน|ไทย|ประกาศ|สั่ง|ตัดสินใจ|พร้อม|เตรียม"
    "|ว่า|พบ|ส่ง|เกิด|ยื่น|แต่อย่างใด|จ่าย|เรียก|ความ|เหตุ|สิ่ง|ใด|ราย| )"
)
_DENIED_TH = re.compile(
    f"{_NOT_TH}{_FILLING_TH}{{0,7}}$"
    "|(?:หยุด|ระงับ|ยุติ)(?:การ)?$"
    "|ไม่มี[^ ]{0,20}(?:ถูก|ได้รับ|ต้อง)$|(?:ไม่มี(?:แผน|นโยบาย|แนวคิด|เจตนา|ผู้|ใคร|รายงาน)|ไม่(?:คิด|ประสงค์|ต้องการ|อยาก|ยอม)|ปฏิเสธ(?:ที่จะ|ว่า|การ|ข่าว))[^ ]*$"
)
_CLOSED_TH = re.compile(r"[^ ]{0,18}?ไม่(?:ได้|สำเร็จ|ทัน|ไหว|ลง)(?= |$|แต่|จึง|และ)")
_DENIED_EN = re.compile(
    r"(?:\b(?:not(?! only)|never|cannot|without|hardly|barely|refus\w+ to|declin\w+ to|fail\w* to|unable to|yet to|instead of|rather than)|n[’']t)"
    r"(?: (?!(?:and|but|because|which|who|that|so|while|as|until|if|when)\b)[\w’'-]+){0,4} $"
    r"|\b(?:no(?! (?:more|less|fewer|later|one else))|none|nobody|nothing|neither|nor)(?: (?:a|an|of|the|longer|was|were|is|are|has|have|had|been|be|will|would|[a-z]+ly|(?:plans?|intentions?|need|reason|wish|desire) (?:to|of))){0,3} $"
    r"|\b(?:no|nothing|none of the|neither of the) (?:[a-z-]+ ){1,3}(?:will|would|was|were|has|have|had|is|are|can|could)(?: (?:be|been|yet))* $"
    r"|\b(?:stop(?:s|ped)?|halt(?:s|ed)?|ceas(?:es|ed)|suspend(?:s|ed)?)(?: (?!(?:and|but|because|while)\b)[\w’-]+){0,2} $|\b(?:avoid(?:s|ed)?|(?:exempt(?:ed)?|excused|spared)(?: from)?(?: having to)?) $",
    re.IGNORECASE,
)
_NOTHING = re.compile(r" (?:no(?! (?:more|less|fewer|later))|nothing|none|nobody)\b", re.IGNORECASE)
# What is only asked for isn't so.
_WISHED_TH = re.compile("(?:เรียกร้อง|ร้องขอ|ขอ|เสนอ|อยาก|ต้องการ|หวัง)ให้[^ ]{0,24}$")
_WISHED_EN = re.compile(
    r"\b(?:demand|urg|want|propos|call(?:s|ed|ing)? (?:for|on)|ask|request|press(?:es|ed|ing)? for)[a-z]*(?: (?!(?:and|but|because|while)\b)[\w’'-]+){0,6} $",
    re.IGNORECASE,
)
# "Not every office helps" tells neither way.
_PARTLY = re.compile(r"\bnot (?:every|all)\b|ไม่(?:ใช่)?ทุก|ไม่ใช่ทั้งหมด", re.IGNORECASE)
# A Thai clause that only says of what the next one is.
_TOPIC = re.compile("(?:ด้าน|ในส่วน|ส่วน|สำหรับ|กรณี)(?!หนึ่ง|ใหญ่|น้อย)")
_THAI = re.compile("[\u0e01-\u0e4e]")
_MARK = re.compile("[ะ-ฺ็-๎]")  # what belongs to the letter before it: ลด isn't in ผลดี
_KEY = re.compile(r"^(?:\(\?<!.*?\))+")  # what may not stand before a word
_BEGINNING = re.compile(r"\b\w\w")


@dataclass(frozen=True, slots=True)
class Told:
    """That a text tells `what` one way (`yes`) or the other; `word` says so."""

    what: str
    yes: bool
    word: str
    denied: bool = False
    wished: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """The words that tell something one way; `keys` are what the English ones begin with."""

    what: str
    yes: bool
    thai: re.Pattern[str]
    english: re.Pattern[str]
    keys: frozenset[str]


@cache
def _ways() -> tuple[_Way, ...]:
    found = []
    for line in files("bot.answering").joinpath(FILE_NAME).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            what, *words_of = map(str.strip, line.split(" | "))
            for yes, thai, english in zip(
                (True, False), words_of[::2], words_of[1::2], strict=False
            ):
                words = [word.strip() for word in english.split(";")]
                pattern = rf"\b(?:{'|'.join(words)})\b".replace("*", r"\w*")
                keys = frozenset(_KEY.sub("", word)[:2] for word in words)
                found.append(
                    _Way(what, yes, re.compile(thai), re.compile(pattern, re.IGNORECASE), keys)
                )
    return tuple(found)


def _is_against(one: Told, other: Told, clause: str) -> bool:
    """Tell whether `other`, in `clause`, may count as the opposite of `one`.

    Where only a denial turns a word round, `polarity` knows better of the same Thai word, and a clause
    that denies anything may deny what a claim does.
    """
    if one.what not in _alone():
        return True
    return other.word != one.word and not (one.denied and (is_negated(clause) or is_soft(clause)))


@cache
def _alone() -> frozenset[str]:
    """Return what only a denial turns round."""
    ways = [way.what for way in _ways()]
    return frozenset(what for what in ways if ways.count(what) == 1)


@lru_cache(maxsize=4096)
def told(text: str) -> tuple[Told, ...]:
    """Return what `text` tells one way or the other."""
    thai = bool(_THAI.search(text))
    begun = frozenset(_BEGINNING.findall(text.lower()))
    starts = list(accumulate(map(len, pieces(text)), initial=0)) if thai else []
    wished = _WISHED_TH if thai else _WISHED_EN
    found = []
    for way in _ways():
        if not thai and way.keys.isdisjoint(begun):
            continue
        for match in (way.thai if thai else way.english).finditer(text):
            if thai and (_is_across(starts, *match.span()) or _MARK.match(text, match.end())):
                continue
            if _PARTLY.search(text, 0, match.start()):
                continue
            turned = denied(text, match.start(), match.end())
            if turned and not thai and way.what in _WHICH:
                turned = bool(_NOT_WHICH.search(text[: match.start()]))
            found.append(
                Told(
                    way.what,
                    way.yes != turned,
                    match[0],
                    turned,
                    bool(wished.search(text[: match.start()])),
                )
            )
    return tuple(found)


def _is_across(starts: Sequence[int], start: int, end: int) -> bool:
    """Tell whether letters begin within a Thai word and end behind it: งด in ส่งดาวเทียม."""
    at = bisect_right(starts, start)
    return starts[at - 1] != start and at < len(starts) and starts[at] < end


def denied(text: str, start: int, end: int) -> bool:
    """Tell whether a Thai or English text denies the word from `start` to `end`."""
    if not _THAI.search(text):
        return bool(_DENIED_EN.search(text[:start]) or _NOTHING.match(text, end))
    before = text[max(0, start - _BEFORE) : start]
    return bool(_DENIED_TH.search(before) or _CLOSED_TH.match(text, end))


def opposite(
    claim: str, clauses: Sequence[str], nearness: Sequence[float], sentence: str = ""
) -> str:
    """Return the word of `claim` that the clauses nearest to it tell the other way, and not the same; "" if none.

    `nearness` is that of each clause to the claim; `sentence` is the one that the claim is part of.
    """
    ours = told(claim)
    least = max(max(nearness, default=0.0) - ABOUT, LEAST_NEAR)
    for one in ours:
        if one.what in _IN_ENGLISH and _THAI.search(claim):
            continue
        around = told(sentence or claim) if one.what in _OF_TWO else ours
        if any(other.what == one.what and other.yes != one.yes for other in around):
            continue
        same, against = _nearest(one, clauses, nearness)
        enough = least
        if same < 0 and one.denied and one.what in _OF_NOBODY and _NOBODY.search(claim):
            enough = max(max(nearness, default=0.0) - FAR, LEAST_NEAR)
        if same < 0 and not one.denied:
            if one.what in _ONCE:
                enough = max(max(nearness, default=0.0) - FAR, LEAST_NEAR)
            elif one.what in _OF_ONE:
                enough = max(max(nearness, default=0.0) - FARTHER, LEAST_OF_ONE)
        if against > enough and against > same + CLEARLY:
            return one.word
    return ""


def agrees(claim: str, clauses: Sequence[str], nearness: Sequence[float]) -> bool:
    """Tell whether a claim and the clauses nearest to it tell the same, one of them by denying the other way."""
    least = max(max(nearness, default=0.0) - ABOUT, LEAST_NEAR)
    for one in told(claim):
        same, against = _nearest(one, clauses, nearness)
        if same <= least or same < against:
            continue
        there = [
            other
            for clause, near in zip(clauses, nearness, strict=True)
            if near == same
            for other in told(clause)
            if other.what == one.what
        ]
        if any(one.denied != other.denied for other in there):
            return True
    return False


def _nearest(one: Told, clauses: Sequence[str], nearness: Sequence[float]) -> tuple[float, float]:
    """Return how near the nearest clause is that tells the same, and the nearest that tells the other way only."""
    same = against = -1.0
    before = -1.0
    for clause, near in zip(clauses, nearness, strict=True):
        there = [
            other
            for other in told(clause)
            if other.what == one.what and (one.wished or not other.wished)
        ]
        ways = {other.yes for other in there}
        around = max(near, before)
        before = near if _TOPIC.match(clause) else -1.0
        if one.yes in ways:
            same = max(same, around)
        elif any(_is_against(one, other, clause) for other in there):
            against = max(against, around)
    return same, against
