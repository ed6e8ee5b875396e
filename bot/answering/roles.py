"""Finds the clauses of a text, each with whom it goes on about, and what a clause begins with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.clauses import clauses
from bot.answering.evidence import paragraphs_of
from bot.answering.names.finding import THAI_TITLE, Name, find_names
from bot.answering.parties import NOUNS

JOINING = frozenset("แต่ ส่วน ขณะที่ และ โดย ด้าน ทั้งนี้ ซึ่ง เพราะ ว่า ก่อนที่ ต่อมา".split())
BEGINNING = 8  # characters of a clause in which a name still begins it
_JOINED = re.compile("(?:ส่วน|ด้าน|ขณะที่|แต่|และ|โดย|ซึ่ง(?!มี))[ ]*")
REACH = 40  # characters behind the first name of a clause that may still name the same: "(To Lam)"
_PREPOSITION = re.compile(
    r"(?:\b(?:in|at|on|from|to|of|for|by|with|near|under|inside|outside|during|after|before|since|against|around|than)(?: the)?"
    r"|ที่|ใน|จาก|ต่อ|ณ|ของ|ถึง|ไป|สู่|เยือน)[ ]*(?:เมือง|กรุง|นคร|จังหวัด|ประเทศ)?[ ]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^[ ]*(?:(?:แต่|ส่วน|ขณะที่|ขณะเดียวกัน|และ|โดย|ด้าน|ทั้งนี้|นอกจากนี้|ต่อมา|จากนั้น|ก่อนที่|ฝ่าย|รัฐบาล|ประธานาธิบดี|นายกรัฐมนตรี"
    rf"|{THAI_TITLE}|ปรากฏว่า|พบว่า|คาดว่า|กรุง|ชาว|นักท่องเที่ยว|ทีมชาติ|ทีม|นาย|นางสาว|นาง|กลุ่มประเทศ|กลุ่ม|สื่อ|กองทัพ|พรรค)[ ]*)*$"
)

_SAID = re.compile("(?<!ผู้)ว่า(?!การ|ราช|จ้าง|ง|ด้วย)[ ]*")
_OFFICE = re.compile(r"(?:ประธานาธิบดี|นายกรัฐมนตรี|รัฐมนตรี[^ ]*|ผู้นำ)[ ]*$")
_WHEN = re.compile(r"^[ ]*(?:ปี|ก่อน|หลัง|เมื่อ|ใน|ต่อมา|วันที่|ระหว่าง|จากนั้น|ต้น|ปลาย|ช่วง)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text, and the beginning of the clause whose name it continues: "" if none up to it has one."""

    text: str
    head: str


def with_heads(texts: Sequence[str], known: tuple[str, ...] = ()) -> list[Clause]:
    """Return the clauses, each with the head of its own or of the clause before it."""
    found: list[Clause] = []
    head = ""
    for clause in texts:
        names = find_names(clause, known)
        first = next((n for n in names if _begins(clause[: n.span.start])), None)
        # Behind an adverbial with a place in it a name still heads the clause; behind a person none does.
        if first and not all(n.places for n in names if n.span.start < first.span.start):
            first = None
        # "ประธานาธิบดีรัสเซีย" behind a name is the same person.
        if first and not (head and first.places and _OFFICE.search(clause[: first.span.start])):
            head = _head(clause, first, names)
        found.append(Clause(clause, head))
    return found


def _head(clause: str, first: Name, names: Sequence[Name]) -> str:
    """Return the beginning of a clause that says who `first` is, up to where another is named."""
    end = first.span.end + REACH
    for name in names:
        between = clause[first.span.end : name.span.start]
        if len(between) > 1 and "(" not in between and not _OFFICE.search(between):
            end = min(end, name.span.start)
    head = clause[:end]
    if said := _SAID.search(clause, first.span.end):
        head += " " + clause[said.end() :][:REACH]
    return head


@lru_cache(maxsize=512)
def clauses_of(passage: str, known: tuple[str, ...] = ()) -> tuple[Clause, ...]:
    """Return all clauses of a passage that are news; none continues a name of another paragraph."""
    found: list[Clause] = []
    for paragraph in paragraphs_of(passage):
        found += with_heads([clause for said in paragraph for clause in clauses(said)], known)
    return tuple(found)


def _begins(before: str) -> bool:
    """Tell whether a name behind `before` heads its clause: "ก่อนมาถึงเจนีวา บลิงเคน", "ผู้ชนะคือนาย"."""
    before = re.sub(r"^[^ ]{2,30}คือ", "", before)
    if _WHEN.match(before) and " " in before.strip(" ") + before[-1:]:
        before = before.rstrip(" ").rpartition(" ")[2] if not before.endswith(" ") else ""
    return bool(_LEADING.match(before))


def begins_with_a_preposition(before: str) -> bool:
    """Tell whether what stands before a name only says where, when or with whom: "in the"."""
    return bool(_PREPOSITION.search(before))


def begins_with_a_party(clause: str) -> bool:
    """Tell whether a Thai clause names at once who acts in it."""
    text = clause[joined.end() :] if (joined := _JOINED.match(clause)) else clause
    return text.startswith(NOUNS) or any(n.span.start < BEGINNING for n in find_names(text))
