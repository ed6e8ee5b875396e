"""Tells whether a sentence turns round who does what to whom: "A sued B" where the text has "B sued A".

Only deeds that go from one party to another count, each with its words in both languages; who suffers a deed
in a passive is who follows the verb else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.names.carrying import Aliases
from bot.answering.sides import count, names_of, words_of
from bot.answering.turns import is_thai

CLEARER = 2
REACH = 60  # characters from a verb in which its parties stand
_PASSIVE = re.compile("(?:ถูก|โดน)(?P<agent>(?:(?!แต่|ก่อน|จน|หลัง|ซึ่ง).){0,40})$")
_PARTS = re.compile(r"แต่|ก่อน|ขณะที่|ส่วน|ซึ่ง|; |\b(?:but|while|whereas|before|after|when|because)\b")
_SETTING = re.compile(r"[ ]?(?:ที่|ใน|เมื่อ|ด้วย|เพราะ|ว่า|\b(?:in|at|on|for|over|of|when)\b)")
_DENIED = re.compile(
    r"(?:ไม่|ไม่ได้|ไม่เคย|ปฏิเสธ)[ ]?$|\b(?:not|never|n[’']t|denied|without)(?: \w+)?[ ]*$"
)
_WAS = re.compile(r"\b(?:was|were|been|being|be|is|are)(?: \w+)?[ ]*$")
_BY = re.compile(r"[^,.]{0,30}? by ")
_DEEDS: tuple[tuple[str, str, str], ...] = (
    (
        "win",
        r"(?<!ผู้)(?:เอา)?ชนะ(?!เลิศ|การ|ใจ|ด้วย|คะแนนเอกฉันท์)|เฉือน|เชือด|ถล่ม|(?<!โหวต)(?<!พลิก)คว่ำ|โค่น",
        r"\b(?:beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|edg(?:ed|ing)|thrash(?:ed|ing)|knocked out)\b",
    ),
    (
        "lose",
        r"(?<!พ่าย)แพ้(?:ให้|ต่อ)?(?![ ]?[0-9])|(?<!ความ)(?<!ไร้)พ่าย(?:แพ้)?",
        r"\b(?:lost|losing) (?:[\d-]+ )?to\b",
    ),
    ("sue", r"(?:เป็นผู้|เป็นฝ่าย)?(?:ยื่น)?(?<!ยก)(?<!คำ)ฟ้อง", r"\b(?:sue[ds]?|suing)\b"),
    (
        "accuse",
        r"กล่าวหา|กล่าวโทษ|วิจารณ์|ตำหนิ|โจมตี",
        r"\b(?:accus(?:ed|es|ing)|blam(?:ed|es|ing)|critici[sz](?:ed|es|ing))\b",
    ),
    ("overtake", r"แซง", r"\b(?:overt(?:ook|aken|akes|aking)|surpass(?:ed|es|ing)?)\b"),
    ("invite", r"เชิญ", r"\binvit(?:ed|es|ing)\b"),
    ("congratulate", r"แสดงความยินดี", r"\bcongratulat(?:ed|es|ing)\b"),
    ("telephone", r"โทรศัพท์", r"\b(?:tele)?phon(?:ed|es|ing)\b"),
    ("visit", r"เยือน|เข้าพบ|ไปพบ|เดินทางไปหา", r"\b(?:visit(?:ed|s|ing)?|met)\b"),
    ("summon", r"เรียก(?=.{0,30}เข้าพบ)", r"\bsummon(?:ed|s|ing)\b"),
    ("arrest", r"จับกุม|รวบตัว", r"\barrest(?:ed|s|ing)\b"),
    ("shoot", r"ยิง", r"\bsho(?:t|oting|ots)\b"),
    ("dismiss", r"ไล่ออก|เลิกจ้าง", r"\b(?:fired(?! tear| shot| at| on)|sacked|dismissed)\b"),
    ("hit", r"(?:พุ่ง)?ชน(?!ะ|บท|เผ่า|ชั้น|ก)", r"\b(?:rammed|hit|crashed into|collided with)\b"),
    ("ask", r"ขอให้|เรียกร้องให้|สั่งให้|ขอร้อง|เตือน", r"\b(?:asked|urged|ordered|warned|told)\b"),
    (
        "give",
        r"(?:มอบ|บริจาค|ให้ทุน|ให้เงิน|ให้ยืม|สนับสนุน|ส่ง|โอน|จ่าย|ขาย)(?:(?!ให้).){0,50}(?:ให้|แก่|แด่)(?:กับ)?",
        r"\b(?:gave|donat(?:ed|ing)|handed|sent|paid|award(?:ed|ing)|grant(?:ed|ing)|sold|sell(?:s|ing)?|len[dt])\b[^,.]{0,50}? to\b",
    ),
    (
        "take",
        r"(?:ซื้อ|เช่า|กู้|ยืม|รับ)(?:(?!จาก).){0,50}จาก",
        r"\b(?:bought|buy(?:s|ing)?|leas(?:ed|es|ing)|rent(?:ed|ing)|borrow(?:ed|s|ing)|received)\b[^,.]{0,50}? from\b",
    ),
)
_SAME = {"lose": "win", "take": "give"}
"""Deeds that are others seen from the other side."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, and the text that names who did it and the one that names to whom."""

    what: str
    agent: str
    patient: str


