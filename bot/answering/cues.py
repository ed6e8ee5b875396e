"""Tells what kind of thing a question asks for, and whether a sentence holds such a thing."""

from __future__ import annotations

import re
from typing import Literal

from index.types import Span

Kind = Literal["time", "number", "reason", "place"]

# In the order tried: "how long ago" asks for a time, "since when" as well, "how many" for a number.
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "time",
        re.compile(
            r"\b(when|what (?:year|date|day|month|time)|which (?:year|date|day|month)|how long)\b"
            r"|เมื่อไร|เมื่อไหร่|เมื่อใด|ตอนไหน|วันไหน|วันใด|วันที่เท่าไ|ปีไหน|ปีใด|ปีอะไร|พ\.ศ\. ?(?:ใด|อะไร|เท่าไ)|เดือนไหน|เดือนใด|นานเท่าไ|กี่โมง",
            re.IGNORECASE,
        ),
    ),
    (
        "number",
        re.compile(
            r"\b(how (?:many|much|old|far|big|large|tall|high)|what (?:share|percentage|percent|proportion|number|amount))\b"
            r"|กี่|เท่าไร|เท่าไหร่|เท่าใด|จำนวน|ร้อยละ",
            re.IGNORECASE,
        ),
    ),
    (
        "reason",
        re.compile(
            r"\b(why|what (?:reason|caused?))\b|ทำไม|เพราะเหตุใด|เพราะอะไร|สาเหตุ|เหตุผล",
            re.IGNORECASE,
        ),
    ),
    (
        "place",
        re.compile(
            r"\b(where|what (?:city|country|place)|which (?:city|country))\b|ที่ไหน|ที่ใด|แห่งใด|เมืองใด|เมืองไหน|ประเทศใด|ประเทศไหน|จังหวัดใด|จังหวัดไหน",
            re.IGNORECASE,
        ),
    ),
)

_MONTHS = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|[มกพสตธ]\.ค\.|ก\.พ\.|ก\.ย\.|เม\.ย\.|มิ\.ย\.|พ\.ย\."
)
_NUMBER = (
    r"[\d๐-๙][\d๐-๙.,]*(?:\s?(?:%|เปอร์เซ็นต์|หมื่นล้าน|แสนล้าน|พันล้าน|ร้อยล้าน|สิบล้าน|ล้าน|แสน|หมื่น|พัน|ร้อย))*"
    r"|ร้อยละ\s?[\d๐-๙.,]+|หลาย(?:สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)+"
    r"|(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|ครึ่ง)(?=\s?(?:คน|นาย|ราย|ครั้ง|ปี|เดือน|วัน|ฉบับ|แห่ง|ประเทศ|ล้าน|เท่า|คัน|ลำ|ตัว|ข้อ|เหรียญ))"
)
_HELD: dict[Kind, re.Pattern[str]] = {
    "time": re.compile(
        rf"(?:(?:วัน\S{{2,8}}ที่|วันที่|เมื่อ)\s?)?(?:[\d๐-๙]{{1,2}}\s?)?(?:{_MONTHS})\s?(?:(?:ปี|พ\.ศ\.|ค\.ศ\.)?\s?[\d๐-๙]{{2,4}})?"
        r"|(?:ปี\s?|พ\.ศ\.\s?|ค\.ศ\.\s?)+[\d๐-๙]{2,4}|\b(?:19|20|24|25)\d\d\b|[\d๐-๙]+\s?(?:ปี|เดือน|สัปดาห์|วัน|ชั่วโมง|นาที)"
        r"|เมื่อ(?:วาน|วันจันทร์|วันอังคาร|วันพุธ|วันพฤหัสบดี|วันศุกร์|วันเสาร์|วันอาทิตย์)\S*"
    ),
    "number": re.compile(_NUMBER),
    "reason": re.compile(
        r"เพราะ|เนื่องจาก|เนื่องด้วย|เหตุผล|สาเหตุ|เป็นเหตุ|อันเป็นผล|ส่งผลให้|หลังจากที่|เพื่อ|อ้าง"
    ),
    "place": re.compile(
        r"(?:ที่|ใน|ณ)?(?:กรุง|เมือง|นคร(?!ั)|จังหวัด|จ\.|อำเภอ|ตำบล|ประเทศ|ทำเนียบ|สนามบิน)\S{2,}|ที่[ก-ฮเ-ไ]\S{3,}"
    ),
}


def asked_for(question: str) -> Kind | None:
    """Return the kind of thing that `question` asks for, or None if its words don't say."""
    return next((kind for kind, pattern in _ASKED if pattern.search(question)), None)


def held(kind: Kind, sentence: str) -> list[Span]:
    """Return where `sentence` holds something of `kind`."""
    return [
        Span(*match.span()) for match in _HELD[kind].finditer(sentence) if match.group().strip()
    ]
