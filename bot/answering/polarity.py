"""Tells whether a sentence says the opposite of a text: a negation or an opposite too many or too few."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.clauses import JOINTS
from index.types import Language
from index.words import pieces

# ไม่ that denies nothing: "a few", "at most", "at least", "not only", "soon".
_NOT_TH = re.compile(
    r"ไม่(?!กี่|เกิน|[^ ]{1,8}กว่า|ถึง|เพียง|แต่|นาน|ว่า|ช้า|เห็นด้วย)|มิ(?:ได้|ใช่|อาจ)|ปราศจาก|ไร้|(?<!ข้อ)ห้าม|ปฏิเสธ|ล้มเหลว"
)
# Words that say without a negation that a thing isn't done; another may say it with one.
_SOFT_TH = frozenset("พลาด งด งดเว้น เลี่ยง หลีกเลี่ยง ละเว้น หยุด ระงับ ห้าม ข้อห้าม".split())
_ENDED_TH = frozenset(("เลิก", "ยกเลิก"))  # what is ended isn't done any more, but the ending is
_SOFT_EN = re.compile(
    r"\b(?:miss(?:ed|es)?|ban(?:s|ned)?|prohibit\w*|forb[ia]d\w*|stop(?:s|ped)?|ceas\w+|halt\w*|suspend\w*|refrain\w*|scrap(?:s|ped)?|abolish\w*|cancel\w*)\b",
    re.IGNORECASE,
)
_TURNED_DOWN = re.compile(r"\bturn(?:s|ed)? down\b", re.IGNORECASE)
_NOT_HARD = re.compile("(?<!ข้อ)ห้าม|ปฏิเสธ|ล้มเหลว")
_NOT_EN = re.compile(
    r"\b(?:hardly|barely|scarcely|avoid\w*|not(?! (?:only|more|less|fewer|to exceed))|no(?! (?:more|less|fewer|later) than)|never|none|nobody|nothing|neither|nor|cannot|without"
    r"|refus\w+|declin(?:ed|es|ing)(?= (?:to|the|an|his|her|their))|reject\w*|den(?:y|ied|ies)|fail(?:s|ed|ing)?|unable)\b|n[’']t\b",
    re.IGNORECASE,
)
# How much nearer another clause must be. A sentence that denies something may hold more than the
# denial, and then be nearer to the rest.
MARGIN = 0.02
MARGIN_OF_A_DENIAL = 0.45
WORDS_DENIED = 3  # behind a Thai negation
LEAST_OF_ONE = 5  # characters of a word that tells alone what is denied

_CLOSING = frozenset("ไม่ได้ ไม่สำเร็จ ไม่ทัน ไม่ลงตัว ไม่ครบ ไม่พบ".split())
# Words that deny what stands behind them as ไม่ does; within other words their letters mean nothing.
_AVOIDING = frozenset("หลีกเลี่ยง เลี่ยง งด งดเว้น ละเว้น ปลอด ปลอดจาก".split())
_LIGHT = frozenset(
    """ได้ มี เคย จะ ยอม กัน ไป มา ให้ เป็น ว่า ต้อง ควร จำเป็น สามารถ อาจ ยัง จาก ใน ที่ ของ และ หรือ กับ
    การ ความ แต่ ก็ อยู่ โดย เพื่อ ใคร ผู้ใด ผู้ คนใด รายใด""".split()
)

# Words of opposite meaning, in Thai and English; either side of a pair never means the other.
_OPPOSITES: tuple[tuple[str, str], ...] = (
    (r"เพิ่ม|สูงขึ้น|ปรับ[^ ]{0,30}ขึ้น|ขึ้น(?:ค่า|ราคา|ดอกเบี้ย|อัตรา|ภาษี)|แข็งค่า|ขยายตัว|ขยับขึ้น|\b(?:ris(?:e|es|en|ing)|rose|increas\w+|grew|grow(?:s|n|ing)?|strengthen\w*|rais(?:e|ed|es|ing)|climb\w*|jump\w*|gain(?:ed|s)?)\b",
     r"ลด|ลดลง|ต่ำลง|ปรับ[^ ]{0,30}ลง|อ่อนค่า|หดตัว|ปรับลง|\b(?:fall(?:s|en|ing)?|fell|decreas\w+|drop\w*|declin(?:e|es|ing)|cut(?:s|ting)?|weaken\w*|lower(?:ed|s|ing)|reduc\w+|shr[aiu]nk\w*)\b"),
    (r"ชนะ|\b(?:won|win(?:s|ning)?|beat(?:s|en)?|defeat\w*)\b", r"แพ้|\b(?:lost|lose(?:s)?|losing)\b"),
    (r"เห็นชอบ|อนุมัติ|ยอมรับ|รับหลักการ|\b(?:approv\w+|accept\w*|pass(?:ed|es)|endors\w+)\b",
     r"ปฏิเสธ|ตีตก|ไม่เห็นชอบ|คว่ำ|\b(?:reject\w*|refus\w+|turn(?:ed|s) down|vetoed)\b"),
    (r"ยืนยัน|\bconfirm\w*\b", r"ปฏิเสธ|แย้ง|\b(?:den(?:y|ied|ies)|disput\w+)\b"),
    (r"ยอมรับ|รับสารภาพ|\b(?:admit|confess)\w*\b", r"ปฏิเสธ|\b(?:den(?:y|ied|ies))\b"),
    (r"(?<!ไม่)เกินงบ|(?:งบ|แผน|เป้า|กำหนด)[^ ]{0,12}สูงกว่า|\bover budget\b|\bmore [a-z ]{0,24}than\b", r"ต่ำกว่า|น้อยกว่า|\bunder budget\b|\b(?:less|fewer) [a-z ]{0,24}than\b"),
    (r"ซื้อ|\b(?:b[uo](?:y|ys|ught|ying)|purchas\w+)\b", r"ขาย|\b(?:sell(?:s|ing)?|sold)\b"),
    (r"นำเข้า|\bimport\w*\b", r"ส่งออก|\bexport\w*\b"),
    (r"เปิด|\bopen(?:ed|s|ing)?\b", r"(?<!เ)ปิด|\b(?:clos(?:ed|es|ing)|shut)\b"),
    (r"สนับสนุน|เห็นด้วย|\b(?:support(?:ed|s)?|in favou?r|back(?:ed|s))\b", r"คัดค้าน|ต่อต้าน|\b(?:oppos(?:e|ed|es)|against)\b"),
    (r"อนุญาต|\b(?:allow\w*|permit(?:ted|s)?)\b", r"ห้าม|\b(?:ban(?:ned|s)?|prohibit\w*|forb[ia]d\w*)\b"),
    (r"มากที่สุด|ใหญ่ที่สุด|สูงสุด|ใหญ่สุด|\b(?:largest|biggest|most|highest)\b", r"น้อยที่สุด|เล็กที่สุด|ต่ำสุด|\b(?:smallest|least|fewest|lowest)\b"),
    (r"แรก|\bfirst\b", r"สุดท้าย|\blast\b(?! (?:year|month|week|night|season|time))|\bfinal [a-z]+(?<! (?:at|in|of|on|by))(?<! (?:was|and))(?<! with)(?<! against)\b"),
    (r"คง(?:อัตรา|เป้า|ดอกเบี้ย|ราคา|ไว้|ระดับ|เดิม)|ยังคงเป้า|\b(?:unchanged|steady|maintain(?:ed|s)?)\b",
     r"(?<!ไม่)(?<!ไม่ได้)ปรับ(?:เพิ่ม|ลด|ขึ้น|ลง)|(?:เพิ่ม|ลด|ขึ้น)(?:อัตรา|เป้า|ดอกเบี้ย|ราคา)|\b(?:cut(?:s|ting)?|rais(?:e|ed|es|ing)|lower(?:ed|s|ing)|reduc(?:ed|es|ing)|increas(?:ed|es|ing))\b"),
    (r"สำเร็จ|\bsucce(?:ed|ss)\w*\b", r"ล้มเหลว|ไม่สำเร็จ|ไม่ได้|\bfail\w*\b"),
    (r"ชาย(?!แดน|ฝั่ง|หาด|คา)|\b(?:men|man|male|boys?)\b", r"หญิง|\b(?:wom[ae]n|female|girls?)\b"),
    (r"เข้าร่วม|\bjoin(?:ed|s|ing)?\b", r"ถอนตัว|ออกจาก|\b(?:left|leav\w+|withdr[ae]w\w*|quit)\b"),
)  # fmt: skip
_PAIRS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES
)


# That something costs nothing, with a denial or without.
_FREE = re.compile(
    r"ฟรี|ไม่(?:ต้อง|ได้)?(?:เสีย|เก็บ|คิด|จ่าย)(?:ค่า|เงิน)|\b(?:free|no (?:charge|fee)|without (?:charge|paying))\b|(?:not|n[’']t) (?:have to )?(?:pay|charge)",
    re.IGNORECASE,
)
# To leave a thing as it is, said by denying a change of it.
_UNCHANGED = re.compile(
    r"(?:ยัง)?ไม่(?:ได้|มีการ)?(?:เปลี่ยน(?:แปลง)?|ปรับ(?:เปลี่ยน)?(?!ตัว))"
    r"|\b(?:(?:did|do|does|has|have|had|was|were|is|are)(?: not|n[’']t)|without) (?:been )?(?:chang|alter|adjust)\w*",
    re.IGNORECASE,
)


def is_negated(text: str) -> bool:
    """Tell whether a Thai or English text denies something."""
    text = _UNCHANGED.sub(" ", text)
    return bool(
        _NOT_TH.search(text) or _NOT_EN.search(text) or not _AVOIDING.isdisjoint(pieces(text))
    )


def is_soft(text: str) -> bool:
    """Tell whether a text says without a negation that something isn't done: "missed", งด."""
    return bool(_SOFT_EN.search(text)) or not (_SOFT_TH | _ENDED_TH).isdisjoint(pieces(text))


