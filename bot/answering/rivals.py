"""Tells whether a text says of another party what a Thai sentence says of the one that it begins with.

What a sentence says is compared with the clauses of the text without whom it says it of. The clause that tells it
may begin with another party, or go on about one, where the sentence's own party is named only elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.names.carrying import Aliases, carries
from bot.answering.names.finding import Name, find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.parties import NOBODY, NOUNS, thai_nouns
from bot.answering.roles import JOINING, Clause, begins_with_a_party
from bot.answering.sharing import shared
from index.words import pieces

NEAR = 0.7
"""How near the clause must be that tells what a sentence says."""
NEARER = 0.3
"""How much nearer it must be than any clause about the sentence's own party."""
OF_WORDS = 0.5  # of nearness, as in `Meanings.nearness`
LEAST_OF_A_PARTY = 5  # characters
MOST_OF_A_PARTY = 40
LONGEST_TITLE = 7
LEAST_SAID = 10  # characters of what is said of it
SURE = 12  # characters of a party that say who it is
_VERBAL = frozenset("จะ ไม่ จึง ได้ ที่ ยัง ก็ มี เคย อาจ ต้อง ให้ ถูก ว่า เป็น".split())
SWITCHING = ("ด้าน", "ส่วน", "ขณะที่")
_NOBODYS = ("มี", "พบ", "เกิด")  # begin a clause that tells what there is
_ANYWHERE = ("ศาล", "ตำรวจ", "เจ้าหน้าที่")  # act in any clause of a report about a trial or a raid


@dataclass(frozen=True, slots=True)
class _Said:
    """Whom a sentence begins with, the names in that, how else it may stand in a text, and what is said of it."""

    party: str
    names: tuple[Name, ...]
    heads: tuple[str, ...]
    said: str


def said_of_a_rival(
    claim: str,
    given: Sequence[Clause],
    nearness: Sequence[float],
    passage: str,
    aliases: Aliases,
    known: tuple[str, ...] = (),
) -> str:
    """Return the party that a Thai claim begins with, if `given` say the rest of it of another; else "".

    `nearness` is that of each of `given` to the claim.
    """
    found = _said(claim, passage)
    if found is None:
        return ""
    named = [any(party in one.text for party in (found.party, *found.heads)) for one in given]
    own = [
        any(named[at if one.text.startswith(SWITCHING) else max(0, at - 1) : at + 2])
        or found.party[:SURE] in one.head + one.noun
        for at, one in enumerate(given)
    ]
    if all(own) or not any(own):
        return ""
    near = [
        value + OF_WORDS * (shared(found.said, (one.text,)) - shared(claim, (one.text,)))
        for value, one in zip(nearness, given, strict=True)
    ]
    best = near.index(max(near))
    nearest = max(value for value, mine in zip(near, own, strict=True) if mine)
    if own[best] or near[best] <= max(NEAR, nearest + NEARER):
        return ""
    clause = given[best]
    goes_on = best and given[best - 1].text.startswith((*NOUNS, *SWITCHING[:2]))
    if not begins_with_a_party(clause.text) and (not goes_on or clause.text.startswith(_NOBODYS)):
        return ""
    beside = " ".join(one.text for one in given[max(0, best - 1) : best + 2])
    here = [sounds_of(beside, known), sounds_of(f"{clause.head} {clause.noun}", known)]
    return "" if any(carries(name, here, aliases) for name in found.names) else found.party


def _said(claim: str, passage: str) -> _Said | None:
    """Return whom a claim begins with, in the words of `passage`, and the rest of it."""
    tokens = pieces(claim)
    begins = 0
    while begins < len(tokens) and (tokens[begins].isspace() or tokens[begins] in JOINING):
        begins += 1
    party, end = "", begins
    while end < len(tokens) and len(party) <= MOST_OF_A_PARTY:
        token = tokens[end]
        if token in _VERBAL or token.isdigit() or party + token not in passage:
            break
        party += token
        end += 1
    party, said = party.strip(), "".join(tokens[end:]).strip()
    if len(party) < LEAST_OF_A_PARTY or len(said) < LEAST_SAID or party.startswith(_ANYWHERE):
        return None
    if party.endswith("ฯ") or party in NOBODY:
        return None
    names = tuple(name for name in find_names(party) if name.span.start <= LONGEST_TITLE)
    if not names and not party.startswith(NOUNS):
        return None
    nouns = [called[0] for span, called in thai_nouns(party) if not span.start]
    heads = [name.text for name in names[:1]] or nouns
    return _Said(party, names, tuple(heads), said)
