"""Finds who stands on one of two sides of a sentence, and counts how many of them a text has."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.names.carrying import Aliases, carries, carries_part
from bot.answering.names.finding import Name, find_names
from bot.answering.names.sounds import sounds_of
from bot.answering.sharing import content_of

LONG = 4  # characters of a word that stands in a text also as part of others

Side = Sequence["str | Name"]
"""The names that stand on a side, or in one language its words."""


def names_of(side: str, other: str, known: tuple[str, ...]) -> Side:
    """Return the names of `side` that the `other` hasn't."""
    return [
        name
        for name in find_names(side, known)
        if not any(map(str.isdigit, name.text)) and name.text not in other
    ]


def words_of(side: str, other: str) -> Side:
    """Return the words, but for numbers, of `side` that the `other` hasn't."""
    found = content_of(side.casefold()) - content_of(other.casefold())
    return [word for word in found if not any(map(str.isdigit, word)) and word not in other]


def count(side: Side, text: str, aliases: Aliases, known: tuple[str, ...]) -> int:
    """Return how many of a side a text has; a name counts by one of its parts, too."""
    lower, words, sounds = text.casefold(), content_of(text.casefold()), [sounds_of(text, known)]
    return sum(
        (one in words or (len(one) >= LONG and one in lower))
        if isinstance(one, str)
        else carries(one, sounds, aliases)
        or any(carries_part(part, sounds, aliases) for part in one.telling)
        for one in side
    )
