"""Words a question as the articles would: places, names and common words in Thai, a city with its country."""

from __future__ import annotations

from collections.abc import Sequence

from index.glossary import Glossary
from index.language import language_of
from index.names import with_thai_names
from index.offices import asked_by_name
from index.places import Places
from index.spelling import as_spelt

NAMING = 10  # passages whose names are looked through


class Wording:
    """Rewords questions; what it gives is for the lexical leg and the reader, never shown."""

    def __init__(self, places: Places, glossary: Glossary) -> None:
        self._places = places
        self._glossary = glossary

    @classmethod
    def bundled(cls) -> Wording:
        """Return what knows the places and words that come with the package."""
        return cls(Places.bundled(), Glossary.bundled())

    def of(self, question: str, passages: Sequence[str] = ()) -> str:
        """Return `question` with its places and names as `passages` spell them.

        So a reader meets in the question what stands in the passage, and knows that what was signed
        in Hanoi was signed with Vietnam.
        """
        passages = passages[:NAMING]
        worded = self._places.in_thai(as_spelt(question, passages, self._places))
        if language_of(question) == "th":
            return asked_by_name(worded)
        return self._glossary.in_thai(with_thai_names(worded, passages))

    def in_passage(self, question: str, passage: str, among: Sequence[str] = ()) -> str:
        """Return `question`, worded already, with its names as this one passage spells them.

        What an abbreviation stands for may be told by the passages that this one is found `among`.
        """
        return as_spelt(question, (passage,), self._places, among)
