"""Tells whether a text says of one party what a sentence says of another that has a turn of its own there.

The turn that has most of what the sentence says is compared with those that name whom it says it of. Both
languages may be mixed: what is said is then compared by meaning, amounts and the names in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answering.names.carrying import Aliases, carries, carries_part
from bot.answering.names.finding import THAI_TITLE, Name, find_names, is_first_name, is_unknown
from bot.answering.names.sounds import sounds_of
from bot.answering.opposites import told as told_in
from bot.answering.parties import NOUNS
from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import carries_amount
from bot.answering.sharing import content_of
from bot.answering.subjects import LEAST_OF_A_PARTY, Subject, subject_of_claim
from bot.answering.turns import Head, Turn, head_before, head_of, is_thai, turns_of
from index.words import pieces

NEARER = 0.3
"""How much more of what is said the other's turn must have than any of the party's own."""
FAR_NEARER = 0.5  # where neither turn is set against others
ALL = 1.0  # where a text tells nothing of it of a person
OF_ALL = 1.4  # what a turn has that tells all of it, in other words
OF_MEANING = 0.7  # in one language, where words tell more
LEAST_SAID = 8
HEAD = 48  # characters of a turn in which a party still heads it
_THAT = re.compile("(?<!ผู้)ว่า(?!การ|ราช|จ้าง|ง|ด้วย)[ ]*")
_BODIES = ("บริษัท", "ธนาคาร", "พรรค", "สมาคม", "มูลนิธิ", "มหาวิทยาลัย", "สโมสร", "สายการบิน")
_KINDS = (*_BODIES, "กระทรวง", "กรม", "สหภาพ", "สภา", "เทศบาล", "โรงพยาบาล", "โรงเรียน", "ทีม")
_TITLE = re.compile(THAI_TITLE)
_SPEAKS = re.compile("กล่าว|เปิดเผย|ระบุ|แถลง|ชี้แจง|ยืนยัน|เผยว่า|รายงาน|บอกว่า|เล่าว่า|เห็นว่า|ย้ำ")
_SAID = re.compile(
    r"ว่า|\b(?:said|says|told|warned|announced|confirmed|believes?|thinks|asked|urged|called|argued|complained|claimed|stated)\b"
)


def told_of_the_other(
    claim: str,
    begun: str,
    sentence: str,
    passage: str,
    clauses: Sequence[str],
    near: Sequence[float],
    aliases: Aliases,
    known: tuple[str, ...] = (),
) -> str:
    """Return the party that a claim of `sentence` is about, if `passage` says the rest of it of another; else "".

    A claim that names nobody first goes on about whom the claim `begun` is about. `near` are how near the
    claim is to each of the passage's `clauses`.
    """
    if begun:
        subject = subject_of_claim(begun, passage, known)
        subject = subject and replace(subject, said=claim)
    else:
        subject = subject_of_claim(claim, passage, known)
    told = _told(subject, claim, passage, clauses, near, aliases, known)
    if not told and is_thai(claim) and (said := _THAT.search(claim)):
        subject = subject_of_claim(claim[said.end() :], passage, known)
        told = _told(subject, sentence, passage, clauses, near, aliases, known)
    return told


def _told(
    subject: Subject | None,
    claim: str,
    passage: str,
    clauses: Sequence[str],
    near: Sequence[float],
    aliases: Aliases,
    known: tuple[str, ...],
) -> str:
    """Return the text of `subject` if another's turn tells what is said of it; `claim` may name others."""
    if subject is None or len(subject.said) < LEAST_SAID:
        return ""
    turns = turns_of(passage)
    full = not subject.body and len(subject.names) == 1 and " " in subject.names[0].text
    one_of_a_kind = bool(subject.body) or subject.text.startswith(NOUNS)
    if not (subject.is_person or full or one_of_a_kind) and not any(t.marked for t in turns):
        return ""
    own = [
        any(subject.stands_in(clause, aliases, known) for clause in turn.clauses) for turn in turns
    ]
    if all(own) or not any(own):
        return ""
    heads = [
        here and subject.stands_in(turn.text[:HEAD], aliases, known)
        for here, turn in zip(own, turns, strict=True)
    ]
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
    contrast = _is_contrast(best, turns, heads)
    if own[best] or told[best] < nearest + (NEARER if contrast else FAR_NEARER):
        return ""
    if (
        full
        and is_thai(passage)
        and told[best] >= nearest + ALL
        and (not any(own[:best][-1:]) or _begins_with_another(turns[best]))
    ):
        return subject.text  # who is named in full only elsewhere, whoever it is said of
    turn = turns[best]
    like = pieces(subject.text) if same and is_thai(subject.text) else ()
    if like and len(like[0]) < LEAST_OF_A_PARTY:
        like = ()
    at = _place_of(subject.said, turn, turns)
    head, between = head_before(turn, at, like)
    alike = _are_alike(head, subject) or (
        not same and _is_clear(head, subject, told, best, nearest)
    )
    if not _is_another(head, subject, contrast, _beside(best, turns, heads)) and not alike:
        return ""
    listed = head.kind == "person" and _TITLE.search(turn.text, 0, at - len(between))
    if listed and not turn.marked:
        return ""  # one of several
    if _is_in_claim(head, subject, claim, same, known):
        return ""
    speaks = head.kind == "person" and not subject.is_person and _SPEAKS.search(between)
    if speaks and not _SAID.search(claim):
        return ""  # who speaks isn't whom it is said of
    together = any(head.text in one.text and mine for one, mine in zip(turns, own, strict=True))
    known_by_name = subject.is_person or subject.is_named
    if together and (head.kind == "noun" or not known_by_name):
        return ""
    return subject.text


