"""Every sentence that a person reads, in Thai and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.texts.admins import ADMINS
from bot.texts.answers import ANSWERS
from bot.texts.help import HELP
from bot.texts.people import PEOPLE
from index.types import Language

# The one phrase for "the articles don't answer": prompts, code and tests share it.
NOT_FOUND = "NOT_IN_THE_ARTICLES"

TEXTS: Mapping[str, Mapping[Language, str]] = MappingProxyType(
    {**ANSWERS, **HELP, **PEOPLE, **ADMINS}
)


def text(key: str, language: Language, **values: object) -> str:
    """Return the sentence named `key` in `language`, with `values` filled in."""
    sentence = TEXTS[key][language]
    return sentence.format(**values) if values else sentence
