"""Tells whether a text is Thai or English: a question by its grammar, any other text by its script."""

from __future__ import annotations

import re

from index.types import Language

_THAI = re.compile(r"[\u0e01-\u0e5b]")
_LATIN = re.compile(r"[A-Za-z]")
# The words that hold a sentence together. Names are often foreign, these never are.
_THAI_GRAMMAR = re.compile(
    r"คือ|ใคร(?!่)|อะไร|ไหน|เมื่อไร|เมื่อไหร่|เมื่อใด|ทำไม|เพราะ|กี่|เท่าไร|เท่าไหร่|เท่าใด|อย่างไร|ยังไง|ไหม|มั้ย|หรือ"
    r"|ครับ|ค่ะ|คะ\W*$|ล่ะ|แล้ว|เป็น|ไม่|ที่|ของ|และ|ใน|กับ|จาก|โดย|ซึ่ง|ว่า|ได้"
)
_ENGLISH_ASKS = (
    "what who whom whose when where why how which is are was were do does did has have had "
    "can could will would should tell"
)
_ENGLISH_GRAMMAR = re.compile(
    rf"\b(?:{'|'.join(_ENGLISH_ASKS.split())}|the|a|an|of|in|on|at|to|for|with|by|from|about|and|or|not)\b",
    re.IGNORECASE,
)
_ASKS_IN_ENGLISH = re.compile(rf"\W*(?:{'|'.join(_ENGLISH_ASKS.split())})\b", re.IGNORECASE)


def language_of(question: str, default: Language = "th") -> Language:
    """Return the language of `question`; `default` when it has neither Thai nor Latin letters.

    "Vladimir Putin คือใคร" is Thai for all its Latin letters, "What is สันถวไมตรี?" English for all its
    Thai ones: what counts is the language of its grammar. Where that doesn't say, the script does.
    """
    thai, english = _THAI_GRAMMAR.findall(question), _ENGLISH_GRAMMAR.findall(question)
    if thai and english:
        # One language names or quotes the other: an English title in a Thai question, or a Thai
        # word in an English one, which then begins by asking in English.
        asked = _ASKS_IN_ENGLISH.match(question) and len(english) > len(thai)
        return "en" if asked else "th"
    if thai or english:
        return "th" if thai else "en"
    return language_of_text(question, default)


def language_of_text(text: str, default: Language = "th") -> Language:
    """Return the language of `text`; `default` when it has neither Thai nor Latin letters.

    A Thai text often holds Latin names, an English one hardly ever Thai: Thai needs a third of the
    letters to win (a Thai word has about as many characters as its English translation).
    """
    thai, latin = len(_THAI.findall(text)), len(_LATIN.findall(text))
    if not thai and not latin:
        return default
    return "th" if thai * 2 >= latin else "en"
