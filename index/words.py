"""Segments text into the words that the lexical leg compares, with PyThaiNLP's newmm.

Thai is written without spaces, so a dictionary-based segmenter (maximal matching over Thai character
clusters) finds the words; Latin words and numbers are kept whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from index.dictionary import use_compact_dictionary
from index.normalise import normalise_for_search

ENGINE = "newmm"

# A token is worth comparing when it holds a letter or a digit; marks alone and punctuation are not.
_PARTS = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_][\w\u0e00-\u0e7f]*")
_BETWEEN_SPACES = re.compile(r"\s+|\S+")
_BUDDHIST_YEAR = re.compile(r"2[45]\d\d")
BUDDHIST_ERA_OFFSET = 543

# Function words tell nothing about which passage answers. Thai ones are common enough in a Thai
# collection for their document frequency to say so; English ones are rare there, so they are named.
FUNCTION_WORDS = frozenset(
    """a about after all also am an and any are as at be because been before being between both
    but by can could did do does doing done down during each for from further had has have
    having he her here him his how i if in into is it its just many may me might more most
    much must my no nor not of off on once only or other our out over own same shall she
    should so some such than that the their them then there these they this those through to
    too under until up upon very was we were what when where which while who whom whose why
    will with would you your s t""".split()
)


def describe_segmentation() -> str:
    """Return how words are found, and the version: `newmm between spaces/pythainlp-5.4.0`; part of every manifest."""
    from importlib.metadata import version

    return f"{ENGINE} between spaces/pythainlp-{version('pythainlp')}"


def words(text: str) -> list[str]:
    """Return the searchable words of `text`, in order, normalised; empty for text without any."""
    found: list[str] = []
    for token in cut(normalise_for_search(text)):
        for part in _PARTS.findall(token):
            if part[0].isdigit():
                part = _number(part)
            elif part in FUNCTION_WORDS:
                continue
            found.append(part)
    return found


def cut(text: str) -> tuple[str, ...]:
    """Return `text` cut into words, white space and punctuation; joined they are `text` again.

    What the dictionary knows as one word with spaces in it, the name of a ministry, is several: few write
    it out when they ask. And a part between spaces that was cut before needn't be cut again.
    """
    return tuple(piece for part in _BETWEEN_SPACES.findall(text) for piece in _cut_part(part))


@lru_cache(maxsize=8192)
def _cut_part(part: str) -> tuple[str, ...]:
    from pythainlp.tokenize import word_tokenize

    use_compact_dictionary()
    return (part,) if part.isspace() else tuple(word_tokenize(part, engine=ENGINE))


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str, ...]:
    """Return what `cut` returns; for sentences, which are cut many times while an answer is checked."""
    return cut(text)


def word_edges(text: str) -> frozenset[int]:
    """Return the offsets where words begin or end: ปราก is Prague, but no part of ปรากฏ."""
    return frozenset(accumulate(map(len, pieces(text)), initial=0))


def any_of(forms: Iterable[str]) -> str:
    """Return a regular expression for any of `forms`, the longest first: "South Korea" is not "Korea"."""
    return "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))


@lru_cache(maxsize=65536)
def _number(token: str) -> str:
    """Return a number without thousands separators, a Buddhist-era year as the common-era one."""
    token = token.replace(",", "")
    if _BUDDHIST_YEAR.fullmatch(token):
        return str(int(token) - BUDDHIST_ERA_OFFSET)
    return token
