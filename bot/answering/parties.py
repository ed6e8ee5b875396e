"""Finds who and what bodies a sentence is about: names, and nouns for people and bodies."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.names.finding import Name, find_names
from index.types import Language, Span
from index.words import FUNCTION_WORDS, pieces

# Beginnings of words for people and bodies, which are who acts in the news.
ACTING = tuple(
    """กรม กระทรวง กอง กลุ่ม กรรมการ คณะ ครู คน ชาว ตำรวจ ทหาร ทีม ธนาคาร นัก นาย บริษัท ประธาน ประชาชน
    ผู้ พรรค แพทย์ มหาวิทยาลัย รัฐ โรง ราษฎร ลูก ศาล ศูนย์ สภา สมาคม สมาชิก สหภาพ สหกรณ์ สำนัก สื่อ หน่วย องค์การ องค์กร
    อธิบดี อาสา เกษตรกร เครือข่าย เจ้าของ เจ้าหน้าที่ เทศบาล เอกชน แรงงาน โฆษก หอ นร. นักเรียน ฝ่าย กองทัพ""".split()
)
# And of those that act on each other in a story, though they rarely begin what is said.
NOUNS = (
    *ACTING,
    *"""เด็ก พ่อ แม่ บิดา มารดา บุตร สามี ภรรยา หมอ พยาบาล จำเลย โจทก์ ทนาย อัยการ สโมสร สายการบิน มูลนิธิ
    ช้าง เสือ สุนัข แมว""".split(),
)
LEAST_ALIKE = 0.6
"""The cosine from which on an English word may mean a Thai noun."""
NEARLY = 0.08
_LOWER = re.compile(r"(?<![\w’'-])(?![a-z]+(?:ed|ing|ly)(?![a-z]))[a-z]{3,}(?![\w’'-])")
_ANYBODY = frozenset("people person persons others men women".split())
NOBODY = frozenset(
    "คน คนแรก คนละ คนเดียว คนใด ที่ ผู้ ลูก วง รถ เรือ กลุ่ม ฝ่าย โรง รัฐ นาย กอง หน่วย ศูนย์ แม่น้ำ ลูกค้า".split()
)
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")
# Nouns that say who it is only together with the word that follows.
BOUND = frozenset(
    """ผู้ นัก ชาว คณะ กลุ่ม ทีม กระทรวง กรม สำนักงาน สมาคม ธนาคาร บริษัท มหาวิทยาลัย พรรค สหภาพ องค์การ องค์กร ศูนย์
    หน่วยงาน โรงพยาบาล กองทัพ เครือข่าย หอ สโมสร สายการบิน มูลนิธิ เรือ รถ วง วัด จังหวัด โรงเรียน โรงงาน ลูก คนขับ""".split()
)

Alike = Callable[[Sequence[str], Sequence[str]], "Sequence[Sequence[float]]"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or some body: where it stands, its name, or the Thai nouns that it may be called by."""

    span: Span
    name: Name | None
    nouns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.name.text if self.name else self.nouns[0]


@lru_cache(maxsize=4096)
def thai_nouns(text: str) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Return where a Thai text has nouns for people and bodies, and what they are called.

    That is the noun, and before it the noun with the word that follows, if it takes one to tell who.
    """
    found: list[tuple[Span, tuple[str, ...]]] = []
    tokens, position = pieces(text), 0
    for at, token in enumerate(tokens):
        span = Span(position, position + len(token))
        position = span.end
        if not token.startswith(NOUNS) or token in NOBODY:
            continue
        behind = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token in BOUND and _THAI.fullmatch(behind):
            found.append((span, (token + behind, token)))
        else:
            found.append((span, (token,)))
    return tuple(found)


def nouns_in(texts: Sequence[str]) -> list[str]:
    """Return the different nouns of Thai texts for people and bodies."""
    return list(
        dict.fromkeys(n for text in texts for _, called in thai_nouns(text) for n in called)
    )


def parties_of(
    sentence: str, language: Language, given: Sequence[str], known: tuple[str, ...], alike: Alike
) -> list[Party]:
    """Return the parties of a sentence in the order in which they stand.

    `given` are the Thai nouns of the text that it is compared with, and `alike` gives the cosines of
    words: an English noun is called what comes nearest to it.
    """
    names = find_names(sentence, known)
    found = [
        Party(name.span, name)
        for name in names
        if not any(character.isdigit() for character in name.text)
        and not any(_is_within(name.span, other.span) for other in names)  # Mali in นางมาลี
    ]
    nouns = list(thai_nouns(sentence)) if language == "th" else _translated(sentence, given, alike)
    for span, called in nouns:
        if not any(p.span.start < span.end and span.start < p.span.end for p in found):
            found.append(Party(span, None, called))
    return sorted(found, key=lambda party: party.span.start)


def english_nouns(sentence: str) -> list[str]:
    """Return the English words of a sentence that may be nouns for people and bodies."""
    return [match[0] for match in _english_words(sentence)]


def _english_words(sentence: str) -> list[re.Match[str]]:
    lower = sentence[:1].lower() + sentence[1:]
    return [m for m in _LOWER.finditer(lower) if m[0] not in FUNCTION_WORDS | _ANYBODY]


def _translated(
    sentence: str, given: Sequence[str], alike: Alike
) -> list[tuple[Span, tuple[str, ...]]]:
    written = _english_words(sentence)
    if not written or not given:
        return []
    cosines = alike([match[0] for match in written], given)
    found = []
    for match, row in zip(written, cosines, strict=True):
        best = max(row)
        if best >= LEAST_ALIKE:
            called = tuple(
                noun for noun, value in sorted(zip(given, row, strict=True), key=lambda o: -o[1])
                if value >= max(best - NEARLY, LEAST_ALIKE)
            )  # fmt: skip
            found.append((Span(*match.span()), called))
    return found


def _is_within(one: Span, other: Span) -> bool:
    return one != other and other.start <= one.start and one.end <= other.end
