"""Finds the offices that a text names, who holds them told from deputies and former holders, and asks for a holder.

"รองผู้อำนวยการ" holds every letter of "ผู้อำนวยการ", and stands in the news beside the same agency's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index.words import any_of

_OFFICES: Mapping[str, Sequence[str]] = {
    "prime minister": ("นายกรัฐมนตรี", "นายกฯ", "prime minister", "premier"),
    "minister": ("รัฐมนตรีว่าการ", "รัฐมนตรี", "รมว.", "รมต.", "minister"),
    "president": ("ประธานาธิบดี", "president"),
    "chair": ("ประธาน", "chairman", "chairwoman", "chairperson", "chair of"),
    "governor": ("ผู้ว่าราชการ", "ผู้ว่าการ", "ผู้ว่าฯ", "governor"),
    "director": ("ผู้อำนวยการ", "ผอ.", "อธิบดี", "director-general", "director general", "director"),
    "permanent secretary": ("ปลัด", "permanent secretary"),
    "secretary-general": ("เลขาธิการ", "secretary-general", "secretary general"),
    "spokesperson": ("โฆษก", "spokesperson", "spokesman", "spokeswoman"),
    "commander": ("ผู้บัญชาการ", "ผบ.", "commander"),
    "manager": ("ผู้จัดการ", "manager"),
    "head": ("หัวหน้า", "head of", "leader of"),
    "rector": ("อธิการบดี", "rector"),
    "dean": ("คณบดี", "dean"),
    "mayor": ("นายกเทศมนตรี", "mayor"),
    "ambassador": ("เอกอัครราชทูต", "อัครราชทูต", "ทูต", "ambassador"),
}
_QUALIFIERS: Mapping[str, Sequence[str]] = {
    "deputy": ("รอง", "deputy", "vice"),
    "assistant": ("ผู้ช่วย", "assistant"),
    "former": ("อดีต", "former", "ex"),
    "acting": ("รักษาการแทน", "รักษาการ", "รักษาราชการแทน", "ปฏิบัติหน้าที่", "acting"),
    "designate": ("ว่าที่", "incoming"),
    "adviser": ("ที่ปรึกษา", "adviser to the", "advisor to the"),
    "secretary": ("เลขานุการ", "secretary to the"),
}
# "รัฐมนตรีช่วย" is the one office whose deputy is told from behind.
_DEPUTIES = ("รัฐมนตรีช่วยว่าการ", "รัฐมนตรีช่วย", "รมช.")


def _keys(forms: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {form: key for key, written in forms.items() for form in written}


_OFFICE_OF, _QUALIFIER_OF = _keys(_OFFICES), _keys(_QUALIFIERS)
_TITLE = re.compile(
    rf"(?:(?<!รับ)(?<![a-z])(?P<qualifier>{any_of(_QUALIFIER_OF)})[ -]?)?"
    rf"(?:(?P<deputy>{any_of(_DEPUTIES)})|(?<![a-z])(?P<office>{any_of(_OFFICE_OF)})(?![a-z]))",
    re.IGNORECASE,
)
_NAMED_LAST = re.compile(
    r"(?P<office>.{3,100}?)\s*(?:(?:คือ|เป็น)\s*(?:ใคร|ผู้ใด)|(?P<name>(?:มี)?ชื่อ(?:ว่า)?อะไร))"
    r"(?:\s*(?:นะ|ครับ|คะ|ค่ะ|จ๊ะ|กัน|บ้าง))*\s*[?？]?"
)
# Then it is what somebody in office did something with that has the name.
_DONE = re.compile(
    "เปิด|ตั้ง|มอบ|เสนอ|ใช้|เยือน|แถลง|ประกาศ|ลงนาม|สั่ง|ให้|ไป|พบ|จัด|ซื้อ|สร้าง|ออก|รับ|ร่วม|กล่าว"
)
_NAMED_FIRST = re.compile(r"(?:ใคร|ผู้ใด)\s*คือ\s*(?P<office>.{3,100})")


class Title(NamedTuple):
    """An office, and what is said of who holds it: deputy, former, or "" of the holder."""

    office: str
    qualifier: str


def titles_in(text: str) -> frozenset[Title]:
    """Return the offices that a Thai or English text names; the two languages have the same names for them."""
    found = set()
    for match in _TITLE.finditer(text):
        qualifier = _QUALIFIER_OF.get((match["qualifier"] or "").lower(), "")
        if match["deputy"]:
            found.add(Title("minister", qualifier or "deputy"))
        else:
            found.add(Title(_OFFICE_OF[match["office"].lower()], qualifier))
    return frozenset(found)


def asked_by_name(question: str) -> str:
    """Return a Thai question for who holds an office as "ใครเป็น" asks it; any other as it is.

    A reader trained on questions that begin so answers "เลขาธิการนาโตคือใคร" with a quarter of the faith.
    """
    match = _NAMED_LAST.fullmatch(question.strip()) or _NAMED_FIRST.fullmatch(question.strip())
    title = _TITLE.match(match["office"]) if match else None
    if not match or not title:
        return question
    if match.groupdict().get("name") and _DONE.search(match["office"], title.end()):
        return question
    return f"ใครเป็น{match['office']}"
