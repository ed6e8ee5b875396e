"""Finds the turns of a text: the stretches that speak of one party each, until another's begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.acting import opening, tagged
from bot.answering.clauses import clauses
from bot.answering.evidence import paragraphs_of
from bot.answering.names.finding import (
    LONGEST_FIRST_NAME,
    THAI_TITLE,
    find_names,
    first_names,
)
from bot.answering.parties import NOUNS
from bot.answering.roles import begins_with_a_party
from index.words import pieces

Kind = str
"""What a party is: a person, a name, a place, a noun that says who it is, a bare one, or another thing."""

NEAR_ITS_BEGINNING = 12  # characters before a name that still begins a stretch
LEAST_OF_A_NAME = 3
MOST_OF_A_PARTY = 60  # characters
OF_AN_OFFICE = 40  # characters of an English office before the name of who holds it
MOST_OF_A_NOUN = 4  # words
SWITCHING = (
    r"ส่วน(?!ใหญ่|หนึ่ง|ราชการ|ลด|แบ่ง|ตัว|เกิน)|ด้าน(?!หน้า|ใน|นอก|หลัง|บน|ล่าง)|ขณะที่|(?<!ตั้ง)แต่(?!ละ|ง)"
    r"|อย่างไรก็(?:ตาม|ดี)|ฝ่าย(?!ค้าน|ละ|เดียว|ใด|หนึ่ง|นิติ|บริหาร|ตุลาการ|ปกครอง|ความ|ขาย|ผลิต|จัด|บุคคล)"
)
VERBAL = frozenset("จะ ไม่ จึง ได้ ที่ ยัง ก็ มี เคย อาจ ต้อง ให้ ถูก ว่า เป็น ของ ใน และ กับ".split())
_THAI = re.compile("[\u0e01-\u0e4e]")
_MARK = re.compile(rf"(?:{SWITCHING}|(?:while|whereas|but|meanwhile)\b,?)[ ]*", re.IGNORECASE)
_ENGLISH = re.compile(
    r"(?<=[a-z0-9%])(?:, |; |: | )(?=(?:while|whereas|but)\b)|; |, (?=and (?:the |[A-Z]))"
)
_TITLED_ALONE = re.compile(
    rf"(?:{SWITCHING}|โดย)?[ ]*{THAI_TITLE}[ ]?[\u0e01-\u0e4e]+(?: [\u0e01-\u0e4e]+)?[ ]*"
)
_JOINED = re.compile(r"(?:และ|โดย)?[ ]*")
_ABBREVIATED = re.compile(r"(?!ดร\.|พ\.[ศยค]\.|ค\.ศ\.|[กมธสต]\.[คยพ]\.|ม[ิี]|น\.|จ\.)(?:[ก-ฮ]{3,6}\.|(?:[ก-ฮ]\.){3,5})")  # fmt: skip
_BEGINS = re.compile(
    rf"(?:^|(?<=[ ”]))(?=(?:และ|โดย|มี)?(?:{'|'.join(map(re.escape, NOUNS))}|{THAI_TITLE}|{_ABBREVIATED.pattern}))"
    rf"|(?:{SWITCHING})"
)
_BESIDE = re.compile("(?:พร้อมด้วย|ร่วมกับ|กับ|แก่|ของ|จาก|ให้)[ ]*$")
_CAPITALISED = re.compile(
    r"(?:(?:[Tt]he|[Oo]nly|Prof|Dr|Mr|Ms|Mrs)\.? )*(?:[a-z-]+ ){0,3}?((?:[A-Z][\w.’'-]*(?: of)? ?)+)"
)
_NO_NAMES = frozenset("The Its His Her Their This That These Those They She".split())
# Whose head names who holds it between commas: "The union's leader, Malee Sangsuwan, said".
_HOLDER = re.compile(
    r"(?:(?:Its|His|Her|Their|[\w’'. -]{2,40}['’]s|The)(?: [\w-]+){1,6}), (?:(?:[A-Z][a-z]{1,3})\.? )*"
)
_TITLE = re.compile(rf"{THAI_TITLE}[ ]?")
_ENGLISH_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Lt)\.? $")
_SPEAKS = re.compile(
    r"(?:,(?:[^,]{1,80},)?)? (?:said|says|told|warned|insisted|added|denied|admitted|accused|urged|called|wants?|has|had|was|will|would|is|[a-z]+ed)\b"
)
_DATELINE = re.compile(r"[ ]?[-–]")


@dataclass(frozen=True, slots=True)
class Head:
    """The party that a stretch begins with; `text` is "" if it begins with none."""

    kind: Kind = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """The clauses of one turn, and whether it is set against what stands before: ส่วน, "while"."""

    clauses: tuple[str, ...]
    marked: bool

    @property
    def text(self) -> str:
        """The clauses without the word that sets them against others."""
        return bare(" ".join(self.clauses))


def is_thai(text: str) -> bool:
    return bool(_THAI.search(text))


def bare(text: str) -> str:
    """Return a stretch without the word that sets it against others."""
    return text[found.end() :] if (found := _MARK.match(text)) else text


@lru_cache(maxsize=256)
def turns_of(passage: str) -> tuple[Turn, ...]:
    """Return the turns of a passage; none goes on in another paragraph."""
    found: list[tuple[list[str], bool]] = []
    for paragraph in paragraphs_of(passage):
        begins = True
        for sentence in paragraph:
            thai = is_thai(sentence)
            for clause in clauses(sentence) if thai else _ENGLISH.split(sentence):
                marked = bool(_MARK.match(clause))
                last = [] if begins else found[-1][0]
                # What stands behind a person alone is the office: "ส่วนนายธนา ใจดี / ประธานสภา".
                named = len(last) == 1 and bool(_TITLED_ALONE.fullmatch(last[0]))
                named |= _is_party_alone(last)
                named |= bool(last) and clause.startswith(NOUNS) and _ends_with_a_name(last[-1])
                new = begins or marked or not thai or (begins_with_a_party(clause) and not named)
                if new and (begins or not _is_quoting(last)):
                    found.append(([clause], marked))
                else:
                    last.append(clause)
                begins = False
    return tuple(Turn(tuple(said), marked) for said, marked in found)


def _is_party_alone(said: Sequence[str]) -> bool:
    """Tell whether a turn so far only says who is set against others: "ด้านบริษัทไทยทอง / เจ้าของโรงงาน"."""
    if len(said) != 1 or not (mark := _MARK.match(said[0])) or len(said[0]) > MOST_OF_A_PARTY:
        return False
    text = said[0][mark.end() :]
    head = head_of(text, True) if re.match(f"{THAI_TITLE}|{'|'.join(NOUNS)}", text) else Head()
    rest = text[len(head.text) :]
    return bool(head.text) and all(tag not in ("VERB", "AUX") for _, tag in tagged(rest))


def _is_quoting(said: Sequence[str]) -> bool:
    """Tell whether a quotation is open at the end of `said`: who speaks in it goes on."""
    text = " ".join(said)
    return text.count("“") > text.count("”")


def _ends_with_a_name(clause: str) -> bool:
    """Tell whether what follows `clause` may say who its last name is: "เปิดตัว ราฟาเอล (Rafael) / นักเตะ"."""
    if clause.endswith(")"):
        return True
    names = find_names(clause)
    return bool(names) and not names[-1].places and names[-1].span.end == len(clause)


@lru_cache(maxsize=2048)
def head_of(text: str, marked: bool) -> Head:
    """Return the party that `text` begins with; what is set against others (`marked`) may be any thing."""
    if not is_thai(text):
        if person := _person_at(text):
            return Head("person", person)
        match = _CAPITALISED.match(text)
        named = match[1].strip() if match and len(match[1]) > LEAST_OF_A_NAME else ""
        return Head("name", named) if named and named not in _NO_NAMES else Head()
    text = text[_JOINED.match(text).end() :]  # type: ignore[union-attr]
    if abbreviated := _ABBREVIATED.match(text):
        return Head("name", abbreviated[0])
    first = next((n for n in find_names(text) if n.span.start < NEAR_ITS_BEGINNING), None)
    if not first and (titled := _TITLE.match(text)):
        return Head("person", titled[0] + _first_name_of(text[titled.end() :]))
    if first:
        end = first.span.end
        if re.match(THAI_TITLE, text):
            return Head("person", text[:end])
        if first.places and not text.startswith(NOUNS):
            return Head() if _DATELINE.match(text, end) else Head("place", text[:end])
        if text[:end].endswith("ฯ"):
            return Head("bare", text[:end])
        if text.startswith(NOUNS) or text[:end].isascii():
            return Head("name", text[:end])
        return Head("thing", text[:end]) if marked else Head()
    tokens = pieces(text)
    if text.startswith(NOUNS):
        run: list[str] = []
        for token in tokens[:MOST_OF_A_NOUN]:
            if token in VERBAL or token == "ฯ" or (token.isspace() and run != ["บริษัท"]):
                break
            if run and "VERB" in opening(text[len("".join(run)) :]):
                break
            run.append(token)
        return Head("noun" if len(run) > 1 else "bare", "".join(run))
    tags = opening(text)
    if marked and tags and all(tag in ("NOUN", "PROPN") for tag in tags):
        return Head("thing", "".join(tokens[: 1 if len(tokens[0]) > LEAST_OF_A_NAME else 2]))
    return Head()


def _person_at(text: str) -> str:
    """Return the person that an English text begins with: "Protest leader Malee Sangsuwan said"; "" if none."""
    name = next(iter(find_names(text)), None)
    if name is None or name.places or name.span.start > OF_AN_OFFICE or name.text.isupper():
        return ""
    before = text[: name.span.start]
    if len(name.parts) < len(("first", "last")) and not _ENGLISH_TITLE.search(before):
        return ""
    spoken = _SPEAKS.match(text, name.span.end)
    alone = "," not in before or _HOLDER.fullmatch(before)
    return name.text if spoken and alone else ""


def _first_name_of(text: str) -> str:
    """Return the first name that `text`, which follows a title, begins with; its first words if none is known."""
    names = first_names()
    known = (text[:end] for end in range(LONGEST_FIRST_NAME, LEAST_OF_A_NAME - 1, -1))
    return next((name for name in known if name in names), "".join(pieces(text)[:2]))


def head_before(turn: Turn, at: int, like: Sequence[str]) -> tuple[Head, str]:
    """Return the party nearest before place `at` of a turn's text, and what stands between.

    `like` are the words of another party: "สินเชื่อ", "เช่าซื้อ" make "สินเชื่อรายใหญ่" one.
    """
    text = turn.text
    if not is_thai(text):
        head = head_of(text, turn.marked)
        return head, text[len(head.text) : at]
    starts = [match.start() for match in _BEGINS.finditer(text, 0, at)]
    if len(like) > 1 and (same := text.rfind(like[0], 0, at)) >= 0:
        run = pieces(text[same:at])[:2]
        if len(run) > 1 and not run[1].isspace() and run[1] not in (*VERBAL, like[1]):
            starts = [start for start in starts if start > same]
            if not starts:
                return Head("thing", "".join(run)), text[same + len(like[0]) : at]
    for number in range(len(starts) - 1, -1, -1):
        start = starts[number]
        if number and _TITLED_ALONE.fullmatch(text, starts[number - 1], start):
            continue  # the office of whom the words before it name
        if _BESIDE.search(text, 0, start):
            continue
        said = bare(text[start:])
        switched = len(said) < len(text) - start or (not start and turn.marked)
        if (head := head_of(said.removeprefix("มี"), switched)).text:
            return head, text[start:at]
    head = head_of(text, turn.marked)
    return head, text[len(head.text) : at]
