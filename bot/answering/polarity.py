"""Tells whether a sentence says the opposite of a text: a negation or an opposite too many or too few."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.counting import counted_nouns
from bot.answering.denying import (
    MOTION,
    TURNED_DOWN,
    UNCHANGED,
    content_words,
    denied_in,
    denied_words,
    is_negated,
    is_soft,
    up_to_soft,
    weighty,
)
from bot.answering.parties import Alike
from bot.answering.quantities.amounts import find_amounts
from index.language import language_of
from index.types import Language
from index.words import pieces

# How much nearer another clause must be. A sentence that denies something may hold more than the
# denial, and then be nearer to the rest.
MARGIN = 0.02
ABOUT = 0.3
"""How far below the nearest clause another may lie and still be about the same."""
SAME = 0.6
"""The cosine from which on an English and a Thai word may mean the same."""
SURELY_SAME = 0.7
CLEARLY = 0.1
LEAST_OF_ONE = 5  # characters of a word that tells alone what is denied

_NAMED = re.compile(r"(?<=[^\s.?!] )[A-Z][\w’'-]+")

# A thing called by what is done with it: "เวทีรับฟังความเห็น" stands though nobody รับฟัง.
_THING = re.compile("เวที(?:รับฟัง|แสดง|ชี้แจง)(?:ความคิดเห็น|ความเห็น)?")

# That something costs nothing, with a denial or without.
_FREE = re.compile(
    r"ฟรี|ไม่(?:ต้อง|ได้)?(?:เสีย|เก็บ|คิด|จ่าย)(?:ค่า|เงิน)|\b(?:free|no (?:charge|fee)|without (?:charge|paying))\b|(?:not|n[’']t) (?:have to )?(?:pay|charge)",
    re.IGNORECASE,
)


def compared_words(sentence: str) -> list[str]:
    """Return the words of a written sentence that may be compared with those of a passage in another language."""
    denied = content_words(sentence) if is_negated(sentence) else []
    return [*counted_nouns(sentence), *denied]


def contradicts(
    claim: str,
    clauses: Sequence[str],
    nearness: Sequence[float],
    language: Language,
    alike: Alike | None = None,
    sentence: str = "",
) -> bool:
    """Tell whether a negation too many or too few makes `claim` the opposite of what `clauses` say.

    What is denied on either side tells: in Thai by its words, between languages by their meaning, which
    `alike` compares. A claim that denies nothing goes with the clause that it is nearest to if that fails.
    What the `sentence` denies that a claim is part of, it doesn't say the other way.
    """
    claim = _THING.sub("เวที", claim)
    if _FREE.search(claim) and any(map(_FREE.search, clauses)):
        return False
    if language == "th" and (told := _by_words(claim, clauses, nearness, sentence)) is not None:
        return told
    near = [(value, clause) for value, clause in zip(nearness, clauses, strict=True)]
    least = max(nearness, default=0.0) - ABOUT
    if is_negated(claim):
        return alike is not None and language == "en" and _is_told(claim, near, alike)
    if (
        is_soft(claim)
        or TURNED_DOWN.search(claim)
        or UNCHANGED.search(claim)
        or is_negated(sentence)
    ):
        return False  # another may say it with a denial or without
    against = max(((v, c) for v, c in near if is_negated(c)), default=None)
    if against is None:
        return False
    agreeing = max((v for v, c in near if not is_negated(c)), default=-1.0)
    is_nearest = against[0] > agreeing + MARGIN
    if not alike or language_of(against[1]) == language == "th":
        # What the clause denies may be something that the claim leaves out.
        about = {word for words in denied_words(against[1]) for word in words}
        shared = [word for word in about if word in claim]
        return is_nearest and (len(shared) > 1 or any(len(word) >= LEAST_OF_ONE for word in shared))
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
    if any(_named_in(claim) & _named_in(clause) - _named_in(plain[1]) for _, clause in denying):
        return False  # of that very thing another clause denies something
    against = [plain[1], *([max(denying)[1]] if denying else ())]
    told, *denied = _likeness([(claim, clause) for clause in against], alike)
    return told >= SURELY_SAME and told > max(denied, default=0.0) + CLEARLY


def _named_in(text: str) -> frozenset[str]:
    """Return the English names within a text: the words with a capital that don't begin it."""
    return frozenset(_NAMED.findall(text))


def _likeness(pairs: Sequence[tuple[str, str]], alike: Alike) -> list[float]:
    """Return for each pair how much the first two words of what the one denies stand in the other, in whatever language."""
    firsts = [[words[:2] for words in denied_in(denying)] for denying, _ in pairs]
    # What one is called says nothing that may be denied: "Northgate Builders" hasn't built.
    others = [content_words(_NAMED.sub(" ", text)) for _, text in pairs]
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


def _by_words(
    claim: str, clauses: Sequence[str], nearness: Sequence[float], sentence: str
) -> bool | None:
    """Compare what a Thai claim and clauses deny; None if that tells nothing.

    What one denies the other may not say; and what both deny, they agree on.
    """
    ours = denied_words(claim)
    theirs = [(at, words) for at, clause in enumerate(clauses) for words in denied_words(clause)]
    beside, apart = denied_words(sentence), _of_others(claim, clauses)
    alone = [words for words in ours if not any(_alike(words, other) for _, other in theirs)]
    said = [
        (near, weighty(up_to_soft(pieces(clause))))
        for near, clause in zip(nearness, clauses, strict=True)
        if not is_negated(clause)
    ]
    least = max(nearness, default=0.0) - ABOUT
    if any(
        near >= least and all(word in clause for word in words[:2])
        for words in alone
        for near, clause in said
    ):
        return True
    asserted = (
        "" if "ไม่" in MOTION.sub("", claim) or ours else "".join(weighty(up_to_soft(pieces(claim))))
    )
    for at, words in theirs:
        first = words[:2]
        if any(_alike(words, other) for other in beside) or clauses[at] in apart:
            continue
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


def _of_others(claim: str, clauses: Sequence[str]) -> frozenset[str]:
    """Return the clauses that deny something of another number than a claim has, if one that denies nothing has its own.

    "จะควบรวมโรงเรียน 1,240 แห่ง" stands though "โรงเรียนบนเกาะ 128 แห่งจะไม่ถูกควบรวม".
    """
    said = {one.worth for one in find_amounts(claim) if not one.loose}
    if not said:
        return frozenset()
    given = {clause: {one.worth for one in find_amounts(clause)} for clause in clauses}
    asserting = (worths for clause, worths in given.items() if not is_negated(clause))
    if not said <= set().union(*asserting):
        return frozenset()
    return frozenset(one for one, worths in given.items() if worths and not said & worths)


def _alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether two denials share a word, or one has it as part of a compound: กู้, กู้เงิน."""
    return any(
        one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))
        for one in words
        for other in others
    )
