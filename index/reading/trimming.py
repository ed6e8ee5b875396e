"""Leaves out of a span what is no part of an answer: white space, a preposition before it, a conjunction after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.words import pieces as words_and_spaces

if TYPE_CHECKING:
    from index.reading.windows import Pieces, Span

LEADING = ("ใน", "เมื่อ", "ณ", "โดย", "สำหรับ", "และ", "ว่า")
WHOLE = tuple(
    """ในหลวง ในที่สุด โดยสาร โดยตรง เมื่อคืน เมื่อวาน เมื่อเช้า เมื่อกี้ ว่าจ้าง ว่าความ ว่าการ ว่าที่ ว่าง ว่าว""".split()
)
TRAILING = frozenset(
    """และ หรือ แต่ กับ ที่ ซึ่ง ว่า โดย โดยมี ใน ของ เพื่อ เมื่อ ตาม จึง
    เป็น คือ มี ได้แก่ เนื่องจาก ทั้งนี้""".split()
)


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
    from pythainlp.corpus import thai_words

    if not text.startswith(LEADING):
        return ""
    first = words_and_spaces(text.split()[0])[0]
    # ณ begins many names; the preposition is written with a space after it.
    if text.startswith(WHOLE) or (text.startswith("ณ") and text[1:2].strip()):
        return ""
    # The dictionary has ในประเทศ as a word, too.
    parted = (lead for lead in LEADING if first.startswith(lead))
    return next((p for p in parted if first == p or first[len(p) :] in thai_words()), "")


def _without_trailing(text: str) -> str:
    """Return `text` without the function words it ends with, unless nothing else is in it."""
    words = list(words_and_spaces(text))
    while len(words) > 1 and (not (last := words[-1].strip()) or last in TRAILING):
        words.pop()
    return "".join(words) if words and words[-1] not in TRAILING else text
