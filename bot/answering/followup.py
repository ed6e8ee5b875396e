"""Completes a follow-up question ("แล้วที่เวียดนามล่ะ", "and when?") with the question it follows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.pointing import points_back
from bot.answering.relational import names_nothing
from index.words import words

# How many follow-ups in a row are carried along with the question they all follow.
CHAIN = 2
MAX_OPENED_WORDS = 8
ALONE_WORDS = 4
ALONE_NAMES = 2

# Thanks and the like say nothing; what comes behind them may open like a follow-up.
_POLITE = re.compile(
    r"^\s*(?:(?:ขอบคุณ(?:มาก)?|โอเค|อ๋อ|อ้อ|อืม)(?:ครับ|ค่ะ|คะ|นะ)*"
    r"|(?:thanks?(?: you)?|i see|got it|great|ok(?:ay)?|hm+)\b)[\s,.!]+(?=\S)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:แล้วก็|แล้ว|และ|ส่วน(?=.*(?:ล่ะ|ละ|หละ))"
    r"|(?:and|but|so|then|also)\b[\s,]*(?:what about|how about)?"
    r"|what about|how about)\s*",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^\s*(?:(?:and|but|so|then|also)\b[\s,]*)?(?:what|how) about\b", re.IGNORECASE)
_CLOSING = re.compile(r"\s*(?:ล่ะ|ละ|หละ|เหรอ|น่ะ)?\s*(?:ครับ|คะ|ค่ะ|จ๊ะ)?\s*[?？]*\s*$")
_ENDS_ELLIPTIC = re.compile(r"(?:ล่ะ|หละ|ละ)\s*(?:ครับ|คะ|ค่ะ|จ๊ะ)?\s*[?？]*\s*$")
# A time, a place or company alone, asked for ("in which year?") or given ("กับคิม"): no verb, no topic.
_ENGLISH_PHRASE = re.compile(
    r"^\s*(?:since|until|in|on|at|by|with|without|to|from|for|during|after|before|under|against)\b"
    r"(?!.*\b(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)\b)",
    re.IGNORECASE,
)
_THAI_PREPOSITIONS = frozenset(
    "ที่ ใน กับ จาก โดย ของ ด้วย ตอน ช่วง เมื่อ ระหว่าง สำหรับ เพราะ ถึง ต่อ แก่ ตั้งแต่ จนถึง".split()
)
_MAX_PHRASE_WORDS = 3
_ASKS = re.compile(
    r"อะไร|ใคร|ไหน|เมื่อไ|เมื่อใด|เท่าไ|เท่าใด|กี่|ทำไม|อย่างไร|ยังไง"
    r"|\b(?:what|who|whom|when|where|why|how|which|did|does|do|is|was|were|are|has|have)\b",
    re.IGNORECASE,
)
_NAMES = re.compile(r"(?<=\s)[A-Z][a-z]+")
# Words that carry no topic of their own, so that "how many people was it" counts as elliptic.
_EMPTY = frozenset("เมื่อไร เมื่อไหร่ ไหน ที่ไหน ใคร ทำไม เท่าไร กี่ อะไร อย่างไร ครับ คะ ค่ะ บ้าง".split())
# What stands behind a Thai preposition and only asks: "from which", "with how many".
_THAI_ASKING = frozenset("ไหน ใด อะไร ใคร เท่าไร เท่าไหร่ เท่าใด กี่ บ้าง ครับ คะ ค่ะ".split())


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
    """Tell whether `question` needs an earlier one to be understood.

    It does when it opens or ends like a continuation, points back, or names no topic of its own.
    """
    said = _POLITE.sub("", question)
    opened = bool(_OPENING.match(said))
    ends = bool(_ENDS_ELLIPTIC.search(said))
    topic = topic_of(core(said))
    if (opened and ends) or _ABOUT.match(said):
        return True
    if len(topic) > MAX_OPENED_WORDS:
        return False
    back = points_back(core(said) if opened else said)
    if ends or back:
        return True
    if opened:
        return not _stands_alone(topic, said)
    return names_nothing(topic) or _is_phrase(said)


def core(question: str) -> str:
    """Return a follow-up without the words that only tie it to what was said before."""
    stripped = _CLOSING.sub("", _OPENING.sub("", _POLITE.sub("", question))).strip()
    return stripped or question.strip()


def _stands_alone(topic: Sequence[str], question: str) -> bool:
    # "And who won the election in Thailand in 2023?" opens like a follow-up but says everything.
    named = bool(_ASKS.search(question)) and len(_NAMES.findall(question)) >= ALONE_NAMES
    return named or len(topic) >= ALONE_WORDS


def _is_phrase(question: str) -> bool:
    """Tell whether `question` is only a phrase with a preposition: "in which year?", "กับพรรคไหน"."""
    if _ENGLISH_PHRASE.match(question):
        return len(question.split()) <= _MAX_PHRASE_WORDS + 1
    said = words(question)
    if not said or said[0] not in _THAI_PREPOSITIONS:
        return False
    asks = next((n for n, word in enumerate(said) if word in _THAI_ASKING), len(said))
    # What follows the asking word would be a verb: "ในฮานอยใครลงนาม".
    return asks < _MAX_PHRASE_WORDS and all(word in _THAI_ASKING for word in said[asks:])
