"""Finds what a Thai or English text denies, and what it says isn't done without denying it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.clauses import JOINTS
from index.language import language_of
from index.words import FUNCTION_WORDS, pieces

# ไม่ that denies nothing: "a few", "at most", "at least", "not only", "soon".
_NOT_TH = re.compile(
    r"ไม่(?!กี่|เกิน|[^ ]{1,8}กว่า|ถึง|เพียง|แต่|นาน|ว่า|ช้า|เห็นด้วย|ก็)|มิ(?:ได้|ใช่|อาจ)|ปราศจาก|ไร้|อย่า(?!ง)|(?<!ข้อ)ห้าม|ปฏิเสธ|ล้มเหลว|ตัดประเด็น"
)
# ไม่ with the words behind it: "at most", "whether or not", "more than", "not only".
_NO_DENIAL_TH = re.compile(
    "ไม่(?:เกิน|ว่า|[^ ]{1,8}กว่า|เพียง|แต่|ช้า|นาน)|(?:ไม่|มิ)(?:ได้|ใช่)(?:เป็น|มี)?(?:เพียง|แค่|แต่)"
)
# A vote or a debate of no confidence is the name of it.
MOTION = re.compile("(?:มติ|อภิปราย|ญัตติ|ศึก|ซักฟอก)ไม่ไว้วางใจ")
# Words that say without a negation that a thing isn't done; another may say it with one.
_SOFT_TH = frozenset("พลาด งด งดเว้น เลี่ยง หลีกเลี่ยง ละเว้น หยุด ระงับ ห้าม ข้อห้าม".split())
_ENDED_TH = frozenset(("เลิก", "ยกเลิก"))  # what is ended isn't done any more, but the ending is
_SOFT_EN = re.compile(
    r"\b(?:miss(?:ed|es)?|ban(?:s|ned)?|prohibit\w*|forb[ia]d\w*|stop(?:s|ped)?|ceas\w+|halt\w*|suspend\w*|refrain\w*|scrap(?:s|ped)?|abolish\w*|cancel\w*|abstain\w*|exempt\w*|tested negative|spar(?:e|es|ed|ing)|escap(?:e|es|ed|ing)|rather than|instead of"
    r"|(?:stay|keep|remain|stays|keeps|remains|stayed|kept|remained) (?:[a-z]+ ){0,4}(?:out|off|away|ashore))\b",
    re.IGNORECASE,
)
TURNED_DOWN = re.compile(r"\bturn(?:s|ed)? down\b", re.IGNORECASE)
_NOT_EN = re.compile(
    r"\b(?:hardly|barely|scarcely|avoid\w*|not(?! (?:only|more|less|fewer|to exceed|exceed))|no(?![ -]confidence|-| (?:more|less|fewer|later) than)|never|none|nobody|nothing|neither|nor|cannot|without"
    r"|refus(?:ed|es|ing|al|als|e to)|declin(?:ed|es|ing)(?= (?:to|the|an|his|her|their))|reject\w*|rul(?:e|es|ed|ing) out|den(?:y|ied|ies)|fail(?:s|ed|ing)?|unable)\b|n[’']t\b",
    re.IGNORECASE,
)
WORDS_DENIED = 3  # behind a Thai negation

_WORD = re.compile(r"[a-z][a-z’'-]{2,}")
_THAI_WORD = re.compile("[\u0e01-\u0e4e]{3,}")
_ENDS = re.compile(r"[,;:.]| (?:and|but|because|which|who|while|although|though) ")

_CLOSING = frozenset("ไม่ได้ ไม่สำเร็จ ไม่ทัน ไม่ลงตัว ไม่ครบ ไม่พบ".split())
# Words that deny what stands behind them as ไม่ does; within other words their letters mean nothing.
_AVOIDING = frozenset("หลีกเลี่ยง เลี่ยง งด งดเว้น ละเว้น ปลอด ปลอดจาก".split())
_ONLY = frozenset(("เท่านั้น", "เพียงลำพัง", "ตามลำพัง", "ลำพัง"))
_LIGHT = frozenset(
    """ได้ มี เคย จะ ยอม กัน ถูก ไป มา ให้ เป็น ว่า ต้อง ควร จำเป็น สามารถ อาจ ยัง จาก ใน ที่ ของ และ หรือ กับ
    การ ความ แต่ ก็ อยู่ โดย เพื่อ ใคร ผู้ใด ผู้ คนใด รายใด""".split()
)

# To leave a thing as it is, said by denying a change of it.
UNCHANGED = re.compile(
    r"(?:ยัง)?ไม่(?:ได้|มีการ)?(?:เปลี่ยน(?:แปลง)?|ปรับ(?:เปลี่ยน)?(?!ตัว))"
    r"|\b(?:(?:did|do|does|has|have|had|was|were|is|are)(?: not|n[’']t)|without) (?:been )?(?:chang|alter|adjust)\w*",
    re.IGNORECASE,
)


# "Employers, not workers, must file" denies nothing of the employers.
_NOT_THOSE = re.compile(r", not (?:[\w’'-]+ ){0,5}[\w’'-]+(?=[,.;]|$)", re.IGNORECASE)


def is_negated(text: str) -> bool:
    """Tell whether a Thai or English text denies something."""
    text = _NOT_THOSE.sub(" ", UNCHANGED.sub(" ", text))
    return bool(
        _NOT_TH.search(text) or _NOT_EN.search(text) or not _AVOIDING.isdisjoint(pieces(text))
    )


def is_soft(text: str) -> bool:
    """Tell whether a text says without a negation that something isn't done: "missed", งด."""
    return bool(_SOFT_EN.search(text)) or not (_SOFT_TH | _ENDED_TH).isdisjoint(pieces(text))


