"""Tells how much of a sentence stands in a text in the same words and amounts."""

from __future__ import annotations

from functools import lru_cache

from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import missing_amounts
from index.words import words


def shared(sentence: str, text: str) -> float:
    """Return the share, from 0 to 1, of the words that say something in `sentence` that `text` has too.

    Words are those that the search compares. Where the segmenter joins or splits a word otherwise in
    `text`, its letters count. Amounts are compared by what they are worth: "eight" is 8.
    """
    said, amounts = content_of(sentence), len(find_amounts(sentence))
    if not said and not amounts:
        return 0.0
    given, letters = content_of(text), _squeezed(text)
    same = sum(word in given or word in letters for word in said)
    same += amounts - min(amounts, len(missing_amounts(sentence, [text])))
    return same / (len(said) + amounts)


@lru_cache(maxsize=4096)
def content_of(text: str) -> frozenset[str]:
    """Return the words of `text` without those that any sentence has."""
    from pythainlp.corpus import thai_stopwords

    return frozenset(words(text)) - thai_stopwords()


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return "".join(text.split())
