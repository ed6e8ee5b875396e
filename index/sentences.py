"""Finds the sentences of Thai text, which has no full stops, as offsets that cover every paragraph.

PyThaiNLP's `crfcut` proposes where a sentence may end (a conditional random field trained on the
Thai national and TED corpora). It proposes too often for news prose, so a proposal is taken only
where a reader would pause: at a space, outside brackets and quotation marks, not before a number,
and not before a word that leans on the clause it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from index.clusters import clusters
from index.dictionary import use_compact_dictionary
from index.types import Span
from index.words import cut, word_edges

MIN_CHARACTERS = 40
MAX_CHARACTERS = 240
NAME_PIECES = 3  # pieces that a name no dictionary has may be cut into
TITLES = frozenset(
    """ประธานาธิบดี นายกรัฐมนตรี รมว. รมต. ปธน. นาย นาง นางสาว น.ส. ดร. พลเอก พลโท พลตรี พล.อ. พล.ท.
    พล.ต. พ.อ. พ.ต.อ. เจ้าชาย เจ้าหญิง ม.ร.ว. ม.ล.""".split()
)

_PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")
_THAI = re.compile("[ก-๙]")
_BRACKETS = {"(": ")", "[": "]", "“": "”", "‘": "’", "«": "»"}
# Words that begin a clause depending on the one before, among them verbs whose subject stands there:
# a sentence that starts with one says too little when it is quoted alone.
_LEANING = tuple(
    """ซึ่ง เพราะ เนื่องจาก รวมทั้ง รวมถึง ตลอดจน ตั้งแต่ เพื่อ ที่ ของ และ หรือ โดย ว่า เป็น
    ใน จาก กับ แก่ ให้ ตาม ต่อ ด้วย จน จึง คือ ได้แก่ เช่น อันเป็น อันเนื่อง พร้อม แล้ว นั้น
    นี้ คน นาย ราย ครั้ง ฉบับ แห่ง บาท ดอลลาร์ หน่วย ตัว ปี เดือน ล้าน พัน หมื่น แสน เปอร์เซ็นต์ ได้ จะ ถูก เพิ่ง กำลัง
    เคย ต้อง อาจ ควร ยัง ไม่ กล่าว ระบุ พบ เดินทาง จับมือ ประกาศ ยืนยัน ปฏิเสธ เรียกร้อง""".split()
)
_AFTER_ABBREVIATION = re.compile(r"[ก-ฮ]{1,4}\.\s*$")


def paragraphs(text: str) -> Iterator[Span]:
    """Yield the non-empty lines of `text`, without the white space around them."""
    for match in _PARAGRAPH.finditer(text):
        yield trim(text, match.start(), match.end())


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order; none crosses a line break, none is only white space."""
    return [span for paragraph in paragraphs(text) for span in sentences_of(text, paragraph)]


def sentences_of(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences within one paragraph of `text`."""
    found: list[Span] = []
    start = paragraph.start
    for end in _proposals(text, paragraph):
        if _is_end(text, start, end, paragraph.end):
            found.append(trim(text, start, end))
            start = end
    found.append(trim(text, start, paragraph.end))
    return [piece for span in found for piece in _split_long(text, span)]


def _proposals(text: str, paragraph: Span) -> Iterator[int]:
    from pythainlp.tokenize import sent_tokenize

    use_compact_dictionary()
    # The tagger can't take lone surrogates; a question mark is as long as one.
    line = paragraph.of(text).encode("utf-8", "replace").decode("utf-8")
    pieces = [str(piece) for piece in sent_tokenize(line, engine="crfcut")]
    # crfcut may drop or change white space on odd input; then the spaces themselves are proposed.
    if "".join(pieces) != line:
        pieces = re.findall(r"\S+\s*", line)
    position = paragraph.start
    for piece in pieces[:-1]:
        position += len(piece)
        yield position


def _is_end(text: str, start: int, here: int, end: int) -> bool:
    before, after = text[start:here], text[here:end]
    if not before[-1:].isspace() and not after[:1].isspace():
        return False
    if len(before.strip()) < MIN_CHARACTERS or len(after.strip()) < MIN_CHARACTERS:
        return False
    following = after.lstrip()
    if following[0].isdigit() or _AFTER_ABBREVIATION.search(before):
        return False
    if not _is_balanced(before) or following.startswith(_LEANING):
        return False
    return not _is_inside_a_name(before.rstrip(), following)


def _is_inside_a_name(before: str, following: str) -> bool:
    """Tell whether a space stands between a first and a last name, as in `ประธานาธิบดีสี จิ้นผิง`.

    A title right before means a name follows. Foreign names are spelt with words that no
    dictionary has.
    """
    from pythainlp.corpus import thai_words

    dictionary = thai_words()
    *earlier, nearest = before.split()[-2:]
    last = cut(nearest)
    titled = [*last[-3:], *(word for part in earlier for word in cut(part)[-1:])]
    if any(word in TITLES for word in titled):
        return True
    first = cut(following.split(maxsplit=1)[0])
    return _is_odd(last[-NAME_PIECES:], dictionary) and _is_odd(first[:NAME_PIECES], dictionary)


def _is_odd(words: Sequence[str], dictionary: frozenset[str]) -> bool:
    """Tell whether a Thai piece among `words` is in no dictionary: of ดมิทรี two of four are."""
    return any(_THAI.match(word) and word not in dictionary for word in words)


def _is_balanced(text: str) -> bool:
    return text.count('"') % 2 == 0 and all(
        text.count(opening) <= text.count(closing) for opening, closing in _BRACKETS.items()
    )


def _split_long(text: str, span: Span) -> Iterator[Span]:
    """Yield `span`, cut at the space nearest to its middle for as long as it is too long to quote.

    Without such a space it is cut between two words, without those between two characters' clusters.
    """
    if len(span) <= MAX_CHARACTERS:
        if len(span):
            yield span
        return
    middle = (span.start + span.end) // 2
    gaps = [
        match.end()
        for match in re.finditer(r"\s+", span.of(text))
        if MIN_CHARACTERS <= match.end() <= len(span) - MIN_CHARACTERS
        and not span.of(text)[match.end()].isdigit()
        and not _is_inside_a_name(span.of(text)[: match.start()], span.of(text)[match.end() :])
    ]
    if not gaps:
        gaps = _edges(span.of(text))
    if not gaps:
        yield span
        return

    def cost(gap: int) -> float:
        position = span.start + gap
        rest = text[position : span.end]
        leaning = 0.0 if not rest.startswith(("และ", "แต่", "โดย", "ซึ่ง", "ขณะ")) else -20.0
        broken = 0.0 if _is_balanced(text[span.start : position]) else 60.0
        return abs(position - middle) + leaning + broken

    cut = span.start + min(gaps, key=cost)
    yield from _split_long(text, trim(text, span.start, cut))
    yield from _split_long(text, trim(text, cut, span.end))


def _edges(text: str) -> list[int]:
    """Return where words of `text` begin, not too near to its ends; in one long word, where clusters do."""
    inside = range(MIN_CHARACTERS, len(text) - MIN_CHARACTERS + 1)
    whole = [edge for edge in accumulate(map(len, clusters(text))) if edge in inside]
    words = word_edges(text)
    return [edge for edge in whole if edge in words] or whole


def trim(text: str, start: int, end: int) -> Span:
    """Return the span from `start` to `end` without the white space around it; it may be empty."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
