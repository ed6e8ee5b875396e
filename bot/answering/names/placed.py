"""Finds the Thai names behind a word that says what they are the name of: หาดป่าตอง, เขตบางซื่อ, กรุงริยาด."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

from bot.answering.names.common_words import is_common
from bot.answering.names.gazetteer import gazetteer
from index.words import any_of, pieces

_AREAS = frozenset("อำเภอ ตำบล แขวง เขต หมู่บ้าน บ้าน อุทยานแห่งชาติ เขื่อน ถนน วัด อ. ต. ถ.".split())
"""What Thai places with everyday words in their names have before them."""
_HEADS = _AREAS | frozenset(
    """หาด เกาะ แม่น้ำ เมือง จังหวัด จ. นคร กรุง รัฐ มณฑล ประเทศ ภูมิภาค คลอง ดอย อ่าว ทะเล ชาว ภาษา ราชวงศ์
    มหาวิทยาลัย โรงพยาบาล โรงเรียน วิทยาลัย สถาบัน พรรค ธนาคาร โรงแรม บริษัท สมาคม มูลนิธิ สนามบิน ท่าอากาศยาน
    สถานี สะพาน เทศกาล สายการบิน""".split()
)
_NO_NAMES = frozenset(
    """ที่ นี้ นั้น ดังกล่าว ต่าง ต่างๆ เดียวกัน ใกล้เคียง ของ ใน และ ซึ่ง ทั้ง หลวง ใหญ่ เก่า มี ได้ จะ ถูก เป็น อยู่ ใด
    ครับ ค่ะ คะ นะ หรือ แห่ง จึง ก็ ให้ เพื่อ กับ จาก ไป มา แล้ว ยัง ไม่ เปิด ปิด ละ อื่น อื่นๆ เอง คือ ทุกแห่ง ข้างเคียง
    ส่วน คน พื้นที่ อย่าง ครั้ง เขต""".split()
)
_BEGIN_PLACES = frozenset(
    """บาง คลอง หนอง บ้าน ท่า นา ดอน โพธิ์ วัง ห้วย ปาก แม่ เชียง เขา เกาะ ป่า ทุ่ง โคก โนน หาด พระ ศรี ดง บึง สระ
    กุด พาน ลาด สาม น้ำ""".split()
)
"""Everyday words that many Thai places begin with."""
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")
FILE_NAME = "districts.txt"
LEAST_ALONE = 4  # characters of a word that is enough of a name
BEGINNING = 5


def missing_place(sentence: str, letters: str) -> str:
    """Return the first such name that `letters`, the Thai passages without spaces, don't have; "" if none."""
    if not _THAI.search(letters):
        return ""  # what a text in Latin letters has of it is told by sound
    for match in _districts().finditer(sentence):
        # สีคิ้ว is two everyday words, and a district where that is said before it.
        if match["name"][: max(BEGINNING, len(match["name"]) - 1)] not in letters:
            return match[0]
    tokens = [token for token in pieces(sentence) if not token.isspace()]
    for head, first, *rest in zip(tokens, tokens[1:], [*tokens[2:], ""], strict=False):
        second = rest[0]
        if head not in _HEADS or first in _NO_NAMES or not _THAI.fullmatch(first):
            continue
        name = first + second
        if first in _BEGIN_PLACES and head in _AREAS:
            named = second not in _NO_NAMES and _THAI.fullmatch(second) and not is_common(second)
            if named and name not in letters:
                return head + name
            continue
        if name[:BEGINNING] in letters or head + first in letters:
            continue
        if len(first) >= LEAST_ALONE and first in letters:
            continue
        if not is_common(first) and not gazetteer().in_thai(first):
            return head + name
    return ""


@lru_cache(maxsize=1)
def _districts() -> re.Pattern[str]:
    text = files(__package__).joinpath(FILE_NAME).read_text(encoding="utf-8")
    names = (line for line in text.splitlines() if not line.startswith("#"))
    return re.compile(rf"(?:อำเภอ|(?<![ก-๎.])อ\. ?)(?P<name>{any_of(' '.join(names).split())})")
