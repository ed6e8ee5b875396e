"""Tells whether a written sentence is in the language of the question."""

from __future__ import annotations

import re

from index.language import language_of
from index.types import Language

_OTHER_SCRIPT = re.compile(r"[^\W\d_]")
_KNOWN_SCRIPT = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0e00-\u0e7f]")
_LATIN_WORD = re.compile(r"[a-z\u00c0-\u024f\u1e00-\u1eff]+(?:['’][a-z]+)?", re.IGNORECASE)
# Frequent small words tell the languages of Latin script apart in a sentence or less.
_ENGLISH = frozenset(
    """the of and to in a an is was were are be been has have had that it for on with as by at from this which
    who will would not but they he she his her their its after before more than about said or when also over
    into first during there""".split()
)
_FOREIGN = frozenset(
    """le la les des du une est dans pour avec que qui sur par pas sont ce cette ont aux il elle nous vous et au
    el los las del una por con para es en como más fue su al lo se y
    der die das und ist nicht mit von den dem ein eine zu auf für im sich auch wurde hat
    il gli della che di per sono nel è
    o os um uma não dos das em foi
    và của là không có được trong cho với các một
    yang dan di dengan untuk dari ini itu pada adalah tidak
    het een van niet voor zijn ook""".split()
) - _ENGLISH  # fmt: skip
FOREIGN_LETTERS = 0.2


def is_in(sentence: str, language: Language) -> bool:
    """Tell whether `sentence` is in `language`; one without letters is in any."""
    letters = _OTHER_SCRIPT.findall(sentence)
    if not letters:
        return True
    strange = sum(not _KNOWN_SCRIPT.match(letter) for letter in letters)
    if strange > FOREIGN_LETTERS * len(letters) or language_of(sentence, language) != language:
        return False
    if language == "th":
        return True
    words = [word.casefold() for word in _LATIN_WORD.findall(sentence)]
    foreign = sum(word in _FOREIGN for word in words)
    return foreign <= sum(word in _ENGLISH for word in words)
