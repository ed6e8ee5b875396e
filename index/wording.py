"""Words a question as the articles would: places, names and common words in Thai, a city with its country."""

from __future__ import annotations

from collections.abc import Sequence

from index.glossary import Glossary
from index.language import language_of
from index.names import with_thai_names
from index.places import Places

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
        """Return `question` with its places and, if it is in English, its names as `passages` spell them.

        So a reader meets in the question what stands in the passage, and knows that what was signed
        in Hanoi was signed with Vietnam.
        """
        worded = self._places.in_thai(question)
        if language_of(question) == "th":
            return worded
        return self._glossary.in_thai(with_thai_names(worded, passages[:NAMING]))
