"""Finds what a text tells the other way of the very party that a sentence is about.

"ส่วนนางสาวกัลยา ศาลยกฟ้อง" tells of her otherwise than "Kalaya was found guilty", though others were.
"""

from __future__ import annotations

from bot.answering.contrasted import HEAD
from bot.answering.names.carrying import Aliases
from bot.answering.opposites import told
from bot.answering.subjects import subject_of_claim
from bot.answering.turns import turns_of

# What one does or has done to one, and a text tells of nobody else in the turn of that party.
_OF_A_PARTY = frozenset(
    """accept apologise approve award comment custody drink guilt heal insure join play
    possible promise protest release safe sign sue support suspended withdraw""".split()
)


def opposite_of_party(
    claim: str, sentence: str, passage: str, aliases: Aliases, known: tuple[str, ...] = ()
) -> str:
    """Return the word of `claim` that `passage` tells only the other way in the turns of its party; "" if none.

    The party is whom `sentence`, which the claim is part of, begins with.
    """
    within = told(sentence)
    ours = [
        one
        for one in told(claim)
        if one.what in _OF_A_PARTY
        and not any(other.what == one.what and other.yes != one.yes for other in within)
    ]
    if not ours:
        return ""
    turns = [
        (turn, [other for said in turn.clauses for other in told(said)])
        for turn in turns_of(passage)
    ]
    if not any(
        other.what == one.what and other.yes != one.yes
        for one in ours
        for _, there in turns
        for other in there
    ):
        return ""
    subject = subject_of_claim(sentence, passage, known)
    if subject is None or not subject.is_named:
        return ""
    own = [
        other
        for turn, there in turns
        if there and subject.stands_in(turn.text[:HEAD], aliases, known)
        for other in there
    ]
    for one in ours:
        ways = {other.yes for other in own if other.what == one.what and not other.wished}
        if ways == {not one.yes}:
            return one.word
    return ""