def denied_words(text: str) -> list[tuple[str, ...]]:
    """Return for each Thai negation the words that it denies: those behind it, or before a closing ไม่ได้."""
    tokens = pieces(text)
    found = []
    for at, token in enumerate(tokens):
        denial = _NOT_TH.search(token)
        after = "".join(tokens[at + 1 : at + 4])
        if denial and (
            _NO_DENIAL_TH.match(token[denial.start() :] + after)
            or MOTION.search("".join(tokens[max(0, at - 3) : at + 2]))
        ):
            continue
        if not denial and token not in _AVOIDING:
            continue
        # "ซึ่งคู่กรณีปฏิเสธ" denies what was said before.
        ends = token.endswith("ปฏิเสธ") and "".join(tokens[at + 1 : at + 2]).isspace()
        behind = [] if ends else _clause_behind(tokens, at + 1)
        rest = token[denial.end() :] if denial else ""
        closing = behind[: behind.index("ว่า")] if "ว่า" in behind[:2] else behind
        closes = not closing or (token == "ไม่" and closing == ["ได้"])
        if closes and token + "".join(closing) in _CLOSING:
            found.append(tuple(weighty(tokens[max(0, at - 4) : at])[-2:]))
        else:
            if not _ONLY.isdisjoint(behind):
                continue  # not only, not alone
            said = [rest.removeprefix("ได้"), *behind]
            if "มี" in said[:2] and "ใด" in said[:5] and "กว่า" not in "".join(behind):
                said = said[said.index("ใด") + 1 :]  # none of them did
            found.append(tuple(weighty(said)[:WORDS_DENIED]))
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


def up_to_soft(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words that a clause asserts: none behind "missed" or งด; of what is ended, the ending."""
    for at, token in enumerate(tokens):
        if token in _SOFT_TH | _ENDED_TH:
            return tokens[: at + (token in _ENDED_TH)]
    return tokens


def weighty(tokens: Sequence[str]) -> list[str]:
    return [token for token in tokens if token.strip() and token not in _LIGHT]


def denied_in(text: str) -> list[tuple[str, ...]]:
    if language_of(text) == "th":
        return denied_words(text)
    said = _NOT_THOSE.sub(" ", UNCHANGED.sub(" ", text))
    behind = (_ENDS.split(said[match.end() :], maxsplit=1)[0] for match in _NOT_EN.finditer(said))
    return [words for one in behind if (words := tuple(content_words(one)[:WORDS_DENIED]))]


def content_words(text: str) -> list[str]:
    """Return the words of a text, in its language, that say something; each as often as it stands there."""
    if language_of(text) == "th":
        return [word for word in weighty(pieces(text)) if _THAI_WORD.match(word)]
    return [word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]
