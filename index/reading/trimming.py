"""Leaves out of a span what is no part of an answer: white space, a preposition before it, a conjunction after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.words import pieces as words_and_spaces

if TYPE_CHECKING:
    from index.reading.windows import Pieces, Span

LEADING = frozenset("ใน เมื่อ ณ โดย สำหรับ และ ว่า".split())
TRAILING = frozenset(
    """และ หรือ แต่ กับ ที่ ซึ่ง ว่า โดย โดยมี ใน ของ เพื่อ เมื่อ ตาม จึง
    เป็น คือ มี ได้แก่ เนื่องจาก ทั้งนี้""".split()
)
# What says nothing, or the opposite, without the word behind it: "no" of "there is no", "being" of "being a".
BINDING = frozenset(
    """ไม่ มิ ไม่ได้ มิได้ ไม่เคย ไร้ ได้ เคย จะ ต้อง ควร อาจ น่าจะ คง ยัง ยังคง กำลัง เพิ่ง
    การ ความ ผู้ ผู้ที่""".split()
)
# The dictionary has these as words; before a name they are a preposition and what the name begins with.
JOINED = {"ในประเทศ": "ใน", "ในกรม": "ใน"}


def trim(passage: str, pieces: Pieces, span: Span) -> tuple[int, int]:
    """Return the code points [start, end) of the span, without function words at its edges.

    An answer to "when" is a day, not "on a day", nor "a day, and". The network can't always tell: a piece
    of its vocabulary may hold the end of one word and the whole of the next.
    """
    if not len(pieces.ids):
        return 0, 0
    start, end = int(pieces.starts[span.first]), int(pieces.ends[span.last])
    spanned = passage[start:end]
    start += len(spanned) - len(spanned.lstrip())
    text = spanned.strip()
    rest = text[len(_leading(text)) :].lstrip()
    if len(rest) > 1:
        start += len(text) - len(rest)
        text = rest
    return start, start + len(_without_trailing(text))


def _leading(text: str) -> str:
    """Return the preposition or conjunction that `text` begins with, if it is a word of its own there."""
    first, second = (*words_and_spaces(text)[:2], "", "")[:2]
    if first in JOINED and second.strip() and second not in TRAILING:
        return JOINED[first]
    # ณ begins many names; the preposition is written with a space after it.
    if first not in LEADING or (first == "ณ" and second.strip()):
        return ""
    return first


def _without_trailing(text: str) -> str:
    """Return `text` without the function words it ends with, unless nothing else is in it."""
    words = list(words_and_spaces(text))
    while len(words) > 1 and words[-2] not in BINDING and _is_left_out(words[-1]):
        words.pop()
    if len(words) == 1 and words[0] in TRAILING:
        return text
    return "".join(words).rstrip()


def _is_left_out(word: str) -> bool:
    return not word.strip() or word in TRAILING
