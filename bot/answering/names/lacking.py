"""Finds the first name of a sentence that a stretch of a passage doesn't carry."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.evidence import Stretch, sentences_of
from bot.answering.names.carrying import Aliases, carries, carries_part, sounds_of
from bot.answering.names.finding import find_names


def missing_name(
    sentence: str,
    stretch: Stretch,
    given: Sequence[str],
    aliases: Aliases,
    known: tuple[str, ...],
) -> str:
    """Return the first name that `stretch` doesn't carry; "" if there is none.

    Of "Vladimir Putin" the last word must stand in the stretch; the others may stand anywhere.
    """
    here = [sounds_of(one) for one in stretch.sentences]
    for name in find_names(sentence, known):
        if carries(name, here, aliases):
            continue
        if len(name.parts) > 1 and carries_part(name.parts[-1], here, aliases):
            everywhere = [sounds_of(one) for text in given for one in sentences_of(text)]
            if carries(name, everywhere, aliases):
                continue
        return name.text
    return ""
