"""Puts common English words of the news into the Thai that articles use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from index.words import any_of

FILE_NAME = "news_words.tsv"


class Glossary:
    """A few hundred words; names are left alone: a capital inside a sentence makes a word a name."""

    def __init__(self, thai: Mapping[str, str]) -> None:
        """Take the Thai of English words and phrases in lower case."""
        self._thai = thai
        self._pattern = re.compile(rf"\b(?:{any_of(thai)})\b", re.IGNORECASE)

    @classmethod
    def bundled(cls) -> Glossary:
        """Return the words that come with the package."""
        return _bundled()

    def in_thai(self, question: str) -> str:
        """Return `question` with every word that is known in Thai."""
        return self._pattern.sub(self._replaced, question)

    def _replaced(self, match: re.Match[str]) -> str:
        word = match.group()
        is_name = match.start() > 0 and word[0].isupper()
        return word if is_name else self._thai[word.lower()]


@lru_cache(maxsize=1)
def _bundled() -> Glossary:
    thai: dict[str, str] = {}
    for line in files("index").joinpath(FILE_NAME).read_text(encoding="utf-8").splitlines()[1:]:
        english, word = line.split("\t")
        thai.update(dict.fromkeys(english.split(","), word))
    return Glossary(thai)
