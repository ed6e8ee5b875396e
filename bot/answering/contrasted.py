"""Tells whether a text says of one party what a sentence says of another that has a turn of its own there.

The turn that has most of what the sentence says is compared with those that name whom it says it of. Both
languages may be mixed: what is said is then compared by meaning, amounts and the names in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.names.bodies import Body, find_bodies
from bot.answering.names.carrying import Aliases, carries, carries_part, sounds_of
from bot.answering.names.finding import THAI_TITLE, Name, find_names
from bot.answering.parties import NOBODY
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import carries_amount
from bot.answering.roles import begins_with_a_preposition
from bot.answering.sharing import content_of
from bot.answering.turns import VERBAL, Head, Turn, head_before, is_thai, turns_of
from index.words import pieces

NEARER = 0.4
"""How much more of what is said the other's turn must have than any of the party's own."""
OF_MEANING = 0.7  # in one language, where words tell more
LEAST_OF_A_PARTY = 4
MOST_OF_A_PARTY = 40
MOST_BEFORE = 30  # characters of a sentence before the name that it begins with
LEAST_SAID = 8
HEAD = 24  # characters behind a party's own length in which it still heads a turn
LEAST_OF_A_PART = 4  # letters of a name's part that tells who it is
_JOINING = frozenset(
    "แต่ ส่วน ขณะที่ และ โดย ด้าน ทั้งนี้ ซึ่ง เพราะ ว่า ก่อนที่ ต่อมา while whereas but and meanwhile the".split()
)
_THAT = re.compile("(?<!ผู้)ว่า(?!การ|ราช|จ้าง|ง|ด้วย)[ ]*")
_TITLE = re.compile(THAI_TITLE)
_SPEAKS = re.compile("กล่าว|เปิดเผย|ระบุ|แถลง|ชี้แจง|ยืนยัน|เผยว่า|รายงาน|บอกว่า|เล่าว่า|เห็นว่า|ย้ำ")
_SAID = re.compile(
    r"ว่า|\b(?:said|says|told|warned|announced|confirmed|believes?|thinks|asked|urged|called|argued|complained|claimed|stated)\b"
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whom a sentence begins with: as written, as a text may call it, and what is said of it."""

    text: str
    said: str
    forms: tuple[str, ...]
    names: tuple[Name, ...] = ()
    body: Body | None = None

    @property
    def is_person(self) -> bool:
        return bool(_TITLE.match(self.text)) or (
            bool(self.names) and not any(name.places for name in self.names)
        )

    def stands_in(self, text: str, aliases: Aliases, known: tuple[str, ...]) -> bool:
        lower = text.casefold()
        if any(form in lower for form in self.forms):
            return True
        if self.body:
            return self.body.stands_in(text)
        return any(carries(name, [sounds_of(text, known)], aliases) for name in self.names)


def told_of_the_other(
    claim: str,
    passage: str,
    clauses: Sequence[str],
    near: Sequence[float],
    aliases: Aliases,
    known: tuple[str, ...] = (),
) -> str:
    """Return the party that a claim begins with, if `passage` says the rest of it of another; else "".

    `near` are how near the claim is to each of the passage's `clauses`.
    """
    told = _told(claim, passage, clauses, near, aliases, known)
    if not told and is_thai(claim) and (said := _THAT.search(claim)):
        told = _told(claim[said.end() :], passage, clauses, near, aliases, known)
    return told


def _told(
    claim: str,
    passage: str,
    clauses: Sequence[str],
    near: Sequence[float],
    aliases: Aliases,
    known: tuple[str, ...],
) -> str:
    subject = _subject(claim, passage, known)
    if subject is None or len(subject.said) < LEAST_SAID:
        return ""
    turns = turns_of(passage)
    own = [subject.stands_in(turn.text, aliases, known) for turn in turns]
    if all(own) or not any(own):
        return ""
    heads = [
        here and subject.stands_in(turn.text[: HEAD + len(subject.text)], aliases, known)
        for here, turn in zip(own, turns, strict=True)
    ]
    if not any(heads):
        return ""
    same = is_thai(claim) == is_thai(passage)
    others = () if same else tuple(n for n in find_names(claim, known) if n not in subject.names)
    told = [
        share + (OF_MEANING if same else 1) * nearness
        for share, nearness in zip(
            _shares(subject.said, turns, others, aliases, known),
            _nearness(turns, clauses, near),
            strict=True,
        )
    ]
    best = told.index(max(told))
    nearest = max(value for value, mine in zip(told, own, strict=True) if mine)
    if own[best] or told[best] < nearest + NEARER:
        return ""
    turn = turns[best]
    like = pieces(subject.text) if same and is_thai(subject.text) else ()
    if like and len(like[0]) < LEAST_OF_A_PARTY:
        like = ()
    head, between = head_before(turn, _place_of(subject.said, turn, turns), like)
    contrast = turn.marked or any(here and one.marked for here, one in zip(heads, turns, strict=True))
    if not _is_another(head, subject, contrast):
        return ""
    if _is_in_claim(head, subject, claim, same, known):
        return ""
    if head.kind == "person" and not subject.is_person and _SPEAKS.search(between):
        if not _SAID.search(claim):
            return ""  # who speaks isn't whom it is said of
    beside = any(head.text in one.text and mine for one, mine in zip(turns, own, strict=True))
    if beside and (head.kind == "noun" or not (subject.names or subject.body)):
        return ""
    return subject.text


