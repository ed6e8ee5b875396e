"""Knows messages that ask nothing: greetings, thanks, laughter (555), marks and numbers alone."""

from __future__ import annotations

import re

from index.words import words

_LETTER = re.compile("[a-zก-ฮ]", re.IGNORECASE)
_NOTHING = frozenset(
    """hello hi hey hiya thanks thank thx please sorry ok okay yes good nice great morning afternoon
    evening night day bye goodbye welcome everyone everybody bot khaobot haha hahaha lol test
    สวัสดี หวัดดี ดีจ้า ขอบคุณ ขอบใจ ขอโทษ โอเค ครับ ครับผม ค่ะ คะ จ้า จ้ะ จ๊ะ นะ นะคะ นะครับ มาก มาก ๆ ๆ ทุกคน
    ตอนเช้า อรุณสวัสดิ์ ราตรีสวัสดิ์ ลาก่อน บาย ใช่ ไม่เป็นไร ยินดี ฮ่า ฮ่าๆ ฮ่าฮ่า อิอิ แอดมิน บอท ทดสอบ""".split()
)


def asks_nothing(message: str) -> bool:
    """Tell whether there is nothing in `message` that articles could answer."""
    said = [word for word in words(message) if _LETTER.search(word)]
    if not said:
        return not _LETTER.search(message)  # "What is it?" has function words alone
    return _NOTHING.issuperset(said)
