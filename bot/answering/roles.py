"""Tells whether a sentence says of one what a text says of another, by who stands first in a clause.

Thai and English both put who acts first. Where the clause that a sentence is about begins with a name,
or continues one that does, the sentence may not begin with another name; and of two names that both
hold, the same must come first, unless the sentence is passive or what they do is mutual.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.names.carrying import Aliases, carries, sounds_of
from bot.answering.names.finding import Name, find_names
from index.words import pieces

LEAST_OF_A_NOUN = 3
_JOINING = frozenset("แต่ ส่วน ขณะที่ และ โดย ด้าน ทั้งนี้ ซึ่ง เพราะ ว่า ก่อนที่ ต่อมา".split())
# Beginnings of words for people and bodies, which are who acts in the news.
_NOUNS = tuple(
    """กรม กระทรวง กอง กลุ่ม การ กรรมการ คณะ ครู คน ชาว ตำรวจ ทหาร ทีม ธนาคาร นัก นาย บริษัท ประธาน ประชาชน
    ผู้ พรรค แพทย์ มหาวิทยาลัย รัฐ โรง ราษฎร ลูก ศาล ศูนย์ สภา สมาคม สมาชิก สหภาพ สหกรณ์ สำนัก สื่อ หน่วย องค์การ องค์กร
    อธิบดี อาสา เกษตรกร เครือข่าย เจ้าของ เจ้าหน้าที่ เทศบาล เอกชน แรงงาน โฆษก นร. นักเรียน ฝ่าย กองทัพ""".split()
)
SUBJECT = 45  # characters ahead of a sentence's first name
REACH = 40  # characters behind the first name of a clause that may still name the same: "(To Lam)"
_MUTUAL = re.compile(
    r"\b(?:me[et]t|meet(?:s|ing)?|held|talk(?:s|ed)|sign(?:ed|s)?|agree[ds]?|discuss\w*|spoke|married|visit\w*|join\w*|between|together|with|both)\b"
    r"|พบ|หารือ|เจรจา|ลงนาม|ตกลง|ร่วม|ระหว่าง|ทั้งสอง|คุย|เยือน|กับ",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b|\bby (?:the )?[A-Z]|ถูก|โดน|ได้รับ|โดย")
_PREPOSITION = re.compile(
    r"(?:\b(?:in|at|on|from|to|of|for|by|with|near|under|inside|outside|during|after|before|since|against|around|than)(?: the)?"
    r"|ที่|ใน|จาก|ต่อ|ณ|ของ|ถึง|ไป|สู่|เยือน)[ ]*(?:เมือง|กรุง|นคร|จังหวัด|ประเทศ)?[ ]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^[ ]*(?:(?:แต่|ส่วน|ขณะที่|ขณะเดียวกัน|และ|โดย|ด้าน|ทั้งนี้|นอกจากนี้|ต่อมา|จากนั้น|ก่อนที่|ฝ่าย|รัฐบาล|ประธานาธิบดี|นายกรัฐมนตรี"
    r"|กรุง|ชาว|นักท่องเที่ยว|ทีมชาติ|ทีม|นาย|นางสาว|นาง|กลุ่มประเทศ|กลุ่ม|สื่อ|กองทัพ|พรรค)[ ]*)*$"
)

_OFFICE = re.compile(r"(?:ประธานาธิบดี|นายกรัฐมนตรี|รัฐมนตรี[^ ]*|ผู้นำ)[ ]*$")
_WHEN = re.compile(r"^[ ]*(?:ก่อน|หลัง|เมื่อ|ใน|ต่อมา|วันที่|ระหว่าง|จากนั้น|ต้น|ปลาย|ช่วง)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text, and the beginning of the clause whose name it continues; "" if none has one."""

    text: str
    head: str


def with_heads(clauses: Sequence[str], known: tuple[str, ...] = ()) -> list[Clause]:
    """Return the clauses, each with the head of its own or of the clause before it."""
    found: list[Clause] = []
    head = ""
    for clause in clauses:
        first = next(
            (n for n in find_names(clause, known) if _begins(clause[: n.span.start])), None
        )
        # "ประธานาธิบดีรัสเซีย" behind a name is the same person.
        if first and not (head and first.places and _OFFICE.search(clause[: first.span.start])):
            head = clause[: first.span.end + REACH]
        found.append(Clause(clause, head))
    return found


def _begins(before: str) -> bool:
    """Tell whether a name behind `before` heads its clause: "ก่อนมาถึงเจนีวา บลิงเคน"."""
    return bool(_LEADING.match(before)) or (before.endswith(" ") and bool(_WHEN.match(before)))


def displaced(sentence: str, clause: Clause, aliases: Aliases, known: tuple[str, ...] = ()) -> str:
    """Return the name that `sentence` puts in the place of another; "" if there is none."""
    names = find_names(sentence, known)
    subject = _subject(sentence, names)
    if not subject:
        return ""
    places = [
        place for name in subject if (place := _place(name, clause.text, aliases)) is not None
    ]
    if not places:
        head = [sounds_of(clause.head, known)]
        missing = clause.head and not any(carries(name, head, aliases) for name in subject)
        return subject[0].text if missing else ""
    if _MUTUAL.search(sentence) or _PASSIVE.search(sentence) or _PASSIVE.search(clause.text):
        return ""
    others = [name for name in names if name not in subject]
    behind = [_place(name, clause.text, aliases) for name in others]
    first = min(places)
    return subject[0].text if any(place is not None and place < first for place in behind) else ""


def displaced_noun(sentence: str, clause: str, text: str) -> str:
    """Return the noun that a Thai sentence begins with, if `text` says the same of another; else "".

    The sentence's first word then stands elsewhere in `text` than in the clause that it is about, and
    that clause begins with a word of its own.
    """
    ours, theirs = _first_word(sentence), _first_word(clause)
    if not ours or not theirs or ours in clause or theirs in sentence or ours not in text:
        return ""
    return ours


def _first_word(text: str) -> str:
    """Return the noun at the head of Thai text; "" where a verb, a name or an adverbial may stand there."""
    for token in pieces(text.strip()):
        if token.isspace() or token in _JOINING:
            continue
        return token if len(token) >= LEAST_OF_A_NOUN and token.startswith(_NOUNS) else ""
    return ""


def _subject(sentence: str, names: Sequence[Name]) -> list[Name]:
    """Return the names that a sentence begins with: "German Chancellor Olaf Scholz" has two."""
    found: list[Name] = []
    for name in names:
        before = sentence[found[-1].span.end if found else 0 : name.span.start]
        if not found:
            if name.span.start > SUBJECT or "," in before:
                return []
            if _PREPOSITION.search(sentence[: name.span.start]):
                continue
        elif (
            re.search(r"(?<!\w)[a-z]{2,}", before)
            and not re.fullmatch(r" (?:and|of|of the) ", before)
        ) or (re.search("[\u0e01-\u0e4e]", before) and before.strip() not in ("กับ", "และ")):
            break
        found.append(name)
    return found


def _place(name: Name, text: str, aliases: Aliases) -> int | None:
    """Return how much of `text` it takes until it carries `name`, in characters; None if it doesn't."""
    ends, position = [], 0
    for token in pieces(text):
        position += len(token)
        ends.append(position)
    if not ends or not carries(name, [sounds_of(text)], aliases):
        return None
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high) // 2
        if carries(name, [sounds_of(text[: ends[middle]])], aliases):
            high = middle
        else:
            low = middle + 1
    return ends[low]
