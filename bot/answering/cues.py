"""Tells what kind of thing a question asks for, and whether a sentence holds such a thing."""

from __future__ import annotations

import re
from typing import Literal

from index.types import Span

Kind = Literal["time", "number", "reason", "place"]

# In the order tried: "how long ago" asks for a time, "how many" for a number. English is matched at its question word.
_ASKED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "time",
        re.compile(
            r"(?:when|what (?:year|date|day|month|time)|which (?:year|date|day|month)|how long)\b"
            r"|เมื่อไร|เมื่อไหร่|เมื่อใด|ตอนไหน|วันไหน|วันใด|วันที่เท่าไ|ปีไหน|ปีใด|ปีอะไร|พ\.ศ\. ?(?:ใด|อะไร|เท่าไ)|เดือนไหน|เดือนใด|นานเท่าไ|กี่โมง",
            re.IGNORECASE,
        ),
    ),
    (
        "number",
        re.compile(
            r"(?:how (?:many|much|old|far|big|large|tall|high)|what (?:share|percentage|percent|proportion|number|amount))\b"
            # กี่ is no part of เกี่ยว, and a number that is given isn't asked for.
            r"|(?<!เ)กี่|เท่าไร|เท่าไหร่|เท่าใด|(?:จำนวน|ร้อยละ)(?!\s*[\d๐-๙])",
            re.IGNORECASE,
        ),
    ),
    (
        "reason",
        re.compile(
            r"(?:why|what (?:reason|caused?))\b|ทำไม|เพราะเหตุใด|เพราะอะไร|สาเหตุ|เหตุผล",
            re.IGNORECASE,
        ),
    ),
    (
        "place",
        re.compile(
            r"(?:where|what (?:city|country|place)|which (?:city|country))\b|ที่ไหน|ที่ใด|แห่งใด|เมืองใด|เมืองไหน|ประเทศใด|ประเทศไหน|จังหวัดใด|จังหวัดไหน",
            re.IGNORECASE,
        ),
    ),
)
_QUESTION_WORD = re.compile(r"\b(?:who|whom|whose|what|which|when|where|why|how)\b", re.IGNORECASE)
# "When did he go?" and "he went when?" ask; "when he went" tells of a time, and "where they met" of a place.
_TELLS = re.compile(
    r"(?:when|where)\b(?!\s*(?:[^\w\s]|$|(?:exactly\s+)?(?:do|does|did|is|are|was|were|has|have|had|will|would|can|could|shall|should|may|might|must)\b))",
    re.IGNORECASE,
)

_MONTHS = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    r"|[มกพสตธ]\.ค\.|ก\.พ\.|ก\.ย\.|เม\.ย\.|มิ\.ย\.|พ\.ย\."
)
_DATE = (
    rf"(?:(?:วัน\S{{2,8}}ที่|วันที่|เมื่อ)\s?)?(?:[\d๐-๙]{{1,2}}\s?)?(?:{_MONTHS})\s?(?:(?:ปี|พ\.ศ\.|ค\.ศ\.)?\s?[\d๐-๙]{{2,4}})?"
    r"|(?:ปี\s?|พ\.ศ\.\s?|ค\.ศ\.\s?)+[\d๐-๙]{2,4}"
)
_CLOCK = r"[\d๐-๙]{1,2}[.:][\d๐-๙]{2}\s?(?:น\.|นาฬิกา)|[\d๐-๙]{1,2}\s?(?:นาฬิกา|โมง|ทุ่ม)"
_WEEKDAYS = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์"
_RELATIVE = (
    r"(?:เมื่อ)?วานนี้|เมื่อวาน(?:ซืน)?|วันนี้|พรุ่งนี้|มะรืน(?:นี้)?|เมื่อ(?:คืน|เช้า)(?:นี้)?|(?:คืน|เช้า|บ่าย|เย็น|ค่ำ)นี้|เร็ว\s?ๆ\s?นี้"
    rf"|(?:เมื่อ)?วัน(?:{_WEEKDAYS})(?:หน้า|ก่อน|นี้|ที่(?:แล้ว|ผ่านมา|จะถึง))?"
    r"|(?:ต้น|กลาง|ปลาย|สิ้น)?(?:สัปดาห์|อาทิตย์|เดือน|ปี)(?:หน้า|ก่อน|นี้|ถัดไป|ที่(?:แล้ว|ผ่านมา|จะถึง))|(?:ต้น|กลาง|ปลาย|สิ้น)(?:เดือน|ปี)"
    r"|(?:ก่อน|หลัง|ช่วง)\s?(?:เทศกาล)?(?:สงกรานต์|ปีใหม่|ตรุษจีน|เข้าพรรษา|ออกพรรษา|ลอยกระทง|คริสต์มาส)"
)
_NUMBER = (
    r"[\d๐-๙][\d๐-๙.,]*(?:\s?(?:%|เปอร์เซ็นต์|หมื่นล้าน|แสนล้าน|พันล้าน|ร้อยล้าน|สิบล้าน|ล้าน|แสน|หมื่น|พัน|ร้อย))*"
    r"|ร้อยละ\s?[\d๐-๙.,]+|หลาย(?:สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน)+"
    r"|(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน|ครึ่ง)(?=\s?(?:คน|นาย|ราย|ครั้ง|ปี|เดือน|วัน|ฉบับ|แห่ง|ประเทศ|ล้าน|เท่า|คัน|ลำ|ตัว|ข้อ|เหรียญ))"
    r"|ไม่มี(?=ผู้|ใคร|คน|ราย)"
)
# A date or a time of day is no number of anything: it is read over, so that its digits aren't taken for one.
_CALENDAR = re.compile(rf"{_DATE}|{_CLOCK}")
_HELD: dict[Kind, re.Pattern[str]] = {
    "time": re.compile(
        rf"{_DATE}|{_CLOCK}|{_RELATIVE}"
        r"|\b(?:19|20|24|25)\d\d\b|[\d๐-๙]+\s?(?:ปี|เดือน|สัปดาห์|วัน|ชั่วโมง|นาที)"
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
    """Return the kind of thing that `question` asks for, or None if its words don't say.

    In English the first question word decides: "who was there when he agreed?" asks for a person.
    """
    asking = _asking(question)
    for kind, pattern in _ASKED:
        if any(
            match.start() == asking or not match[0].isascii()
            for match in pattern.finditer(question)
        ):
            return kind
    return None


def _asking(question: str) -> int:
    """Return where the English word that asks stands, -1 if there is none."""
    words = [match.start() for match in _QUESTION_WORD.finditer(question)]
    asking = [start for start in words if not _TELLS.match(question, start)]
    return next(iter(asking or words), -1)


def held(kind: Kind, sentence: str) -> list[Span]:
    """Return where `sentence` holds something of `kind`."""
    found = [
        Span(*match.span()) for match in _HELD[kind].finditer(sentence) if match.group().strip()
    ]
    if kind != "number":
        return found
    dates = [match.span() for match in _CALENDAR.finditer(sentence)]
    return [one for one in found if not any(a < one.end and one.start < b for a, b in dates)]
