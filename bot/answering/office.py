"""Prefers, among readings about equally good, who holds the office asked about to a deputy or a former holder.

"รองผู้อำนวยการ" holds every letter of "ผู้อำนวยการ", and stands in the news beside the same agency's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from index.words import any_of

T = TypeVar("T")

_OFFICES: Mapping[str, Sequence[str]] = {
    "prime minister": ("นายกรัฐมนตรี", "นายกฯ", "prime minister", "premier"),
    "minister": ("รัฐมนตรีว่าการ", "รัฐมนตรี", "รมว.", "รมต.", "minister"),
    "president": ("ประธานาธิบดี", "president"),
    "chair": ("ประธาน", "chairman", "chairwoman", "chairperson", "chair"),
    "governor": ("ผู้ว่าราชการ", "ผู้ว่าการ", "ผู้ว่าฯ", "governor"),
    "director": ("ผู้อำนวยการ", "ผอ.", "อธิบดี", "director-general", "director general", "director"),
    "permanent secretary": ("ปลัด", "permanent secretary"),
    "secretary-general": ("เลขาธิการ", "secretary-general", "secretary general"),
    "spokesperson": ("โฆษก", "spokesperson", "spokesman", "spokeswoman"),
    "commander": ("ผู้บัญชาการ", "ผบ.", "commander"),
    "manager": ("ผู้จัดการ", "manager"),
    "head": ("หัวหน้า", "head", "leader"),
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

_WHO_HOLDS = re.compile(
    r"\bwho(?:'s| is| was| are| were| heads| leads)\b|ใคร(?:คือ|เป็น)|(?:คือ|เป็น)(?:ใคร|ผู้ใด)|ชื่อ(?:อะไร|ว่าอะไร)",
    re.IGNORECASE,
)


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


def of_the_holder(question: str, readings: Sequence[T], sentence: Callable[[T], str]) -> list[T]:
    """Return `readings` without those whose sentence names an office of `question` for somebody else alone.

    Where the question is who holds it, those that don't name it at all go as well. All of them stay, if none
    would be left.
    """
    asked = titles_in(question)
    offices = {title.office for title in asked}
    named = [
        {title for title in titles_in(sentence(one)) if title.office in offices} for one in readings
    ]
    naming = [one for one, titles in zip(readings, named, strict=True) if titles & asked]
    if naming and _WHO_HOLDS.search(question):
        return naming
    fitting = [
        one for one, titles in zip(readings, named, strict=True) if titles & asked or not titles
    ]
    return fitting or list(readings)
