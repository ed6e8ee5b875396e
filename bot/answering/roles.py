"""Tells whether a sentence says of one what a text says of another, by who stands first in a clause.

Thai and English both put who acts first. Where the clause that a sentence is about begins with a name,
or continues one that does, the sentence may not begin with another name; and of two names that both
hold, the same must come first, unless the sentence is passive or what they do is mutual.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.clauses import clauses
from bot.answering.evidence import paragraphs_of
from bot.answering.names.carrying import Aliases, carries
from bot.answering.names.finding import THAI_TITLE, Name, find_names, people_in
from bot.answering.names.sounds import sounds_of
from bot.answering.parties import ACTING, NOUNS
from index.words import pieces

HOME = "Thailand"  # which Thai news need not name
LEAST_OF_A_NOUN = 3
# Nouns that say who it is only together with the word that follows.
_BOUND = frozenset(
    """ผู้ นัก คน ชาว ที่ นาย คณะ ฝ่าย กลุ่ม ทีม กระทรวง กรม สำนักงาน สมาคม ธนาคาร บริษัท มหาวิทยาลัย พรรค
    ตำรวจ สหภาพ องค์การ องค์กร ศูนย์ หน่วยงาน โรงพยาบาล รัฐบาล กองทัพ เครือข่าย หอ ผู้บริหาร แพทย์""".split()
)
LEAD = 160  # characters of each of a passage's first two paragraphs
JOINING = frozenset("แต่ ส่วน ขณะที่ และ โดย ด้าน ทั้งนี้ ซึ่ง เพราะ ว่า ก่อนที่ ต่อมา".split())
NEAR_ITS_BEGINNING = 20
OF_A_NAME = 3  # characters of a name that the dictionary takes for a word: โอ of โอลาส
BEGINNING = 8  # characters of a clause in which a name still begins it
_JOINED = re.compile("(?:ส่วน|ด้าน|ขณะที่|แต่|และ|โดย|ซึ่ง)[ ]*")
_SWITCHING = ("ส่วน", "ด้าน", "ขณะที่")
SUBJECT = 45  # characters ahead of a sentence's first name
LEAST_SAID = 8  # characters behind a noun that say something of it
REACH = 40  # characters behind the first name of a clause that may still name the same: "(To Lam)"
_THAI = re.compile("[\u0e01-\u0e4e]")
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
    rf"|{THAI_TITLE}|ปรากฏว่า|พบว่า|คาดว่า|กรุง|ชาว|นักท่องเที่ยว|ทีมชาติ|ทีม|นาย|นางสาว|นาง|กลุ่มประเทศ|กลุ่ม|สื่อ|กองทัพ|พรรค)[ ]*)*$"
)

_SAID = re.compile("(?<!ผู้)ว่า(?!การ|ราช|จ้าง|ง|ด้วย)[ ]*")
_OFFICE = re.compile(r"(?:ประธานาธิบดี|นายกรัฐมนตรี|รัฐมนตรี[^ ]*|ผู้นำ)[ ]*$")
_WHEN = re.compile(r"^[ ]*(?:ปี|ก่อน|หลัง|เมื่อ|ใน|ต่อมา|วันที่|ระหว่าง|จากนั้น|ต้น|ปลาย|ช่วง)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a text, the beginning of the clause whose name it continues, and the noun it continues.

    Both are "" if no clause up to it has one.
    """

    text: str
    head: str
    noun: str


def with_heads(
    texts: Sequence[str], known: tuple[str, ...] = (), begins: Collection[int] = ()
) -> list[Clause]:
    """Return the clauses, each with the head of its own or of the clause before it.

    A noun is continued within a sentence only; `begins` are the clauses that begin one.
    """
    found: list[Clause] = []
    head = noun = ""
    for at, clause in enumerate(texts):
        noun = "" if at in begins else noun
        names = find_names(clause, known)
        first = next((n for n in names if _begins(clause[: n.span.start])), None)
        # Behind an adverbial with a place in it a name still heads the clause; behind a person none does.
        if first and not all(n.places for n in names if n.span.start < first.span.start):
            first = None
        # "ประธานาธิบดีรัสเซีย" behind a name is the same person.
        if first and not (head and first.places and _OFFICE.search(clause[: first.span.start])):
            head = _head(clause, first, names)
        if own := _first_word(clause):
            noun = clause[clause.index(own) :][:REACH]
        found.append(Clause(clause, head, noun))
        if said := _SAID.search(clause):
            # What follows is said of whom the report is about, not of who reports it.
            noun = clause[said.end() :][:REACH] if _first_word(clause[said.end() :]) else ""
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
        said = [clauses(sentence) for sentence in paragraph]
        begins = {sum(map(len, said[:n])) for n in range(len(said))}
        found += with_heads([clause for one in said for clause in one], known, begins)
    return tuple(found)


def _begins(before: str) -> bool:
    """Tell whether a name behind `before` heads its clause: "ก่อนมาถึงเจนีวา บลิงเคน", "ผู้ชนะคือนาย"."""
    before = re.sub(r"^[^ ]{2,30}คือ", "", before)
    if _WHEN.match(before) and " " in before.strip(" ") + before[-1:]:
        before = before.rstrip(" ").rpartition(" ")[2] if not before.endswith(" ") else ""
    return bool(_LEADING.match(before))


