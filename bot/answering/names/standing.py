"""Tells how far a text must be read until it names somebody."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from bot.answering.names.carrying import Aliases, carries
from bot.answering.names.finding import Name
from bot.answering.names.sounds import sounds_of
from index.words import pieces


def place_of(name: Name, text: str, aliases: Aliases) -> int | None:
    """Return how much of `text` it takes until it carries `name`, in characters; None if it doesn't.

    Texts give a name in full once; from then on one part of it says who it is: "ผศ.ดร.ธาริณี".
    """
    whole = _place_of_all(name, text, aliases)
    if whole is not None or len(name.parts) == 1 or name.places:
        return whole
    parts = [_place_of_all(replace(name, parts=(part,)), text, aliases) for part in name.telling]
    return min((place for place in parts if place is not None), default=None)


def _place_of_all(name: Name, text: str, aliases: Aliases) -> int | None:
    ends, position = [], 0
    for token in pieces(text):
        position += len(token)
        ends.append(position)
    if not ends or not carries(name, [sounds_of(text)], aliases):
        return None
    first = bisect_left(ends, True, key=lambda end: carries(name, [sounds_of(text[:end])], aliases))
    return ends[first]
