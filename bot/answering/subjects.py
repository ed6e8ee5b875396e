"""Finds whom a sentence begins with, what is said of it, and what a text may call it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.names.bodies import Body, find_bodies
from bot.answering.names.carrying import Aliases, carries, carries_part
from bot.answering.names.finding import THAI_TITLE, Name, find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.parties import BOUND, NOBODY, NOUNS
from bot.answering.roles import JOINING, begins_with_a_preposition
from bot.answering.turns import VERBAL, is_thai
from index.words import pieces

LEAST_OF_A_PARTY = 4  # characters
MOST_OF_A_PARTY = 40
MOST_BEFORE = 30  # characters of a sentence before the name that it begins with
_JOINING = JOINING | frozenset("while whereas but and meanwhile the".split())
_OFFICE = re.compile(r" (?:(?!said|told|won|beat|met|[a-z]+ed )[a-z-]+ ){1,5}")
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

    @property
    def is_named(self) -> bool:
        return bool(self.names or self.body)

    @property
    def is_party(self) -> bool:
        """Whether it is known by name, or begins with a noun for people and bodies."""
        return self.is_named or self.text.startswith(NOUNS)

    def stands_in(self, text: str, aliases: Aliases, known: tuple[str, ...]) -> bool:
        lower = text.casefold()
        if any(form in lower for form in self.forms):
            return True
        if self.body:
            return self.body.stands_in(text)
        sounds = [sounds_of(text, known)]
        if self.is_person:  # the first name alone, or the family name, from then on
            parts = dict.fromkeys(part for name in self.names for part in name.telling)
            return any(carries_part(part, sounds, aliases) for part in parts)
        return any(carries(name, sounds, aliases) for name in self.names)


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
        titled = _TITLE.match(claim, start)
        if titled and names and titled.end() <= names[0].span.start <= titled.end() + 1:
            # A text may spell out a title that a claim shortens: "น.ส." is "นางสาว".
            name = names[0]
            party = claim[start : name.span.end] if name.text in passage else party
        elif party in BOUND and len(tokens) > first + 1:
            # What "the Liberal Party" is a text may call "the Liberals".
            start += len(party)
            party = _run_in(tokens[first + 1 :], passage)
        if len(party.strip()) < LEAST_OF_A_PARTY or party.strip() in NOBODY:
            return None
        end = start + len(party)
        body = next((body for span, body in bodies if span.start < end), None)
        if _TITLE.match(party.strip()):
            body = None  # whose office may name one
        mine = () if body else tuple(name for name in names if name.span.start < end)
        party = party.strip()
        return Subject(party, claim[end:].strip(), _forms(party, passage), mine, body)
    for span, body in bodies[:1]:
        if span.start <= start + LEAST_OF_A_PARTY:
            text = span.of(claim)
            return Subject(text, claim[span.end :], (text.casefold(),), (), body)
    for name in _holder(names, claim):
        before = claim[start : name.span.start]
        modifies = "," in before or begins_with_a_preposition(claim[: name.span.start])
        if len(before) <= MOST_BEFORE and not modifies:
            return Subject(name.text, claim[name.span.end :], (name.text.casefold(),), (name,))
    return None


def _holder(names: Sequence[Name], claim: str) -> Sequence[Name]:
    """Return the first name, or whom it tells the office of: "Israeli spokesman Dan Levy"."""
    if len(names) > 1 and names[0].places and not names[1].places:
        between = claim[names[0].span.end : names[1].span.start]
        if _OFFICE.fullmatch(between):
            return names[1:2]
    return names[:1]


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
