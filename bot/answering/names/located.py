"""Tells whether a place that a sentence names is where a passage is set, though the words that support it leave that out."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.names.finding import Name, find_names
from bot.answering.names.gazetteer import Place, gazetteer

HOME = "Thailand"
OF_HOME = frozenset(("Thai", "Thais", "Thailand", "ไทย", "ประเทศไทย"))  # which Thai news leaves out


def is_setting(
    name: Name, sentence: str, here: Sequence[str], given: Sequence[str], known: tuple[str, ...]
) -> bool:
    """Tell whether `name` is a place of the texts `given`, and the sentences `here` name none in its stead.

    News names a place once, in its headline or lead, and goes on: "the governor closed the park". Where
    the words that support a sentence name places and the sentence says none of them, one of these is meant.
    """
    if not name.places:
        return False
    meant = {*name.places, *(seat for one in name.places for seat in gazetteer().seats_of(one))}
    if meant.isdisjoint(_places_in(given, known)):
        return False
    around = {place for place in _places_in(here, known) if place.name != HOME}
    return not around or not around.isdisjoint(_places_in([sentence], known))


def _places_in(texts: Sequence[str], known: tuple[str, ...]) -> set[Place]:
    return {place for text in texts for name in find_names(text, known) for place in name.places}
