"""Tells whether a text has another party right before what a sentence in its language says of one.

Thai has no space between who acts and the verb: "แพทย์ชนบทเตือนว่าเตียงจะไม่พอ" says who warns, wherever else
a text speaks of the one that the sentence names. English clauses begin with who does it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.evidence import paragraphs_of
from bot.answering.names.carrying import Aliases
from bot.answering.names.finding import THAI_TITLE, is_unknown
from bot.answering.sharing import content_of
from bot.answering.subjects import Subject, subject_of_claim
from bot.answering.turns import Head, bare, head_of, is_thai, turns_of
from index.words import pieces

WIDEST = 4  # runs between spaces that what is said may stand in
BEFORE = 3  # runs before it in which a text may still name who it is said of
LEAST_WORDS = 3
LEAST_HELD = 0.6  # of what is said
LEAST_AT_ONCE = 2  # words of it that stand in one run with the party
_SWITCH = r"ส่วน(?!ใหญ่)|ด้าน(?!หน้า)|ขณะที่|(?<!ตั้ง)แต่(?!ละ|ง)"
_RUN = re.compile(rf"(?:(?!{_SWITCH}).)(?:(?!{_SWITCH})[^ ])*[ ]?|[^ ]+[ ]?")
_JOINED = re.compile("(?:ทั้งนี้|โดย|และ|ซึ่ง|หลัง|ขณะเดียวกัน)[ ]?")
_SAME = re.compile("นี้|ดังกล่าว|ตัว|ทุกคน|ทั้ง|ฯ|เขา|เธอ")
"""Beside a noun it makes it one that was named before."""
_SEATS = ("อุทยาน", "จังหวัด", "เทศบาล", "อบต", "อบจ", "วัด", "มูลนิธิ")
_TITLE = re.compile(THAI_TITLE)


@dataclass(frozen=True, slots=True)
class Run:
    """What stands between two spaces of a text, and its words."""

    text: str
    words: frozenset[str]

    @property
    def head(self) -> Head:
        """The party that it begins with."""
        said = bare(self.text.strip())
        said = said[joined.end() :] if (joined := _JOINED.match(said)) else said
        return head_of(said, True) if said else Head()


@lru_cache(maxsize=256)
def runs_of(passage: str) -> tuple[tuple[Run, ...], ...]:
    """Return the runs of each Thai paragraph."""
    found = []
    for paragraph in paragraphs_of(passage):
        text = " ".join(paragraph)
        if is_thai(text):
            runs = [match[0] for match in _RUN.finditer(text)]
            found.append(tuple(Run(run, content_of(run.casefold())) for run in runs))
    return tuple(found)


def done_by_another(
    sentence: str, claim: str, passage: str, aliases: Aliases, known: tuple[str, ...] = ()
) -> str:
    """Return the party that `sentence` begins with, if `passage` has another before what it says of it; else "".

    `claim` is the first of the sentence.
    """
    if is_thai(sentence) != is_thai(passage):
        return ""
    subject = subject_of_claim(claim, passage, known)
    if not is_thai(sentence):
        return _done_in_english(sentence, subject, passage, aliases, known)
    if subject is None or not subject.is_party or (at := sentence.find(subject.text)) < 0:
        return ""
    said = content_of(sentence[at + len(subject.text) :].casefold())
    if len(said) < LEAST_WORDS:
        return ""
    best, place = 0.0, None
    for runs in runs_of(passage):
        for number, run in enumerate(runs):
            if said.isdisjoint(run.words):
                continue
            words = frozenset().union(*(one.words for one in runs[number : number + WIDEST]))
            if len(words & said) / len(said) > best:
                best, place = len(words & said) / len(said), (runs, number)
    if place is None or best < LEAST_HELD:
        return ""
    runs, number = place
    run = runs[number]
    if number and runs[number - 1].text.rstrip()[-1:].isdigit():
        return ""  # it begins with what is counted
    if len(run.words & said) < LEAST_AT_ONCE or not _is_another(run.head, subject, sentence):
        return ""
    around = "".join(one.text for one in runs[max(0, number - BEFORE) : number + WIDEST])
    return "" if subject.stands_in(around, aliases, known) else subject.text


def _done_in_english(
    sentence: str,
    subject: Subject | None,
    passage: str,
    aliases: Aliases,
    known: tuple[str, ...],
) -> str:
    """Return `subject` if a clause that begins with another name has what an English sentence says of it; else ""."""
    if subject is None or not subject.text[:1].isupper() or subject.text not in passage:
        return ""
    said = content_of(sentence[sentence.find(subject.text) + len(subject.text) :].casefold())
    turns = turns_of(passage)
    held = [len(content_of(one.text.casefold()) & said) for one in turns]
    at = held.index(max(held)) if held else 0
    if len(said) < LEAST_WORDS or held[at] < LEAST_HELD * len(said):
        return ""
    head = head_of(turns[at].text, True)
    words = content_of(head.text.casefold())
    if head.kind != "name" or not words or words & content_of(sentence.casefold()):
        return ""
    around = " ".join(one.text for one in turns[max(0, at - 1) : at + 2])
    return "" if subject.stands_in(around, aliases, known) else subject.text


def _is_another(head: Head, subject: Subject, sentence: str) -> bool:
    """Tell whether a head is a party by itself, of the subject's kind, that `sentence` doesn't name."""
    if not head.text or head.kind == "bare" or _SAME.search(head.text) or head.text.endswith("."):
        return False
    if head.kind == "thing" and not is_unknown(head.text) and not head.text.startswith(_SEATS):
        return False
    titled = _TITLE.match(subject.text) or (subject.is_person and " " in subject.text)
    if (head.kind == "person") != bool(titled):
        return False
    if subject.text.endswith(".") and subject.text[0] == head.text.lstrip("เแโไใ")[:1]:
        return False  # which may be its initial
    own = content_of(head.text.casefold()) - content_of(sentence.casefold())
    return bool(own) and "".join(pieces(head.text)[:2]) not in sentence
