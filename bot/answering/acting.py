"""Tells whether a sentence has two parties the wrong way round: "B was sued by A" is A before B.

Thai and English both put who acts first. A sentence and the clauses that it is about are compared by the
order of the parties that both have, those who act in a passive moved to the front; nobody else is compared
who only says where or with whom, nor parts of one expression. A comparison is turned round by its opposite.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answering.clauses import JOINTS
from bot.answering.names.carrying import Aliases, carries
from bot.answering.names.finding import THAI_TITLE, Name
from bot.answering.names.sounds import sounds_of
from bot.answering.parties import Alike, Party, thai_nouns
from bot.answering.roles import Clause
from index.types import Span
from index.words import pieces

UNLIKE = 0.45
"""The cosine below which an English word means something else than a Thai noun."""
MOST_WORDS_AHEAD = 2  # of an English noun that begins a sentence
LOOKED_AHEAD = 2  # words, by a perceptron
LONGEST_COMPOUND = 4  # characters between two nouns that are one
_JOINED = re.compile(r"[ (]|ของ|แห่ง|ประจำ|จาก|และ|หรือ|กับ")
_CONTINUING = ("ให้", "แก่", "แด่", "ต่อ", "ว่า", "ฐาน", "จน")
_SWITCHING = ("", "แต่", "ส่วน", "ขณะที่", "และ", "โดย", "ด้าน", "ว่า", "ฝ่าย")
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")
_BY = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got|gets?)\b.*\bby (?:[\w’'-]+ ){0,3}$"
    r"|(?<!follow)(?:ed|wn|en) by (?:the |a |an )?$"
    rf"|(?:ถูก|โดน)[^ ]{{0,8}}(?:{THAI_TITLE}|[ ])*$|(?:ถูก|โดน|ได้รับ).*โดย(?:{THAI_TITLE}|[ ])*$"
    rf"|ได้(?:รับ|การ).*จาก[^ ]{{0,8}}(?:{THAI_TITLE}|[ ])*$"
    r"|,? (?:said|according to|says) (?:the |a |an |[a-z]+ ){0,2}$"
)
_APART = re.compile(
    r"(?:\b(?:in|at|on|from|near|under|inside|outside|during|after|before|since|against|around|off|within|with)(?: the)?"
    r"|จาก|กับ|พร้อม|ตาม|หลัง|ก่อน)[ ]*$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:ที่|ใน|ณ|ไป|สู่|เยือน|ใกล้|นอก|ประจำ|จาก)[ ]*(?:เมือง|กรุง|นคร|จังหวัด|อำเภอ|ประเทศ|ฝั่ง)?[ ]*$"
)
_SAYS = re.compile(r"[^ ]{0,12}[ ]?(?:กล่าว|บอก|ระบุ|เปิดเผย|ยืนยัน)")
# What may stand between parts of one expression: "BlueJet's chairman Kenji Mori", "A and B".
_ONE = re.compile(
    r"[’']s? (?:[\w-]+ ){0,3}"
    r"|(?:[ ,]|\b(?:and|or|of|for|the|a|an|in|at|from|[A-Z][a-z]*"
    r"|[a-z]+(?:er|or|ist|ian|man|woman|ent|ant|ief|ary|ess|oach|een|ing))\b)*"
)
_VERBAL = frozenset(("VERB", "AUX", "ADP", "SCONJ"))
_MUTUAL = re.compile(
    r"\b(?:me[et]t|meet(?:s|ing)?|held|talk(?:s|ed)|sign(?:ed|s)?|agree[ds]?|discuss\w*|spoke|married|join\w*|between|together|with|both|and|or|if|when|because|as)\b"
    r"|พบ|หารือ|เจรจา|ลงนาม|ตกลง|ร่วม|ระหว่าง|ทั้งสอง|คุย|กับ|และ|หรือ|ด้วย|โดย|เพื่อ|หลัง|ก่อน|จน|ทำให้",
    re.IGNORECASE,
)
_THAN = re.compile(r"กว่า|\bthan\b|\bexceed|\boutnumber|แซง")
_MORE = re.compile(r"(?:มาก|สูง|แพง|เร็ว|ใหญ่|หนัก|ยาว|ดี|ไกล|นาน|แข็งแรง|เก่ง)[^ ]{0,6}กว่า|\b(?:more|higher|faster|larger|bigger|longer|heavier|better|older|greater|stronger|dearer)\b.*\bthan\b|\bexceed|\boutnumber|แซง")  # fmt: skip
_LESS = re.compile(r"(?:น้อย|ต่ำ|ถูก|ช้า|เล็ก|เบา|สั้น|แย่|ใกล้|อ่อน)[^ ]{0,6}กว่า|\b(?:less|fewer|lower|slower|smaller|shorter|lighter|worse|younger|cheaper|weaker)\b.*\bthan\b")  # fmt: skip


def swapped(
    sentence: str,
    parties: Sequence[Party],
    text: str,
    aliases: Aliases,
    known: tuple[str, ...] = (),
) -> str | None:
    """Return a party of `sentence` that acts on another where `text` has it the other way; else "".

    None if the text has fewer than two of them, so that it tells nothing. Both must be in the text once, and in either be parts of different expressions.
    """
    placed = [(one, place) for one in parties if (place := _place(one, text, aliases, known))]
    if len(placed) < 2:
        return None
    ours = _acting_order(sentence, [one.span for one, _ in placed])
    theirs = _acting_order(text, [place for _, place in placed])
    if bool(_compared(sentence)) != bool(_compared(text)):
        return ""
    opposite = _compared(sentence) != _compared(text)
    for at, (one, place) in enumerate(placed):
        for behind in range(at + 1, len(placed)):
            other, other_place = placed[behind]
            if one.text == other.text or _overlap(place, other_place):
                continue
            compared = _than_between(sentence, one.span, other.span) and _than_between(
                text, place, other_place
            )
            same = (ours[at] < ours[behind]) == (theirs[at] < theirs[behind])
            if same != (compared and opposite):
                continue
            if compared or not (
                _stands_apart(one, sentence, text, place)
                or _stands_apart(other, sentence, text, other_place)
                or (place.start > other_place.start and _SAYS.match(text, place.end))
                or _MUTUAL.search(sentence[one.span.end : other.span.start])
                or _is_one(sentence, one.span, other.span)
                or _is_one(text, place, other_place)
            ):
                return one.text
    return ""


def _stands_apart(party: Party, sentence: str, text: str, place: Span) -> bool:
    """Tell whether a party only says where, when or with whom, in the sentence or in the text."""
    at = party.name is not None and party.name.places
    return any(
        _APART.search(before) or (at and _AT.search(before))
        for before in (sentence[: party.span.start], text[: place.start])
    )


def _compared(text: str) -> int:
    """Tell whether a text says that one is more (1) or less (-1) than another, or neither (0)."""
    return 1 if _MORE.search(text) else -1 if _LESS.search(text) else 0


def _than_between(text: str, one: Span, other: Span) -> bool:
    """Tell whether two parties are those that a text compares."""
    first, second = sorted((one, other), key=lambda span: span.start)
    return bool(_THAN.search(text, first.end, second.start))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _acting_order(text: str, spans: Sequence[Span]) -> list[float]:
    """Return for each span where it stands among those that act; who does it goes before whom it is done to."""
    order = []
    for span in spans:
        before = text[: span.start]
        order.append(-1.0 if _BY.search(before) else float(span.start))
    return order


def _is_one(text: str, one: Span, other: Span) -> bool:
    """Tell whether no verb stands between two parties: "BlueJet's chairman Kenji Mori", "A and B"."""
    first, second = sorted((one, other), key=lambda span: span.start)
    between = text[first.end : second.start]
    if _THAI.search(text):
        joined = len(between) <= LONGEST_COMPOUND or _JOINED.search(between)
        return bool(joined) and not any(
            tag in _VERBAL and first.end <= span.start and span.end <= second.start
            for span, tag in tagged(text)
        )
    return bool(_ONE.fullmatch(between))


def goes_on(text: str) -> bool:
    """Tell whether a Thai clause goes on with what another began: it names nobody who acts first."""
    return text.startswith(_CONTINUING) or (
        not text.startswith(JOINTS)
        and bool(_MORE.match(text) or _LESS.match(text) or not _VERBAL.isdisjoint(opening(text)))
    )


@lru_cache(maxsize=4096)
def opening(text: str) -> tuple[str, ...]:
    """Return the parts of speech that the first word of a Thai text may be, as `tagged` has them.

    The taggers look two words ahead, so the rest isn't needed.
    """
    from pythainlp.tag import pos_tag

    first = list(pieces(text)[: 1 + LOOKED_AHEAD])
    corpora = ("tdtb", "orchid_ud") if first else ()
    return tuple(pos_tag(first, engine="perceptron", corpus=one)[0][1] for one in corpora)


def displaced_party(sentence: str, parties: Sequence[Party], clause: Clause, alike: Alike) -> str:
    """Return the noun that an English sentence begins with, if the clause begins with quite another; else ""."""
    first = parties[0]
    if first.name or sentence[: first.span.start].count(" ") > MOST_WORDS_AHEAD:
        return ""
    if any(noun in clause.text + clause.noun + clause.head for noun in first.nouns):
        return ""
    nouns = thai_nouns(clause.text)
    before = clause.text[: nouns[0][0].start] if nouns else " "
    if not nouns or before not in _SWITCHING:
        return ""
    theirs = nouns[0][1]
    written = first.span.of(sentence).lower()
    return written if max(max(row) for row in alike([written], theirs)) < UNLIKE else ""


@lru_cache(maxsize=1024)
def tagged(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the words of a Thai text with their parts of speech, by PyThaiNLP's perceptrons.

    Each word comes twice: what either takes for a verb is one.
    """
    from pythainlp.tag import pos_tag

    tokens, found = list(pieces(text)), []
    for corpus in ("tdtb", "orchid_ud"):
        position = 0
        for token, tag in pos_tag(tokens, engine="perceptron", corpus=corpus):
            found.append((Span(position, position + len(token)), tag))
            position += len(token)
    return tuple(found)


