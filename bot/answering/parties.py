"""Knows the nouns that people and bodies are called by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.words import FUNCTION_WORDS

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
_LOWER = re.compile(r"(?<![\w’'-])(?![a-z]+(?:ed|ing|ly)(?![a-z]))[a-z]{3,}(?![\w’'-])")
_ANYBODY = frozenset("people person persons others men women".split())
NOBODY = frozenset(
    "คน คนแรก คนละ คนเดียว คนใด ที่ ผู้ ลูก วง รถ เรือ กลุ่ม ฝ่าย โรง รัฐ นาย กอง หน่วย ศูนย์ แม่น้ำ ลูกค้า".split()
)
# Nouns that say who it is only together with the word that follows.
BOUND = frozenset(
    """ผู้ นัก ชาว คณะ กลุ่ม ทีม กระทรวง กรม สำนักงาน สมาคม ธนาคาร บริษัท มหาวิทยาลัย พรรค สหภาพ องค์การ องค์กร ศูนย์
    หน่วยงาน โรงพยาบาล กองทัพ เครือข่าย หอ สโมสร สายการบิน มูลนิธิ เรือ รถ วง วัด จังหวัด โรงเรียน โรงงาน ลูก คนขับ""".split()
)

Alike = Callable[[Sequence[str], Sequence[str]], "Sequence[Sequence[float]]"]


def english_nouns(sentence: str) -> list[str]:
    """Return the English words of a sentence that may be nouns for people and bodies."""
    lower = sentence[:1].lower() + sentence[1:]
    words = [match[0] for match in _LOWER.finditer(lower)]
    return [word for word in words if word not in FUNCTION_WORDS | _ANYBODY]