def _is_denied_outright(text: str) -> bool:
    text = _UNCHANGED.sub(" ", _NOT_HARD.sub(" ", text))
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
        denial = _NOT_TH.search(token)
        if not denial and token not in _AVOIDING:
            continue
        behind = _clause_behind(tokens, at + 1)
        rest = token[denial.end() :] if denial else ""
        closes = not behind or (token == "ไม่" and behind == ["ได้"])
        if closes and token + "".join(behind) in _CLOSING:
            found.append(tuple(_weighty(tokens[max(0, at - 4) : at])[-2:]))
        else:
            found.append(tuple(_weighty([rest.removeprefix("ได้"), *behind])[:WORDS_DENIED]))
    return [words for words in found if words]


def _clause_behind(tokens: Sequence[str], at: int) -> list[str]:
    """Return the words from `at` to where a conjunction or a space ends what is said."""
    found: list[str] = []
    for token in tokens[at:]:
        if (token.isspace() and found) or token in JOINTS:
            break
        if not token.isspace():
            found.append(token)
    return found


def _up_to_soft(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words that a clause asserts: none behind "missed" or งด; of what is ended, the ending."""
    for at, token in enumerate(tokens):
        if token in _SOFT_TH | _ENDED_TH:
            return tokens[: at + (token in _ENDED_TH)]
    return tokens


def _weighty(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if token.strip() and token not in _LIGHT]


def contradicts(
    claim: str, clauses: Sequence[str], nearness: Sequence[float], language: Language
) -> bool:
    """Tell whether a negation too many or too few makes `claim` the opposite of what `clauses` say.

    In Thai the words denied on either side may tell. Otherwise the claim goes with the clause that it
    is nearest to.
    """
    if _FREE.search(claim) and any(map(_FREE.search, clauses)):
        return False
    if language == "th" and (told := _by_words(claim, clauses, nearness)) is not None:
        return told
    ours = is_negated(claim)
    if not ours and _TURNED_DOWN.search(claim):
        return False  # what was turned down another may say wasn't accepted
    if not ours and is_soft(claim):
        theirs = [_is_denied_outright(clause) for clause in clauses]
    else:
        theirs = [is_negated(clause) or (ours and is_soft(clause)) for clause in clauses]
    if all(denied == theirs[0] for denied in theirs):
        return ours != theirs[0]
    agreeing = max(near for near, denied in zip(nearness, theirs, strict=True) if denied == ours)
    against, clause = max(
        (near, clause)
        for near, denied, clause in zip(nearness, theirs, clauses, strict=True)
        if denied != ours
    )
    if against <= agreeing + (MARGIN_OF_A_DENIAL if ours else MARGIN):
        return False
    # What the clause denies may be something that the claim leaves out.
    about = {word for words in denied_words(clause) for word in words}
    return ours or language != "th" or any(word in claim for word in about)


def _by_words(claim: str, clauses: Sequence[str], nearness: Sequence[float]) -> bool | None:
    """Compare what a Thai claim and clauses deny; None if that tells nothing.

    What one denies the other may not say; and what both deny, they agree on.
    """
    ours = denied_words(claim)
    theirs = [(at, words) for at, clause in enumerate(clauses) for words in denied_words(clause)]
    alone = [words for words in ours if not any(_alike(words, other) for _, other in theirs)]
    said = [
        (near, _weighty(_up_to_soft(pieces(clause))))
        for near, clause in zip(nearness, clauses, strict=True)
        if not is_negated(clause)
    ]
    if any(all(word in clause for word in words[:2]) for words in alone for _, clause in said):
        return True
    asserted = "" if ours else "".join(_weighty(pieces(claim)))
    for at, words in theirs:
        first = words[:2]
        if len(first) < 2 and len(first[0]) < LEAST_OF_ONE:
            continue
        # "... ล่าช้าหกชั่วโมง แต่ไม่ยกเลิก" denies of what stands before it.
        near = max(nearness[max(0, at - 1) : at + 1])
        elsewhere = any(
            value > near and all(word in clause for word in first) for value, clause in said
        )
        if not elsewhere and all(word in asserted for word in first):
            return True
    return False if ours and not alone else None


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether two denials share a word, or one has it as part of a compound: กู้, กู้เงิน."""
    return any(
        one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))
        for one in words
        for other in others
    )
