"""Completes a follow-up question ("แล้วที่เวียดนามล่ะ", "and when?") with the question it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.words import words

# How many follow-ups in a row are carried along with the question they all follow.
CHAIN = 2
MAX_OPENED_WORDS = 8
ALONE_WORDS = 4

_OPENING = re.compile(
    r"^\s*(?:แล้วก็|แล้ว|และ"
    r"|(?:and|but|so|then|also|ok(?:ay)?)\b[\s,]*(?:what about|how about)?"
    r"|what about|how about)\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\s*(?:ล่ะ|ละ|หละ|เหรอ|น่ะ)?\s*(?:ครับ|คะ|ค่ะ|จ๊ะ)?\s*[?？]*\s*$")
_ENDS_ELLIPTIC = re.compile(r"(?:ล่ะ|หละ|ละ)\s*(?:ครับ|คะ|ค่ะ|จ๊ะ)?\s*[?？]*\s*$")
_POINTS_BACK = re.compile(
    r"\b(?:he|she|it|they|him|them|his|hers?|its|theirs?|there|then|that|those|this|these"
    r"|the same|the other)\b"
    r"|ที่นั่น|ที่นั้น|ตอนนั้น|ครั้งนั้น|เรื่องนั้น|เรื่องนี้|คนนั้น|คนนี้|อันนั้น|วันนั้น|ปีนั้น|แห่งนั้น",
    re.IGNORECASE,
)
# Compared with whole words: เขา is "he", but also begins the name of many a mountain.
_PRONOUNS = frozenset("เขา เธอ มัน พวกเขา ท่าน".split())
# Asking words alone: "when?", "เมื่อไร", "ที่ไหน", "why is that?"
_ONLY_ASKS = re.compile(
    r"^\s*(?:when|where|who|why|how(?: (?:many|much|long|old|far))?|which(?: one)?|what(?: else)?"
    r"|since when|until when|with whom|by whom|is that so|really"
    r"|เมื่อไร|เมื่อไหร่|เมื่อใด|ตอนไหน|วันไหน|ปีไหน|ที่ไหน|ที่ใด|ใคร|กับใคร|โดยใคร|ทำไม|เพราะอะไร|เท่าไร|เท่าไหร่"
    r"|กี่คน|กี่ครั้ง|อย่างไร|ยังไง|อะไร|อะไรอีก)\s*(?:ครับ|คะ|ค่ะ|บ้าง)?\s*[?？]*\s*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"อะไร|ใคร|ไหน|เมื่อไ|เมื่อใด|เท่าไ|เท่าใด|กี่|ทำไม|อย่างไร|ยังไง"
    r"|\b(?:what|who|whom|when|where|why|how|which|did|does|do|is|was|were|are|has|have)\b",
    re.IGNORECASE,
)
# Words that carry no topic of their own, so that "how many people was it" counts as elliptic.
_EMPTY = frozenset("เมื่อไร เมื่อไหร่ ไหน ที่ไหน ใคร ทำไม เท่าไร กี่ อะไร อย่างไร ครับ คะ ค่ะ บ้าง".split())


def resolve(question: str, previous: Sequence[str]) -> str:
    """Return what to search for: `question`, together with what it follows if it can't stand alone.

    `previous` are the questions that the same person asked before, oldest first. The last of them
    that stands alone is taken, with at most `CHAIN` follow-ups between.
    """
    if not previous or not is_elliptic(question):
        return question
    alone = next(
        (n for n in reversed(range(len(previous))) if not is_elliptic(previous[n])),
        0,
    )
    between = [core(earlier) for earlier in previous[alone + 1 :][-CHAIN:]]
    parts = [previous[alone].strip().rstrip("?？ "), *between, core(question)]
    return " ".join(part for part in parts if part)


def focus(question: str, searched: str) -> str:
    """Return what to look for in the passages found for `searched`.

    A follow-up that asks something of its own ("แล้วสภาลงมติเท่าไร") is asked as it is: beside the
    question before it, it would be answered like that one. Others ("แล้วที่เวียดนามล่ะ", "and when?")
    need it to be a question at all.
    """
    stripped = core(question)
    return stripped if topic_of(stripped) and _ASKS.search(stripped) else searched


def topic_of(question: str) -> list[str]:
    """Return the words of `question` that say what it is about."""
    return [word for word in words(question) if word not in _EMPTY]


def is_elliptic(question: str) -> bool:
    """Tell whether `question` needs an earlier one to be understood."""
    if _ONLY_ASKS.match(question):
        return True
    opened = _OPENING.match(question)
    topic = topic_of(core(question))
    if opened and _ENDS_ELLIPTIC.search(question):
        return True
    if opened and len(topic) <= MAX_OPENED_WORDS:
        return not _stands_alone(topic, question)
    if _ENDS_ELLIPTIC.search(question) and len(topic) <= MAX_OPENED_WORDS:
        return True
    if points_back(question) and len(topic) <= MAX_OPENED_WORDS:
        return not _names_somebody(question)
    return not topic


def points_back(question: str) -> bool:
    """Tell whether a pronoun or the like in `question` refers to something said before."""
    return bool(_POINTS_BACK.search(question)) or not _PRONOUNS.isdisjoint(words(question))


def core(question: str) -> str:
    """Return a follow-up without the words that only tie it to what was said before."""
    stripped = _CLOSING.sub("", _OPENING.sub("", question)).strip()
    return stripped or question.strip()


def _stands_alone(topic: Sequence[str], question: str) -> bool:
    # "And who won the election in Thailand in 2023?" opens like a follow-up but says everything.
    return len(topic) >= ALONE_WORDS and not points_back(question)


def _names_somebody(question: str) -> bool:
    """Tell whether an English question names what it is about: then "there" or "that" points into it."""
    return bool(re.search(r"(?<=\s)[A-Z][a-z]+", question))