def _place(party: Party, text: str, aliases: Aliases, known: tuple[str, ...]) -> Span | None:
    """Return where `text` has a party, None if it hasn't, or has it more than once."""
    if party.name is None:
        nouns = thai_nouns(text)
        found = [
            span
            for span, other in nouns
            if other[-1] in party.nouns
            and (len(other) == 1 or len(party.nouns) == 1 or other[0] in party.nouns)
        ]
        if not found and len(party.nouns) > 1:
            found = [Span(*m.span()) for m in re.finditer(re.escape(party.nouns[0]), text)]
    else:
        found = _places_of_name(party.name, text, aliases, known)
    return found[0] if len(found) == 1 else None


def _places_of_name(name: Name, text: str, aliases: Aliases, known: tuple[str, ...]) -> list[Span]:
    literal = [
        m
        for part in (name.text.rstrip("ฯ"), *name.readings)
        for m in re.finditer(re.escape(part), text)
    ]
    if literal:
        return (
            [Span(*literal[0].span())] if len(literal) == 1 else [Span(*m.span()) for m in literal]
        )
    if not carries(name, [sounds_of(text, known)], aliases):
        return []
    # The shortest beginning that carries it ends with it.
    ends, position = [], 0
    for token in pieces(text):
        position += len(token)
        ends.append(position)
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high) // 2
        if carries(name, [sounds_of(text[: ends[middle]], known)], aliases):
            high = middle
        else:
            low = middle + 1
    start = ends[low - 1] if low else 0
    again = carries(name, [sounds_of(text[ends[low] :], known)], aliases)
    span = Span(start, ends[low])
    return [span, Span(ends[low], len(text))] if again else [span]