def displaced(
    sentence: str,
    clause: Clause,
    aliases: Aliases,
    known: tuple[str, ...] = (),
    around: str = "",
    text: str = "",
) -> str:
    """Return the name that `sentence` puts in the place of another; "" if there is none.

    `around` are the clauses beside the one that it is about, and `text` all of them. Whoever is named
    beside it may act in it, if it names nobody first; and who isn't in the text at all, as far as an
    English sentence tells, takes nobody's place there.
    """
    names = find_names(sentence, known)
    subject = _subject(sentence, names)
    if not subject or _is_understood(subject, sentence):
        return ""
    places = [
        place for name in subject if (place := _place(name, clause.text, aliases)) is not None
    ]
    if not places:
        if not all(name.places for name in subject):
            beside, everywhere = [sounds_of(around, known)], [sounds_of(text, known)]
            if any(carries(name, beside, aliases) for name in subject) and not (
                begins_with_a_party(clause.text)
            ):
                return ""
            if (
                text
                and not _THAI.search(sentence)
                and not any(carries(name, everywhere, aliases) for name in subject)
            ):
                return ""
        if clause.text.startswith(_SWITCHING):
            return subject[0].text  # who acts is named anew
        head = [sounds_of(clause.head or _own_head(clause.text, known), known)]
        missing = head[0].text and not any(carries(name, head, aliases) for name in subject)
        return subject[0].text if missing else ""
    if _MUTUAL.search(sentence) or _PASSIVE.search(sentence) or _PASSIVE.search(clause.text):
        return ""
    others = [name for name in names if name not in subject]
    behind = [_place(name, clause.text, aliases) for name in others]
    first = min(places)
    return subject[0].text if any(place is not None and place < first for place in behind) else ""


def _is_understood(subject: Sequence[Name], sentence: str) -> bool:
    """Tell whether a subject is told by a place that Thai may leave out: "Thai customs", "the Osaka museum"."""
    return all(
        any(place.name == HOME for place in name.places)
        or (name.places and sentence[: name.span.start].casefold().endswith("the "))
        for name in subject
    )


def _own_head(text: str, known: tuple[str, ...]) -> str:
    """Return the first name of a clause that begins with what is its: "หุ้นของเอไลน์"; else ""."""
    names = find_names(text, known)
    if not names or names[0].span.start > NEAR_ITS_BEGINNING:
        return ""
    before = text[: names[0].span.start]
    return text[: names[0].span.end] if before.endswith("ของ") or len(before) <= OF_A_NAME else ""


def of_another(
    sentence: str, nearest: Sequence[Clause], aliases: Aliases, known: tuple[str, ...] = ()
) -> str:
    """Return the person that a Thai sentence names where the text goes on about others; else "".

    `nearest` are the clause that it is about and those right before.

    "ส่วนนางรัตนา ศาลยกฟ้อง" names who was acquitted in the clause before.
    """
    people = people_in(sentence, known)
    if not people or not nearest[-1].head or not _THAI.search(sentence):
        return ""
    here = [sounds_of(text, known) for one in nearest for text in (one.head, one.text)]
    if any(carries(name, here, aliases) for name in find_names(sentence, known)):
        return ""
    return people[0].text


def displaced_noun(
    sentence: str, clause: Clause, text: str, is_clear: bool, before: str = "", around: str = ""
) -> str:
    """Return the noun that a Thai sentence begins with, if `text` says the same of another; else "".

    The sentence's first noun then stands elsewhere in `text` than in the clause that it is about, and
    that clause begins with a noun of its own, or if it is clear (`is_clear`) goes on about a person.
    What the text is about from its lead on may act through whoever speaks for it; `before` is the
    clause that this one goes on with, if it begins with no noun of its own, and `around` are those beside it.
    """
    ours, theirs = _first_word(sentence), _first_word(clause.noun)
    if len(sentence.strip()) < len(ours) + LEAST_SAID:
        return ""  # an apposition: "เจ้าของร้านทอง"
    if not ours or ours not in text or ours in clause.text + before or ours in clause.noun:
        return ""
    if theirs:
        return "" if theirs in sentence else ours
    lead = "".join(paragraph[:LEAD] for paragraph in text.split("\n") if paragraph)[: 2 * LEAD]
    return ours if is_clear and clause.head and ours not in clause.head + lead + around else ""


def _first_word(text: str) -> str:
    """Return the noun at the head of Thai text; "" where a verb, a name or an adverbial may stand there."""
    tokens = [token for token in pieces(text.strip()) if not token.isspace()]
    while tokens and tokens[0] in JOINING:
        tokens.pop(0)
    if not tokens or not tokens[0].startswith(ACTING) or tokens[1:2] == ["ที่"]:
        return ""
    noun = "".join(tokens[:2]) if tokens[0] in _BOUND else tokens[0]
    return noun if len(noun) >= LEAST_OF_A_NOUN and noun in text else ""


def begins_with_a_preposition(before: str) -> bool:
    """Tell whether what stands before a name only says where, when or with whom: "in the"."""
    return bool(_PREPOSITION.search(before))


def begins_with_a_party(clause: str) -> bool:
    """Tell whether a Thai clause names at once who acts in it."""
    text = clause[joined.end() :] if (joined := _JOINED.match(clause)) else clause
    return text.startswith(NOUNS) or any(n.span.start < BEGINNING for n in find_names(text))


def subject_of(clause: Clause, known: tuple[str, ...] = ()) -> list[Name]:
    """Return the names that a clause begins with, or that it goes on about."""
    own = _subject(clause.text, find_names(clause.text, known))
    return own or _subject(clause.head, find_names(clause.head, known))


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
            if _THAI.search(before) and not _begins(before):
                return []
        elif (
            re.search(r"(?<!\w)[a-z]{2,}", before)
            and not re.fullmatch(r" (?:and|of|of the) |[’']s? (?:[\w-]+ ){1,3}", before)
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
    first = bisect_left(ends, True, key=lambda end: carries(name, [sounds_of(text[:end])], aliases))
    return ends[first]