def _begins_with_another(turn: Turn) -> bool:
    """Tell whether a turn that is set against others begins with a party: "อย่างไรก็ตาม กลุ่มรักป่าน่าน"."""
    head = head_of(turn.text, False)
    body = head.kind == "noun" and head.text.startswith((*_KINDS, "กลุ่ม", "เครือข่าย", "ชมรม"))
    return turn.marked and (body or head.kind in ("person", "name"))


def _is_contrast(at: int, turns: Sequence[Turn], heads: Sequence[bool]) -> bool:
    """Tell whether a turn is set against others, or the subject's own is."""
    return turns[at].marked or any(
        here and one.marked for here, one in zip(heads, turns, strict=True)
    )


def _beside(at: int, turns: Sequence[Turn], heads: Sequence[bool]) -> bool:
    """Tell whether a turn and one of the subject's stand side by side, the latter of them marked."""
    return (turns[at].marked and at > 0 and heads[at - 1]) or (
        at + 1 < len(turns) and turns[at + 1].marked and heads[at + 1]
    )


def _is_another(head: Head, subject: Subject, contrast: bool, beside: bool) -> bool:
    """Tell whether the party of a turn is one that can't be the subject.

    Who holds an office may be whoever is named; and what is no party is set against others only beside them.
    """
    if not head.text or head.kind == "bare":
        return False
    if head.kind == "place" and not any(name.places for name in subject.names):
        return False
    if subject.is_person:
        named = head.kind == "name" or head.text.startswith(_BODIES) or _is_unusual(head)
        return head.kind == "person" or (contrast and named)
    return contrast and (beside or subject.is_party)


def _are_alike(head: Head, subject: Subject) -> bool:
    """Tell whether two parties are of one kind, so that one isn't the other: พรรคแรงงานใหม่, พรรคชาวนา."""
    kinds = [
        next((noun for noun in _KINDS if text.startswith(noun)), "")
        for text in (head.text, subject.text)
    ]
    return head.kind in ("name", "noun") and kinds[0] == kinds[1] != ""


def _is_clear(
    head: Head, subject: Subject, told: Sequence[float], best: int, nearest: float
) -> bool:
    """Tell whether an English turn of another that is named tells all of what is said of a body."""
    named = head.kind == "name" and " " in head.text and head.text.isascii()
    named = named and "’" not in head.text and "'" not in head.text
    return bool(subject.body) and named and told[best] >= max(nearest + ALL, OF_ALL)


def _is_unusual(head: Head) -> bool:
    """Tell whether a thing that is set against others may be a person called by the first name."""
    return head.kind == "thing" and (is_unknown(head.text) or is_first_name(head.text))


def _is_in_claim(
    head: Head, subject: Subject, claim: str, same: bool, known: tuple[str, ...]
) -> bool:
    """Tell whether a claim names the party of a turn, or it is a shorter form of the claim's subject."""
    if not same:
        sounds = [sounds_of(head.text, known)]
        return any(
            carries_part(part, sounds, {})
            for name in find_names(claim, known)
            for part in name.telling
        )
    theirs, ours, all_words = (
        content_of(text.casefold()) for text in (head.text, subject.text, claim)
    )
    return (
        head.text.casefold() in claim.casefold()
        or (bool(theirs) and theirs <= ours)
        or bool((theirs - ours) & all_words)
    )


def prepare(passage: str, known: tuple[str, ...] = ()) -> None:
    """Read the turns of a passage ahead of the sentences about it."""
    for turn in turns_of(passage):
        content_of(turn.text.casefold())
        find_amounts(turn.text)
        sounds_of(turn.text[:HEAD], known)
        for clause in turn.clauses:
            told_in(clause)


def _nearness(turns: Sequence[Turn], clauses: Sequence[str], near: Sequence[float]) -> list[float]:
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
        [
            carries(name, [sounds_of(clause, known) for clause in turn.clauses], aliases)
            for turn in turns
        ]
        for name in names
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
