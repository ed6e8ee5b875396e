"""Tells whether a place that a sentence names is where the rest of a passage is set, though its own words leave that out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.names.finding import Name, find_names
from bot.answering.names.gazetteer import Place, gazetteer


def is_setting(
    name: Name, sentence: str, here: Sequence[str], given: Sequence[str], known: tuple[str, ...]
) -> bool:
    """Tell whether `name` is a place of the texts `given` and the sentences `here` name none in its stead.

    News names a place once, in its lead or headline, and goes on: "the governor closed the park". Where the
    words that support a sentence name another place that it doesn't, that one is meant there.
    """
    if not name.places:
        return False
    meant = set(name.places) | {seat for one in name.places for seat in gazetteer().seats_of(one)}
    if meant.isdisjoint(_places_in(given, known)):
        return False
    said = _places_in([sentence], known)
    return not any(
        other not in said and True for other in _places_in(here, known)
    )


def _places_in(texts: Sequence[str], known: tuple[str, ...]) -> set[Place]:
    return {
        place for text in texts for name in find_names(text, known) for place in name.places
    }