def _is_another(head: Head, subject: _Subject, contrast: bool) -> bool:
    """Tell whether the party of a turn is one that can't be the subject: a name, or one set against others."""
    if not head.text or head.kind == "bare":
        return False
    if head.kind == "place" and not any(name.places for name in subject.names):
        return False
    return contrast or (subject.is_person and head.kind == "person")


def _is_in_claim(
    head: Head, subject: _Subject, claim: str, same: bool, known: tuple[str, ...]
) -> bool:
    """Tell whether a claim names the party of a turn, or it is a shorter form of the claim's subject."""
    if not same:
        sounds = [sounds_of(head.text, known)]
        return any(
            carries_part(part, sounds, {})
            for name in find_names(claim, known)
            for part in name.parts
            if len(part) >= LEAST_OF_A_PART
        )
    theirs, ours, all_words = (
        content_of(text.casefold()) for text in (head.text, subject.text, claim)
    )
    return (
        head.text.casefold() in claim.casefold()
        or (bool(theirs) and theirs <= ours)
        or bool((theirs - ours) & all_words)
    )


def _nearness(
    turns: Sequence[Turn], clauses: Sequence[str], near: Sequence[float]
) -> list[float]:
    return [
        max(
            (
                value
                for clause, value in zip(clauses, near, strict=True)
                if any(said in clause for said in turn.clauses)
            ),
            default=0.0,
        )
        for turn in turns
    ]


def _shares(
    said: str,
    turns: Sequence[Turn],
    names: Sequence[Name],
    aliases: Aliases,
    known: tuple[str, ...],
) -> list[float]:
    """Return the share of what is said that each turn has, what few turns have counting more."""
    words = [content_of(turn.text.casefold()) for turn in turns]
    rows = [[word in here for here in words] for word in content_of(said.casefold())]
    rows += [
        [carries_amount(turn.text, amount) for turn in turns]
        for amount in find_amounts(said)
        if not amount.loose
    ]
    rows += [
        [carries(name, [sounds_of(turn.text, known)], aliases) for turn in turns] for name in names
    ]
    rows = [row for row in rows if any(row)]
    whole = sum(1 / sum(row) for row in rows) or 1.0
    return [sum(1 / sum(row) for row in rows if row[at]) / whole for at in range(len(turns))]


def _place_of(said: str, turn: Turn, turns: Sequence[Turn]) -> int:
    """Return where a turn begins to tell what is said, by what only it has."""
    text = turn.text.casefold()
    places = [
        text.find(word)
        for word in content_of(said.casefold())
        if word in text and sum(word in content_of(one.text.casefold()) for one in turns) == 1
    ]
    places += [
        given.span.start
        for given in find_amounts(turn.text)
        for amount in find_amounts(said)
        if given.worth == amount.worth
    ]
    return min((place for place in places if place > 0), default=len(text))


def _subject(claim: str, passage: str, known: tuple[str, ...]) -> _Subject | None:
    tokens = pieces(claim)
    first = 0
    while first < len(tokens) and (
        tokens[first].isspace() or tokens[first].casefold() in _JOINING
    ):
        first += 1
    start = sum(map(len, tokens[:first]))
    names, bodies = find_names(claim, known), find_bodies(claim)
    if is_thai(claim) == is_thai(passage):
        party = _run_in(tokens[first:], passage)
        if len(party.strip()) < LEAST_OF_A_PARTY or party.strip() in NOBODY:
            return None
        end = start + len(party)
        body = next((body for span, body in bodies if span.start < end), None)
        mine = () if body else tuple(name for name in names if name.span.start < end)
        party = party.strip()
        return _Subject(party, claim[end:].strip(), _forms(party, passage), mine, body)
    for span, body in bodies[:1]:
        if span.start <= start + LEAST_OF_A_PARTY:
            text = span.of(claim)
            return _Subject(text, claim[span.end :], (text.casefold(),), (), body)
    for name in names[:1]:
        before = claim[start : name.span.start]
        if len(before) <= MOST_BEFORE and "," not in before:
            if not begins_with_a_preposition(claim[: name.span.start]):
                return _Subject(
                    name.text, claim[name.span.end :], (name.text.casefold(),), (name,)
                )
    return None


def _run_in(tokens: Sequence[str], passage: str) -> str:
    """Return the longest run of words at the beginning that `passage` has."""
    party, lower = "", passage.casefold()
    for token in tokens:
        longer = party + token
        if token in VERBAL or token.isdigit() or len(longer) > MOST_OF_A_PARTY:
            break
        if longer.casefold() not in lower:
            break
        party = longer
    return party


def _forms(party: str, passage: str) -> tuple[str, ...]:
    """Return a party with what a passage calls it in brackets or in court: กฟผ., จำเลยที่ 1."""
    escaped = re.escape(party)
    found = [party]
    found += re.findall(rf"{escaped}[^()\n]{{0,12}}\(([^()]{{2,14}})\)", passage)
    found += [long[-MOST_BEFORE:] for long in re.findall(rf"([^\s()]{{4,60}}) ?\({escaped}\)", passage)]
    found += re.findall(rf"{escaped}.{{0,60}}?((?:จำเลย|ผู้ต้องหา|โจทก์)ที่ [0-9])", passage)
    return tuple(dict.fromkeys(form.casefold() for form in found))
