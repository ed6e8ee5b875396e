"""Finds whom a sentence begins with, what is said of it, and what a text may call it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.names.bodies import Body, find_bodies
from bot.answering.names.carrying import Aliases, carries
from bot.answering.names.finding import THAI_TITLE, Name, find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.parties import NOBODY
from bot.answering.roles import JOINING, begins_with_a_preposition
from bot.answering.turns import VERBAL, is_thai
from index.words import pieces

LEAST_OF_A_PARTY = 4  # characters
MOST_OF_A_PARTY = 40
MOST_BEFORE = 30  # characters of a sentence before the name that it begins with
_JOINING = JOINING | frozenset("while whereas but and meanwhile the".split())
_TITLE = re.compile(THAI_TITLE)


@dataclass(frozen=True, slots=True)
class Subject:
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


def subject_of_claim(claim: str, passage: str, known: tuple[str, ...]) -> Subject | None:
    """Return whom a claim begins with, None if `passage` can't name it.

    In one language it is the longest run of words that the passage has; between two a body or a name.
    """
    tokens = pieces(claim)
    first = 0
    while first < len(tokens) and (tokens[first].isspace() or tokens[first].casefold() in _JOINING):
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
        return Subject(party, claim[end:].strip(), _forms(party, passage), mine, body)
    for span, body in bodies[:1]:
        if span.start <= start + LEAST_OF_A_PARTY:
            text = span.of(claim)
            return Subject(text, claim[span.end :], (text.casefold(),), (), body)
    for name in names[:1]:
        before = claim[start : name.span.start]
        modifies = "," in before or begins_with_a_preposition(claim[: name.span.start])
        if len(before) <= MOST_BEFORE and not modifies:
            return Subject(name.text, claim[name.span.end :], (name.text.casefold(),), (name,))
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
    found += [
        long[-MOST_BEFORE:] for long in re.findall(rf"([^\s()]{{4,60}}) ?\({escaped}\)", passage)
    ]
    found += re.findall(rf"{escaped}.{{0,60}}?((?:จำเลย|ผู้ต้องหา|โจทก์)ที่ [0-9])", passage)
    return tuple(dict.fromkeys(form.casefold() for form in found))
