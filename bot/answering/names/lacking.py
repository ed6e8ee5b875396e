"""Finds the first name of a sentence that a stretch of a passage doesn't carry."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.evidence import sentences_of
from bot.answering.names.bodies import find_bodies
from bot.answering.names.carrying import Aliases, carries, carries_part, sounds_of
from bot.answering.names.finding import find_names
from index.words import pieces

_PLACE_WORDS = frozenset("หาด อำเภอ ตำบล แขวง เกาะ เขื่อน แม่น้ำ เมือง".split())
_NO_NAMES = frozenset(
    """ที่ นี้ นั้น ดังกล่าว ต่าง ต่างๆ เดียวกัน ใกล้เคียง ของ ใน และ ซึ่ง ทั้ง หลวง ใหญ่ เก่า มี ได้ จะ ถูก เป็น อยู่ ใด
    ครับ ค่ะ คะ นะ หรือ แห่ง จึง ก็ ให้ เพื่อ กับ จาก ไป มา แล้ว ยัง ไม่ เปิด ปิด ละ อื่น อื่นๆ เอง""".split()
)
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")
_OF_HOME = frozenset(
    ("Thai", "Thais", "Thailand", "ไทย", "ประเทศไทย")
)  # Thai news need not say it of people at home
LEAST_ALONE = 4  # characters of a word that is enough of a name


def missing_name(
    sentence: str,
    here: Sequence[str],
    given: Sequence[str],
    aliases: Aliases,
    known: tuple[str, ...],
) -> str:
    """Return the first name that the sentences `here` don't carry; "" if there is none.

    Of "Vladimir Putin" the last word must stand in them; the others may stand anywhere.
    """
    bodies = find_bodies(sentence)
    for span, body in bodies:
        if not any(body.stands_in(text) for text in given):
            return span.of(sentence)
    spoken = [sounds_of(one) for one in here]
    for name in find_names(sentence, known):
        if name.text in _OF_HOME or carries(name, spoken, aliases):
            continue
        if any(span.start <= name.span.start and name.span.end <= span.end for span, _ in bodies):
            continue  # Chiang Mai of its university, which Thai abbreviates มช.
        if len(name.parts) > 1 and carries_part(name.parts[-1], spoken, aliases):
            everywhere = [sounds_of(one) for text in given for one in sentences_of(text)]
            if carries(name, everywhere, aliases):
                continue
        return name.text
    return _missing_place(sentence, given)


def _missing_place(sentence: str, given: Sequence[str]) -> str:
    """Return a Thai place that follows a word for one ("หาดป่าตอง") and stands nowhere in the passages."""
    letters = "".join("".join(text.split()) for text in given)
    tokens = [token for token in pieces(sentence) if not token.isspace()]
    for at, token in enumerate(tokens[:-1]):
        name = "".join(tokens[at + 1 : at + 3])
        if token in _PLACE_WORDS and tokens[at + 1] not in _NO_NAMES and name[:5] not in letters:
            alone = tokens[at + 1] if len(tokens[at + 1]) >= LEAST_ALONE else token + tokens[at + 1]
            named = alone in letters
            if not named and _THAI.fullmatch(tokens[at + 1]):
                return token + name
    return ""
