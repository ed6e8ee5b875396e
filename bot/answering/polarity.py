"""Tells whether a sentence says the opposite of a text: a negation or an opposite too many or too few."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.clauses import JOINTS
from index.types import Language
from index.words import pieces

# ไม่ that denies nothing: "a few", "at most", "at least", "not only", "soon".
_NOT_TH = re.compile(
    r"ไม่(?!กี่|เกิน|น้อยกว่า|ต่ำกว่า|มากกว่า|ถึง|เพียง|แต่|นาน|ว่า|ช้า|เห็นด้วย)|มิ(?:ได้|ใช่|อาจ)|ปราศจาก|ไร้|ห้าม|ปฏิเสธ|ล้มเหลว"
)
_NOT_EN = re.compile(
    r"\b(?:not(?! (?:only|more|less|fewer|to exceed))|no(?! (?:more|less|fewer|later) than)|never|none|neither|nor|cannot|without"
    r"|refus\w+|declin(?:ed|es|ing)(?= (?:to|the|an|his|her|their))|reject\w*|den(?:y|ied|ies)|fail(?:s|ed|ing)?|unable)\b|n[’']t\b",
    re.IGNORECASE,
)
# How much nearer another clause must be. A sentence that denies something may hold more than the
# denial, and then be nearer to the rest.
MARGIN = 0.02
MARGIN_OF_A_DENIAL = 0.45
WORDS_DENIED = 3  # behind a Thai negation

_CLOSING = frozenset("ไม่ได้ ไม่สำเร็จ ไม่ทัน ไม่ลงตัว ไม่ครบ ไม่พบ".split())
_LIGHT = frozenset("ได้ มี เคย จะ ยอม กัน ไป มา ให้ เป็น ว่า".split())

# Words of opposite meaning, in Thai and English; either side of a pair never means the other.
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"เพิ่ม|สูงขึ้น|ปรับ[^ ]{0,30}ขึ้น|ขึ้น(?:ค่า|ราคา|ดอกเบี้ย|อัตรา|ภาษี)|แข็งค่า|ขยายตัว|ขยับขึ้น|\b(?:ris(?:e|es|en|ing)|rose|increas\w+|grew|grow(?:s|n|ing)?|strengthen\w*|rais(?:e|ed|es|ing)|climb\w*|jump\w*|gain(?:ed|s)?)\b",
     r"ลด|ลดลง|ต่ำลง|ปรับ[^ ]{0,30}ลง|อ่อนค่า|หดตัว|ปรับลง|\b(?:fall(?:s|en|ing)?|fell|decreas\w+|drop\w*|declin(?:e|es|ing)|cut(?:s|ting)?|weaken\w*|lower(?:ed|s|ing)|reduc\w+|shr[aiu]nk\w*)\b"),
    (r"ชนะ|\b(?:won|win(?:s|ning)?|beat(?:s|en)?|defeat\w*)\b", r"แพ้|\b(?:lost|lose(?:s)?|losing)\b"),
    (r"เห็นชอบ|อนุมัติ|ยอมรับ|รับหลักการ|\b(?:approv\w+|accept\w*|pass(?:ed|es)|endors\w+)\b",
     r"ปฏิเสธ|ตีตก|ไม่เห็นชอบ|คว่ำ|\b(?:reject\w*|refus\w+|turn(?:ed|s) down|vetoed)\b"),
    (r"ยืนยัน|\bconfirm\w*\b", r"ปฏิเสธ|แย้ง|\b(?:den(?:y|ied|ies)|disput\w+)\b"),
    (r"ซื้อ|\b(?:b[uo](?:y|ys|ught|ying)|purchas\w+)\b", r"ขาย|\b(?:sell(?:s|ing)?|sold)\b"),
    (r"นำเข้า|\bimport\w*\b", r"ส่งออก|\bexport\w*\b"),
    (r"เปิด|\bopen(?:ed|s|ing)?\b", r"ปิด|\b(?:clos(?:ed|es|ing)|shut)\b"),
    (r"สนับสนุน|เห็นด้วย|\b(?:support(?:ed|s)?|in favou?r|back(?:ed|s))\b", r"คัดค้าน|ต่อต้าน|\b(?:oppos(?:e|ed|es)|against)\b"),
    (r"อนุญาต|\b(?:allow\w*|permit(?:ted|s)?)\b", r"ห้าม|\b(?:ban(?:ned|s)?|prohibit\w*|forb[ia]d\w*)\b"),
    (r"มากที่สุด|ใหญ่ที่สุด|สูงสุด|ใหญ่สุด|\b(?:largest|biggest|most|highest)\b", r"น้อยที่สุด|เล็กที่สุด|ต่ำสุด|\b(?:smallest|least|fewest|lowest)\b"),
    (r"แรก|\bfirst\b", r"สุดท้าย|\b(?:last|final)\b"),
    (r"สำเร็จ|\bsucce(?:ed|ss)\w*\b", r"ล้มเหลว|ไม่สำเร็จ|ไม่ได้|\bfail\w*\b"),
    (r"ชาย|\b(?:men|man|male|boys?)\b", r"หญิง|\b(?:wom[ae]n|female|girls?)\b"),
    (r"เข้าร่วม|\bjoin(?:ed|s|ing)?\b", r"ถอนตัว|ออกจาก|\b(?:left|leav\w+|withdr[ae]w\w*|quit)\b"),
)  # fmt: skip
_PAIRS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES
)


def is_negated(text: str) -> bool:
    """Tell whether a Thai or English text denies something."""
    return bool(_NOT_TH.search(text) or _NOT_EN.search(text))


def opposite(sentence: str, text: str) -> str:
    """Return the words of `sentence` whose opposite alone stands in `text`; "" if there are none."""
    for one, other in _PAIRS:
        for ours, theirs in ((one, other), (other, one)):
            claimed = ours.search(sentence)
            if not claimed or theirs.search(sentence) or _is_denied(sentence, claimed):
                continue
            against = theirs.search(text)
            if against and not ours.search(text) and not _is_denied(text, against):
                return claimed[0]
    return ""


def _is_denied(text: str, match: re.Match[str]) -> bool:
    return is_negated(text[max(0, match.start() - 16) : match.start()])


def denied_words(text: str) -> list[tuple[str, ...]]:
    """Return for each Thai negation the words that it denies: those behind it, or before a closing ไม่ได้."""
    tokens = pieces(text)
    found = []
    for at, token in enumerate(tokens):
        if not _NOT_TH.match(token):
            continue
        behind = [
            t for t in tokens[at + 1 : at + 3 + WORDS_DENIED] if not t.isspace() and t not in _LIGHT
        ]
        closes = at + 1 == len(tokens) or tokens[at + 1].isspace() or tokens[at + 1] in JOINTS
        if token == "ไม่" and tokens[at + 1 : at + 2] == ("ได้",):
            closes = at + 2 == len(tokens) or tokens[at + 2].isspace() or tokens[at + 2] in JOINTS
            token = "ไม่ได้" if closes else token
        if closes and token in _CLOSING:
            before = [
                t
                for t in tokens[max(0, at - 3) : at]
                if not t.isspace() and t not in _LIGHT | set(JOINTS)
            ]
            found.append(tuple(before[-2:]))
            continue
        rest = _NOT_TH.sub("", token, count=1).removeprefix("ได้")
        found.append(tuple(([rest] if rest else []) + behind)[:WORDS_DENIED])
    return [words for words in found if words]


def contradicts(
    sentence: str, clauses: Sequence[str], nearness: Sequence[float], language: Language
) -> bool:
    """Tell whether a negation too many or too few makes `sentence` the opposite of what `clauses` say.

    Where some deny something and others don't, the sentence goes with the one it is nearest to; in
    Thai, the words denied on either side may tell.
    """
    ours = is_negated(sentence)
    theirs = [is_negated(clause) for clause in clauses]
    if all(denied == theirs[0] for denied in theirs):
        return ours != theirs[0]
    if language == "th" and (told := _by_words(sentence, " ".join(clauses))) is not None:
        return told
    agreeing = max(near for near, denied in zip(nearness, theirs, strict=True) if denied == ours)
    against = max(near for near, denied in zip(nearness, theirs, strict=True) if denied != ours)
    return against > agreeing + (MARGIN_OF_A_DENIAL if ours else MARGIN)


def _by_words(sentence: str, text: str) -> bool | None:
    """Compare what is denied in two Thai texts."""

    def said(words: Sequence[str], where: str, denied: list[tuple[str, ...]]) -> bool:
        return words[0] in where and not any(words[0] in other for other in denied)

    ours, theirs = denied_words(sentence), denied_words(text)
    for words in ours:
        if words and said(words, text, theirs):
            return True
    for words in theirs:
        if all(word in sentence for word in words[:2]) and said(words, sentence, ours):
            return True
    if ours:
        return False if any(a and b and a[0] == b[0] for a in ours for b in theirs) else None
    return None
