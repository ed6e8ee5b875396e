"""Finds names behind a word that says what they are of, which a passage has of others only: แม่น้ำเมย, Wat Suan Dok."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.answering.names.common_words import is_frequent
from bot.answering.names.gazetteer import gazetteer, province_names
from bot.answering.names.spelling import likeness
from index.words import pieces

_ALIKE = {"อ.": "อำเภอ", "ต.": "ตำบล", "จ.": "จังหวัด", "ถ.": "ถนน", "รพ.": "โรงพยาบาล", "ม.": "มหาวิทยาลัย", "ที่วัด": "วัด"}  # fmt: skip
_HEADS = frozenset(
    """อำเภอ ตำบล แขวง เขต อุทยานแห่งชาติ เขื่อน ถนน วัด หาด เกาะ แม่น้ำ จังหวัด ปราสาท ท่าเรือ มหาวิทยาลัย โรงพยาบาล""".split()
)
_BEGIN_NAMES = frozenset(
    """บาง คลอง หนอง บ้าน ท่า ดอน โพธิ์ วัง ห้วย ปาก แม่ เชียง เขา เกาะ ป่า ทุ่ง โคก โนน พระ ศรี ดง บึง สระ กุด พาน
    ลาด แหลม ดอย พนม นคร""".split()
)
"""Everyday words that many Thai names begin with."""
_FUNCTION = frozenset(
    """ที่ นี้ นั้น ดังกล่าว ต่าง ต่างๆ เดียวกัน ใกล้เคียง ของ ใน และ ซึ่ง มี ได้ จะ ถูก เป็น อยู่ ใด ครับ ค่ะ คะ นะ หรือ แห่ง
    จึง ก็ ให้ เพื่อ กับ จาก ไป มา แล้ว ยัง ไม่ เปิด ปิด ละ อื่น อื่นๆ เอง คือ ทุกแห่ง ข้างเคียง ส่วน คน พื้นที่ อย่าง ครั้ง เขต
    ต่อ โดย ว่า เมื่อ ตาม ทั้ง หลาย ทุก""".split()
)
_THAI = re.compile("[ก-๎]{2,}")
_LATIN = re.compile("[A-Z][a-z’'-]+")
_LATIN_HEADED = re.compile(
    r"(?P<wat>Wat(?: [A-Z][a-z]+){1,3})|(?P<river>(?!The )(?:[A-Z][a-z]+ ){1,2})River\b"
)
_INSTITUTIONS = {
    "Hospital": "โรงพยาบาล|รพ\\.",
    "Airport": "สนามบิน|ท่าอากาศยาน",
    "Prison": "เรือนจำ",
    "University": "มหาวิทยาลัย|ม\\.",
}
_OF_PROVINCES = re.compile(
    rf"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){{0,2}}) (?:Provincial |International |Central )?(?P<kind>{'|'.join(_INSTITUTIONS)})(?! [A-Z])"
)
FAR = 24  # characters behind the word in which its province stands
_BEFORE_RIVERS = re.compile("แม่น้ำ|ลุ่มน้ำ|ลำน้ำ|น้ำ|คลอง|ห้วย")
LEAST = 3  # characters of a name
BEGINNING = 5  # characters of a name that are enough of it
LIKELY = -3.2
"""Likeliness, a letter, from which on a Latin name may spell a Thai one."""
LONGEST = 5  # words of a Thai name that is one in Latin letters


def other_than_given(sentence: str, given: tuple[str, ...]) -> str:
    """Return the first such name of `sentence` that the passages `given` don't have; "" if none.

    A Thai passage must name another of the kind: one of them is taken for the other. Of a passage in Latin
    letters no word may spell it.
    """
    text = "\n".join(given)
    if not _THAI.search(sentence):
        return _other_in_latin(sentence, text)
    thai = bool(_THAI.search(text))
    letters = "".join(text.split())
    named = _heads_in(text) if thai else frozenset()
    for head, name in _headed(sentence):
        if thai and (head not in named or name[:BEGINNING] in letters):
            continue
        if not thai and _is_spelt(name, text):
            continue
        return head + name
    return ""


@lru_cache(maxsize=512)
def _headed(text: str) -> tuple[tuple[str, str], ...]:
    """Return the words that say what a name is of, each with the one or two words of the name behind it."""
    return tuple(_headed_in([token for token in pieces(text) if not token.isspace()]))


@lru_cache(maxsize=64)
def _heads_in(text: str) -> frozenset[str]:
    """Return the words of a passage that say what a name is of, where a word follows that may be one."""
    tokens = [token for token in pieces(text) if not token.isspace()]
    whole = {
        head for token in tokens for head in _HEADS if token.startswith(head) and token != head
    }
    return frozenset(whole) | {
        _ALIKE.get(head, head)
        for head, behind in pairwise(tokens)
        if _ALIKE.get(head, head) in _HEADS and _THAI.fullmatch(behind) and behind not in _FUNCTION
    }


def _headed_in(tokens: list[str]) -> Iterator[tuple[str, str]]:
    for at, token in enumerate(tokens[:-1]):
        head = _ALIKE.get(token, token)
        if head not in _HEADS:
            continue
        first, second = tokens[at + 1], "".join(tokens[at + 2 : at + 3])
        if first in _FUNCTION or not _THAI.fullmatch(first):
            continue
        if second in _FUNCTION or second.startswith("ที่") or not _THAI.fullmatch(second):
            second = ""
        if first in _BEGIN_NAMES:
            if second:
                yield head, first + second
        elif not _is_everyday(first) and not gazetteer().in_thai(first):
            if len(first) > LEAST or not second:
                yield head, first
            else:
                yield head, first + second


def _is_everyday(word: str) -> bool:
    """Tell whether a Thai word is an everyday one or made of two: ถูก|ปรับ, ประจำ|จังหวัด."""
    return is_frequent(word) or any(
        is_frequent(word[:at]) and is_frequent(word[at:]) for at in range(2, len(word) - 1)
    )


def _is_spelt(name: str, text: str) -> bool:
    words = _words(text)
    behind = next((name[len(one) :] for one in _BEGIN_NAMES if name.startswith(one)), "")
    return any(
        likeness(name, word) >= LIKELY
        or likeness(name, word + other) >= LIKELY
        or (len(behind) >= LEAST and likeness(behind, other) >= LIKELY)
        for word, other in zip(words, (*words[1:], ""), strict=True)
    )


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_LATIN.findall(text))


def _other_in_latin(sentence: str, text: str) -> str:
    """Return the temple or river of an English sentence that a Thai text, which names others, has not."""
    for match in _LATIN_HEADED.finditer(sentence):
        heads = re.compile("วัด") if match["wat"] else _BEFORE_RIVERS
        name = match["wat"].removeprefix("Wat ") if match["wat"] else match["river"].strip()
        behind = [text[one.end() :] for one in heads.finditer(text)]
        if "วัด" not in text if match["wat"] else "แม่น้ำ" not in text:
            continue
        if not any(_begins_with(one, name) for one in behind) and not gazetteer().in_latin(name):
            return match[0]
    return _institution_elsewhere(sentence, text)


def _institution_elsewhere(sentence: str, text: str) -> str:
    """Return the "Krabi Hospital" of an English sentence where a Thai text has hospitals of other provinces only."""
    for match in _OF_PROVINCES.finditer(sentence):
        heads, place = _INSTITUTIONS[match["kind"]], gazetteer().in_latin(match["name"])
        if not place or place[-1][1].name not in province_names():
            continue
        behind = [text[one.end() : one.end() + FAR] for one in re.finditer(heads, text)]
        others = [known for one in behind for known in gazetteer().in_thai(one)]
        if others and not any(form in one for one in behind for form in place[-1][1].thai):
            return match[0]
    return ""


def _begins_with(thai: str, name: str) -> bool:
    """Tell whether a Thai text begins with what may be spelt as all of `name` or as its first word."""
    tokens, run = pieces(thai[:40]), ""
    for token in tokens[:LONGEST]:
        run += token
        if likeness(run, name) >= LIKELY:
            return True
    return False
