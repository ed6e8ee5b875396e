"""Knows the Thai words that names of places are made of, as Latin letters spell them: Laem Ngam, Ban Sop Nong, Mu Ko Surin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from bot.answering.names.finding import Name
from bot.answering.names.sounds import Sounds
from index.types import Span

ELEMENTS: dict[str, tuple[str, ...]] = {
    latin: tuple(thai.split("/"))
    for latin, thai in (
        pair.split("=")
        for pair in """Ao=อ่าว Ban=บ้าน Bang=บาง Bo=บ่อ Bueng=บึง Chai=ชัย/ไชย Chang=ช้าง Chiang=เชียง Daeng=แดง Dam=ดำ
        Dan=ด่าน Din=ดิน Doi=ดอย Don=ดอน Dong=ดง Fa=ฟ้า Hat=หาด Hin=หิน Hua=หัว Huai=ห้วย Kaeng=แก่ง Kaeo=แก้ว Kao=เก่า/เก้า
        Khao=เขา/ขาว Khlong=คลอง Klong=คลอง Khok=โคก Klang=กลาง Ko=เกาะ Koh=เกาะ Krok=กรอก Kut=กุด Laem=แหลม Lam=ลำ
        Lek=เล็ก Luang=หลวง Mae=แม่ Mai=ใหม่/ไม้ Mu=หมู่ Muang=เมือง Mueang=เมือง Na=นา Nakhon=นคร Nam=น้ำ Ngam=งาม
        Ngoen=เงิน Noen=เนิน Noi=น้อย Non=โนน Nong=หนอง Nuea=เหนือ Pa=ป่า Pak=ปาก Pha=ผา Phai=ไผ่ Pho=โพธิ์/โพ/พ่อ Phra=พระ
        Phrai=ไพร Phu=ภู Pong=โป่ง Prao=พร้าว Rai=ไร่ Sa=สระ Sai=ทราย/สาย/ไทร Saen=แสน Sam=สาม San=สัน Si=ศรี/สี่ Sing=สิงห์
        Son=สน Sop=สบ Suan=สวน Sung=สูง Tai=ใต้ Tak=ตาก Tha=ท่า Tham=ถ้ำ Thale=ทะเล Thong=ทอง Thung=ทุ่ง Thap=ทับ Ton=ต้น
        Wang=วัง Wat=วัด Wiang=เวียง Yai=ใหญ่ Yang=ยาง Yao=ยาว""".split()
    )
}
_BEFORE = re.compile(r"([A-Z][a-z]+) $")
_BEHIND = re.compile(r" ([A-Z][a-z]+)\b")
_NUMBERED = re.compile(r"(?P<name>.+)-(?P<number>\d+)")


def is_made_of_elements(name: Name, sentence: str, sounds: Sequence[Sounds]) -> bool:
    """Tell whether all of `name`, with the elements around it in `sentence`, are Thai words that a text has together.

    Some are English words too, and no part of a name by themselves: the Ban of Ban Sop Nong.
    """
    parts = widened(name, sentence).parts
    if len(parts) < 2 or not all(part in ELEMENTS for part in parts):
        return False
    spelt = ["".join(thai) for thai in product(*(ELEMENTS[part] for part in parts))]
    return any(one in given.text for one in spelt for given in sounds)


def widened(name: Name, sentence: str) -> Name:
    """Return a name in Latin letters with the elements of places that stand right before and behind it: Khao Kho."""
    if not name.text.isascii():
        return name
    parts, start, end = list(name.parts), name.span.start, name.span.end
    while (match := _BEFORE.search(sentence, 0, start)) and match[1] in ELEMENTS:
        parts.insert(0, match[1])
        start = match.start()
    while (match := _BEHIND.match(sentence, end)) and match[1] in ELEMENTS:
        parts.append(match[1])
        end = match.end()
    return replace(name, span=Span(start, end), parts=tuple(parts))


def without_number(name: Name, sounds: Sequence[Sounds]) -> Name:
    """Return "Napa" of "Napa-3" where a text has that number; else the name itself."""
    match = _NUMBERED.fullmatch(name.text)
    if not match or not any(match["number"] in given.text for given in sounds):
        return name
    return replace(name, parts=tuple(match["name"].split()))


def without_beginning(name: Name, sounds: Sequence[Sounds]) -> Name:
    """Return "Kuan Wanchai Deeying" of "Pho Kuan Wanchai Deeying" where a text has what it begins with: พ่อกวน."""
    first, *rest = name.parts
    if len(rest) < 2 or not any(
        thai in given.text for thai in ELEMENTS.get(first, ()) for given in sounds
    ):
        return name
    return replace(name, parts=tuple(rest))
