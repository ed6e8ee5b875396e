"""Tells whether a sentence says the opposite of a text: a negation or an opposite too many or too few."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.clauses import JOINTS
from bot.answering.parties import Alike, english_nouns
from index.language import language_of
from index.types import Language
from index.words import FUNCTION_WORDS, pieces

# ไม่ that denies nothing: "a few", "at most", "at least", "not only", "soon".
_NOT_TH = re.compile(
    r"ไม่(?!กี่|เกิน|[^ ]{1,8}กว่า|ถึง|เพียง|แต่|นาน|ว่า|ช้า|เห็นด้วย)|มิ(?:ได้|ใช่|อาจ)|ปราศจาก|ไร้|(?<!ข้อ)ห้าม|ปฏิเสธ|ล้มเหลว"
)
# ไม่ with the words behind it: "at most", "whether or not", "more than", "not only".
_NO_DENIAL_TH = re.compile(
    "ไม่(?:เกิน|ว่า|[^ ]{1,8}กว่า|เพียง|แต่|ช้า|นาน)|(?:ไม่|มิ)(?:ได้|ใช่)(?:เป็น|มี)?(?:เพียง|แค่|แต่)"
)
# A vote or a debate of no confidence is the name of it.
_MOTION = re.compile("(?:มติ|อภิปราย|ญัตติ|ศึก|ซักฟอก)ไม่ไว้วางใจ")
# Words that say without a negation that a thing isn't done; another may say it with one.
_SOFT_TH = frozenset("พลาด งด งดเว้น เลี่ยง หลีกเลี่ยง ละเว้น หยุด ระงับ ห้าม ข้อห้าม".split())
_ENDED_TH = frozenset(("เลิก", "ยกเลิก"))  # what is ended isn't done any more, but the ending is
_SOFT_EN = re.compile(
    r"\b(?:miss(?:ed|es)?|ban(?:s|ned)?|prohibit\w*|forb[ia]d\w*|stop(?:s|ped)?|ceas\w+|halt\w*|suspend\w*|refrain\w*|scrap(?:s|ped)?|abolish\w*|cancel\w*|abstain\w*|exempt\w*|rather than|instead of"
    r"|(?:stay|keep|remain|stays|keeps|remains|stayed|kept|remained) (?:[a-z]+ ){0,4}(?:out|off|away|ashore))\b",
    re.IGNORECASE,
)
_TURNED_DOWN = re.compile(r"\bturn(?:s|ed)? down\b", re.IGNORECASE)
_NOT_EN = re.compile(
    r"\b(?:hardly|barely|scarcely|avoid\w*|not(?! (?:only|more|less|fewer|to exceed|exceed))|no(?! (?:more|less|fewer|later) than)|never|none|nobody|nothing|neither|nor|cannot|without"
    r"|refus(?:ed|es|ing|al|als|e to)|declin(?:ed|es|ing)(?= (?:to|the|an|his|her|their))|reject\w*|den(?:y|ied|ies)|fail(?:s|ed|ing)?|unable)\b|n[’']t\b",
    re.IGNORECASE,
)
# How much nearer another clause must be. A sentence that denies something may hold more than the
# denial, and then be nearer to the rest.
MARGIN = 0.02
ABOUT = 0.3
"""How far below the nearest clause another may lie and still be about the same."""
SAME = 0.6
"""The cosine from which on an English and a Thai word may mean the same."""
SURELY_SAME = 0.7
CLEARLY = 0.1
WORDS_DENIED = 3  # behind a Thai negation
LEAST_OF_ONE = 5  # characters of a word that tells alone what is denied

_WORD = re.compile(r"[a-z][a-z’'-]{2,}")
_THAI_WORD = re.compile("[\u0e01-\u0e4e]{3,}")
_ENDS = re.compile(r"[,;:.]| (?:and|but|because|which|who|while|although|though) ")

_CLOSING = frozenset("ไม่ได้ ไม่สำเร็จ ไม่ทัน ไม่ลงตัว ไม่ครบ ไม่พบ".split())
# Words that deny what stands behind them as ไม่ does; within other words their letters mean nothing.
_AVOIDING = frozenset("หลีกเลี่ยง เลี่ยง งด งดเว้น ละเว้น ปลอด ปลอดจาก".split())
_LIGHT = frozenset(
    """ได้ มี เคย จะ ยอม กัน ไป มา ให้ เป็น ว่า ต้อง ควร จำเป็น สามารถ อาจ ยัง จาก ใน ที่ ของ และ หรือ กับ
    การ ความ แต่ ก็ อยู่ โดย เพื่อ ใคร ผู้ใด ผู้ คนใด รายใด""".split()
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


def denied_words(text: str) -> list[tuple[str, ...]]:
    """Return for each Thai negation the words that it denies: those behind it, or before a closing ไม่ได้."""
    tokens = pieces(text)
    found = []
    for at, token in enumerate(tokens):
        denial = _NOT_TH.search(token)
        after = "".join(tokens[at + 1 : at + 4])
        if denial and (
            _NO_DENIAL_TH.match(token[denial.start() :] + after)
            or _MOTION.search("".join(tokens[max(0, at - 3) : at + 2]))
        ):
            continue
        if not denial and token not in _AVOIDING:
            continue
        behind = _clause_behind(tokens, at + 1)
        rest = token[denial.end() :] if denial else ""
        closes = not behind or (token == "ไม่" and behind == ["ได้"])
        if closes and token + "".join(behind) in _CLOSING:
            found.append(tuple(_weighty(tokens[max(0, at - 4) : at])[-2:]))
        else:
            if "เท่านั้น" in behind:
                continue  # not only
            said = [rest.removeprefix("ได้"), *behind]
            if "มี" in said[:2] and "ใด" in said[:5] and "กว่า" not in "".join(behind):
                said = said[said.index("ใด") + 1 :]  # none of them did
            found.append(tuple(_weighty(said)[:WORDS_DENIED]))
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
    claim: str,
    clauses: Sequence[str],
    nearness: Sequence[float],
    language: Language,
    alike: Alike | None = None,
) -> bool:
    """Tell whether a negation too many or too few makes `claim` the opposite of what `clauses` say.

    What is denied on either side tells: in Thai by its words, between languages by their meaning, which
    `alike` compares. A claim that denies nothing goes with the clause that it is nearest to if that fails.
    """
    if _FREE.search(claim) and any(map(_FREE.search, clauses)):
        return False
    if language == "th" and (told := _by_words(claim, clauses, nearness)) is not None:
        return told
    near = [(value, clause) for value, clause in zip(nearness, clauses, strict=True)]
    least = max(nearness, default=0.0) - ABOUT
    if is_negated(claim):
        return alike is not None and language == "en" and _is_told(claim, near, alike)
    if is_soft(claim) or _TURNED_DOWN.search(claim):
        return False  # another may say it with a denial or without
    against = max(((v, c) for v, c in near if is_negated(c)), default=None)
    if against is None:
        return False
    agreeing = max((v for v, c in near if not is_negated(c)), default=-1.0)
    is_nearest = against[0] > agreeing + MARGIN
    if not alike or language_of(against[1]) == language == "th":
        # What the clause denies may be something that the claim leaves out.
        about = {word for words in denied_words(against[1]) for word in words}
        return is_nearest and any(word in claim for word in about)
    denying = [clause for value, clause in near if value > least and is_negated(clause)]
    if not denying:
        return False
    likeness = dict(zip(denying, _likeness([(one, claim) for one in denying], alike), strict=True))
    return (is_nearest and likeness[against[1]] >= SAME) or max(likeness.values()) >= SURELY_SAME


def _is_told(claim: str, near: Sequence[tuple[float, str]], alike: Alike) -> bool:
    """Tell whether the nearest clause that denies nothing says what an English claim denies, more than one that does."""
    denying = [(v, c) for v, c in near if is_negated(c) or is_soft(c)]
    plain = max((one for one in near if one not in denying), default=None)
    if plain is None:
        return False
    against = [plain[1], *([max(denying)[1]] if denying else ())]
    told, *denied = _likeness([(claim, clause) for clause in against], alike)
    return told >= SURELY_SAME and told > max(denied, default=0.0) + CLEARLY


def _likeness(pairs: Sequence[tuple[str, str]], alike: Alike) -> list[float]:
    """Return for each pair how much the first two words of what the one denies stand in the other, in whatever language."""
    firsts = [[words[:2] for words in _denied_in(denying)] for denying, _ in pairs]
    others = [content_words(text) for _, text in pairs]
    ours = list(dict.fromkeys(word for each in firsts for words in each for word in words))
    theirs = list(dict.fromkeys(word for words in others for word in words))
    if not ours or not theirs:
        return [0.0 for _ in pairs]
    row, column = ({w: at for at, w in enumerate(words)} for words in (ours, theirs))
    cosines = alike(ours, theirs)

    def within(words: Sequence[str], other: Sequence[str]) -> float:
        return sum(max(cosines[row[w]][column[o]] for o in other) for w in words) / len(words)

    return [
        max((within(words, other) for words in each), default=0.0) if other else 0.0
        for each, other in zip(firsts, others, strict=True)
    ]


def _denied_in(text: str) -> list[tuple[str, ...]]:
    if language_of(text) == "th":
        return denied_words(text)
    said = _UNCHANGED.sub(" ", text)
    behind = (_ENDS.split(said[match.end() :], maxsplit=1)[0] for match in _NOT_EN.finditer(said))
    return [words for one in behind if (words := tuple(content_words(one)[:WORDS_DENIED]))]


def compared_words(sentence: str) -> list[str]:
    """Return the words of a written sentence that may be compared with those of a passage in another language."""
    denied = content_words(sentence) if is_negated(sentence) else []
    return [*english_nouns(sentence), *denied]


def content_words(text: str) -> list[str]:
    """Return the words of a text, in its language, that say something; each as often as it stands there."""
    if language_of(text) == "th":
        return [word for word in _weighty(pieces(text)) if _THAI_WORD.match(word)]
    return [word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS]


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
    asserted = "" if "ไม่" in _MOTION.sub("", claim) or ours else "".join(_weighty(pieces(claim)))
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
