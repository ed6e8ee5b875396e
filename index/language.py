"""Tells whether a text is Thai or English, by its script."""

from __future__ import annotations

import re

from index.types import Language

_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN = re.compile(r"[A-Za-z]")


def language_of(text: str, default: Language = "th") -> Language:
    """Return the language of `text`; `default` when it has neither Thai nor Latin letters.

    A Thai question often holds Latin names, an English one hardly ever Thai: Thai needs a third of
    the letters to win (a Thai word has about as many characters as its English translation).
    """
    thai, latin = len(_THAI.findall(text)), len(_LATIN.findall(text))
    if not thai and not latin:
        return default
    return "th" if thai * 2 >= latin else "en"
