"""Tells how much of a sentence stands in a text in the same words and amounts."""

from __future__ import annotations

from functools import lru_cache

from bot.answering.quantities.amounts import find_amounts
from bot.answering.quantities.carrying import carries_amount
from index.words import words


@lru_cache(maxsize=32768)
def shared(sentence: str, texts: tuple[str, ...]) -> float:
    """Return the share, from 0 to 1, of what says something in `sentence` that one of `texts` has too.

    Words are those that the search compares. Where the segmenter joins or splits a word otherwise in a
    text, its letters count. Amounts are compared by what they are worth: "eight" is 8.
    """
    said, amounts = content_of(sentence), find_amounts(sentence)
    if not said and not amounts:
        return 0.0
    given = [(content_of(text), _squeezed(text)) for text in texts]
    same = 0
    for word in said:
        for known, letters in given:
            if word in known or word in letters:
                same += 1
                break
    same += sum(any(carries_amount(text, amount) for text in texts) for amount in amounts)
    return same / (len(said) + len(amounts))


@lru_cache(maxsize=4096)
def content_of(text: str) -> frozenset[str]:
    """Return the words of `text` without those that any sentence has."""
    from pythainlp.corpus import thai_stopwords

    return frozenset(words(text)) - thai_stopwords()


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    return "".join(text.split())