@lru_cache(maxsize=1024)
def deeds_of(text: str) -> tuple[Deed, ...]:
    """Return the deeds that a sentence tells of."""
    found = []
    for what, thai, english in _DEEDS:
        for match in re.finditer(thai if is_thai(text) else english, text):
            before, behind = text[: match.start()], text[match.end() :]
            agent, patient = before[-REACH:], behind[:REACH]
            if is_thai(text):
                if passive := _PASSIVE.search(before):
                    agent = passive["agent"] or behind[:REACH].partition("โดย")[2]
                    patient = before[: passive.start()][-REACH:]
            elif _WAS.search(before):
                by = _BY.match(behind)
                agent, patient = (behind[by.end() :][:REACH] if by else ""), before[-REACH:]
            elif by := re.match(r" by ", behind):
                agent, patient = behind[by.end() :][:REACH], before[-REACH:]
            if _DENIED.search(before) or not agent.strip() or not patient.strip():
                continue
            if what in _SAME:
                agent, patient = patient, agent
            agent, patient = _nearest(agent, before), _nearest(patient, before)
            found.append(Deed(_SAME.get(what, what), agent, patient))
    return tuple(found)


def _nearest(party: str, before: str) -> str:
    """Return what stands nearest to the verb of the text `party` where it is cut: `before` stands before the verb."""
    cut = list(_PARTS.finditer(party))
    if before.endswith(party):
        return party[cut[-1].end() :] if cut else party
    party = party[: cut[0].start()] if cut else party
    setting = _SETTING.search(party, 1)
    return party[: setting.start()] if setting else party


def turned_round(
    sentence: str, given: Sequence[str], aliases: Aliases, known: tuple[str, ...] = ()
) -> str:
    """Return who does in a sentence what the texts `given` have done to them by whom it is done to; else ""."""
    for deed in deeds_of(sentence):
        told = [one for text in given for one in deeds_of(text) if one.what == deed.what]
        if not told or not deed.agent.strip() or not deed.patient.strip():
            continue
        same = is_thai(sentence) == is_thai(told[0].agent + told[0].patient)
        sides = ((deed.agent, deed.patient), (deed.patient, deed.agent))
        ours = [names_of(text, other, known) for text, other in sides]
        if same and not all(ours):
            ours = [words_of(text, other) for text, other in sides]
        if not all(ours):
            continue
        for one in told:
            (mine, crossed), (across, theirs) = (
                [count(parties, text, aliases, known) for text in (one.agent, one.patient)]
                for parties in ours
            )
            if mine + theirs >= crossed + across:
                if mine or theirs:
                    break
            elif crossed and across and crossed + across >= CLEARER * (mine + theirs):
                return deed.agent.strip()
    return ""
