"""Asks a Thai question in other words of the same meaning: เท่าไร or เท่าไหร่, "X คือใคร" or "ใครเป็น X"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

ALIKE = (
    ("เท่าไร", "เท่าไหร่", "เท่าใด"),
    ("เมื่อไร", "เมื่อไหร่", "เมื่อใด", "ตอนไหน"),
    ("ที่ไหน", "ที่ใด", "ตรงไหน"),
    ("ปีใด", "ปีไหน", "ปีอะไร"),
    ("วันใด", "วันไหน", "วันที่เท่าไร"),
    ("ประเทศใด", "ประเทศไหน", "ประเทศอะไร"),
    ("จังหวัดใด", "จังหวัดไหน", "จังหวัดอะไร"),
    ("อย่างไร", "ยังไง", "เช่นไร"),
    ("ทำไม", "เพราะอะไร", "เพราะเหตุใด", "เหตุใด"),
    ("มีกี่", "มีจำนวนกี่"),
    ("หรือไม่", "ไหม", "รึเปล่า", "หรือเปล่า"),
    ("มีชื่อว่าอะไร", "ชื่อว่าอะไร", "ชื่ออะไร"),
)
POLITE = ("ครับ", "คะ", "คะ?", "?", " ?", "บ้าง")
POLITELY = 0.1
OFFICES = tuple(
    """ผู้ นัก คน ประธาน นายก เลขา หัวหน้า โฆษก ทูต เอกอัครราชทูต รัฐมนตรี รมว อธิบดี อธิการ เจ้าของ
    กษัตริย์ พระมหากษัตริย์ จักรพรรดิ ราชินี บิดา มารดา พ่อ แม่ ภรรยา สามี ลูก บุตร พี่ น้อง คู่
    ศาสดา บุคคล ครู อาจารย์ แชมป์ กัปตัน โค้ช สถาปนิก ดารา พิธีกร ตัวละคร เพื่อน แพทย์ หมอ ทนาย กรรมการ
    สมาชิก ตัวแทน ฆาตกร""".split()
)
_ASKED_LAST = re.compile(r"(?P<what>.{4,60}?) ?(?P<link>คือ|เป็น)ใคร[?\s]*")
_ASKED_FIRST = re.compile(r"ใคร(?P<link>คือ|เป็น)(?P<what>[^?]{4,60}?)[?\s]*")
_FORMS = {form: group for group in ALIKE for form in group}
_ANY = re.compile("|".join(sorted(map(re.escape, _FORMS), key=len, reverse=True)))


def rephrase(question: str, rng: random.Random) -> str:
    """Return `question` as somebody else might have put it; it may stay as it is.

    A role asked about ("เลขาธิการองค์การคือใคร") can stand before or after "who"; a name can't: who
    somebody *is* is another question. A role is told by the word of an office it begins with.
    """
    changed = _ANY.sub(lambda match: rng.choice(_FORMS[match.group()]), question)
    last, first = _ASKED_LAST.fullmatch(changed), _ASKED_FIRST.fullmatch(changed)
    if last and last["what"].startswith(OFFICES):
        what = last["what"]
        changed = rng.choice((f"{what}คือใคร", f"{what}ชื่ออะไร", f"ใครคือ{what}", f"ใครเป็น{what}"))
    elif first and first["what"].startswith(OFFICES):
        what = first["what"]
        changed = rng.choice((f"{what}คือใคร", f"{what}เป็นใคร", f"ใครคือ{what}", f"ใครเป็น{what}"))
    if rng.random() < POLITELY:
        changed = changed.rstrip(" ?") + rng.choice(POLITE)
    return changed
