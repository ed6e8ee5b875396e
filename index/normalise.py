"""Makes texts comparable for searching: spellings that look the same become the same.

Only search sees the result. What is stored and quoted stays as it was written.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_DIGITS_AND_MARKS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789") | str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
)
_MOST_PASSES = 8


def normalise_for_search(text: str) -> str:
    """The text as search compares it.

    NFC, no invisible characters, Thai digits as Arabic ones, case folded, spaces collapsed; Thai
    vowels and tone marks in one order, "ํ" + "า" as "ำ", "เ" + "เ" as "แ", repeated
    marks once (pythainlp's `normalize`). Normalising twice changes nothing. Lone surrogates are
    dropped. Never raises.
    """
    from pythainlp.util import normalize

    text = _plain(_SURROGATES.sub("", text))
    for _ in range(_MOST_PASSES):  # one rule can make work for another: repeat until none applies
        before, text = text, _plain(normalize(text))
        if text == before:
            break
    return text


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = text.translate(_DIGITS_AND_MARKS).casefold()
    return _SPACES.sub(" ", text).strip()
