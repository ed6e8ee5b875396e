"""Tells whether what was found speaks of those whom a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.names.carrying import Aliases, carries, carries_part, learnt_from
from bot.answering.names.finding import Name, find_names
from bot.answering.names.located import OF_HOME
from bot.answering.names.sounds import sounds_of, squeezed


def unnamed(question: str, texts: Sequence[str]) -> str:
    """Return the first name of `question` that none of `texts` has in any spelling; "" if there is none.

    Of somebody's first and family name the last one is enough. What is too short to tell who it is, as
    misspelt words leave it over, isn't looked for.
    """
    names = [
        name
        for name in find_names(question)
        if name.text not in OF_HOME and name.telling and name.text[0].isalpha()
    ]
    if not names:
        return ""
    letters = squeezed("".join(texts))
    aliases = {latin: (thai,) for text in texts for latin, thai in learnt_from(text)}
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    return next((name.text for name in names if not _stands(name, letters, lines, aliases)), "")


def _stands_misspelt(name: str, letters: str) -> bool:
    """Tell whether a Thai name stands among `letters` but for one letter: people misspell what they ask."""
    if name.isascii():
        return False
    one_wrong = (f"{re.escape(name[:at])}.{re.escape(name[at + 1 :])}" for at in range(len(name)))
    return any(re.search(pattern, letters) for pattern in one_wrong)


def _stands(name: Name, letters: str, lines: Sequence[str], aliases: Aliases) -> bool:
    """Tell whether a name stands among `letters` as it is, or in one of `lines`, which takes longer to tell."""
    last = squeezed(name.parts[-1])
    return (
        last in letters
        or _stands_misspelt(last, letters)
        or any(
            carries(name, [sounds], aliases) or carries_part(name.parts[-1], [sounds], aliases)
            for sounds in map(sounds_of, lines)
        )
    )
