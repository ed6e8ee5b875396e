"""Finds the first name of a sentence that a stretch of a passage doesn't carry, or none of the passages has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from bot.answering.evidence import sentences_of
from bot.answering.names.bodies import find_bodies
from bot.answering.names.borrowed import is_borrowed
from bot.answering.names.carrying import Aliases, carries, carries_part
from bot.answering.names.elements import (
    is_made_of_elements,
    widened,
    without_beginning,
    without_number,
)
from bot.answering.names.finding import Name, find_names
from bot.answering.names.headed import other_than_given
from bot.answering.names.located import OF_HOME, is_setting
from bot.answering.names.people import missing_person
from bot.answering.names.placed import missing_place
from bot.answering.names.sounds import Sounds, plain, sounds_of

_GLOSS = re.compile(r"[ก-๎]{0,20} ?\((?P<latin>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,4})\)")
_DIGIT = re.compile(
    "[0-9๐-๙]"
)  # M81 is a road among others: a count or a price beside it isn't of all


def missing_name(
    sentence: str,
    here: Sequence[str],
    given: Sequence[str],
    aliases: Aliases,
    known: tuple[str, ...],
) -> str:
    """Return the first name that the sentences `here` don't carry; "" if there is none.

    Of "Vladimir Putin" the last word must stand in them; the others may stand anywhere. What was named
    before goes without saying, unless they name a place that the sentence doesn't.
    """
    spoken = [sounds_of(one) for one in here]
    bodies = [span for span, _ in find_bodies(sentence)]
    for name in find_names(sentence, known):
        if name.text in OF_HOME or carries(name, spoken, aliases):
            continue
        if any(span.start <= name.span.start and name.span.end <= span.end for span in bodies):
            continue  # Chiang Mai of its university, which Thai abbreviates มช.
        if len(name.parts) > 1 and carries_part(name.parts[-1], spoken, aliases):
            everywhere = [sounds_of(one) for text in given for one in sentences_of(text)]
            if carries(name, everywhere, aliases):
                continue
        if _names_nothing(name, sentence) or _otherwise(name, sentence, spoken, aliases):
            continue
        if is_setting(name, sentence, here, given, known):
            continue
        if _DIGIT.search(name.text) or _names_another_place(sentence, here, known):
            return name.text
        before = [sounds_of(one) for text in given for one in _before(here, text)]
        if not carries(name, before, aliases):
            return name.text
    return ""


def _before(here: Sequence[str], passage: str) -> Iterator[str]:
    """Yield the sentences of a passage before the first of those that are `here`."""
    return takewhile(lambda one: one not in here, sentences_of(passage))


def _names_another_place(sentence: str, here: Sequence[str], known: tuple[str, ...]) -> bool:
    """Tell whether the sentences `here` name a place that `sentence` doesn't: what they say may be of that one."""
    own = {place for name in find_names(sentence, known) for place in name.places}
    return any(not sounds_of(one).places <= own for one in here)


def _names_nothing(name: Name, sentence: str) -> bool:
    """Tell whether a name is but a piece of a common noun, or of a currency: US$."""
    return sentence.startswith("$", name.span.end) or is_borrowed(name, sentence)


def _otherwise(name: Name, sentence: str, spoken: Sequence[Sounds], aliases: Aliases) -> bool:
    """Tell whether texts carry a name together with the words around it, or without its number."""
    others = (
        widened(name, sentence),
        without_number(name, spoken),
        without_beginning(name, spoken),
    )
    if _is_glossed(name, sentence, spoken) or is_made_of_elements(name, sentence, spoken):
        return True
    return any(other != name and carries(other, spoken, aliases) for other in others)


def _is_glossed(name: Name, sentence: str, spoken: Sequence[Sounds]) -> bool:
    """Tell whether a sentence gives a Thai name in Latin letters too, in brackets, and texts have those."""
    gloss = _GLOSS.match(sentence, name.span.end)
    words = {plain(word) for word in gloss["latin"].split()} if gloss else set()
    return bool(words) and any(words <= given.latin for given in spoken)


@lru_cache(maxsize=256)
def absent_name(sentence: str, given: tuple[str, ...]) -> str:
    """Return the first public body, Thai person or Thai place of `sentence` that no passage has; "" if there is none.

    Texts name them in full once and say "the ministry" or "he" from then on, so all of a passage counts.
    """
    for span, body in find_bodies(sentence):
        if not any(body.stands_in(text) for text in given):
            return span.of(sentence)
    letters = "".join("".join(text.split()) for text in given)
    return (
        missing_person(sentence, letters)
        or missing_place(sentence, letters)
        or other_than_given(sentence, given)
    )
