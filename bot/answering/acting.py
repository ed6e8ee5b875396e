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
from bot.answering.names.finding import THAI_TITLE, Name, find_names
from bot.answering.names.sounds import sounds_of
from index.types import Span
from index.words import pieces

LOOKED_AHEAD = 2  # words, by a perceptron
LONGEST_COMPOUND = 4  # characters between two nouns that are one
_JOINED = re.compile(r"[ (]|ของ|แห่ง|ประจำ|จาก|และ|หรือ|กับ")
_CONTINUING = ("ให้", "แก่", "แด่", "ต่อ", "ว่า", "ฐาน", "จน")
_THAI = re.compile("[\u0e01-\u0e4e]{2,}")
_VERB = re.compile(
    r"(?:was|were|is|are|has|have|had|will|would|can|could|did|does|may|must|said|told|won|beat|lost|made|took|gave|went|[a-z]+ed)\b"
)
_BY = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got|gets?)\b.*\bby (?:[\w’'-]+ ){0,3}$"
    r"|(?<!follow)(?:ed|wn|en) by (?:[\w’'-]+\.? ){0,3}$"
    rf"|(?:ถูก|โดน)[^ ]{{0,8}}(?:{THAI_TITLE}|[ ])*$|(?:ถูก|โดน|ได้รับ).*โดย(?:{THAI_TITLE}|[ ])*$"
    rf"|ได้(?:รับ|การ).*จาก[^ ]{{0,8}}(?:{THAI_TITLE}|[ ])*$"
    r"|,? (?:said|according to|says) (?:the |a |an |[a-z]+ ){0,2}$"
    r"|[,.?!][”\"’'] [a-z]+ (?:[\w’'-]+\.? ){0,4}$"
)
_APART = re.compile(
    r"(?:\b(?:in|at|on|from|near|under|inside|outside|during|after|before|since|against|around|off|within|with)(?: the| (?:Dr|Mr|Mrs|Ms|Prof)\.?)?"
    r"|จาก|กับ|พร้อม|ตาม|หลัง|ก่อน)[ ]*$",
    re.IGNORECASE,
)
_AT = re.compile(
    r"(?:ที่|ใน|ณ|ไป|สู่|เยือน|ใกล้|นอก|ประจำ|จาก)[ ]*(?:เมือง|กรุง|นคร|จังหวัด|อำเภอ|ประเทศ|ฝั่ง)?[ ]*$"
)
_IS = re.compile("คือ|ได้แก่")
"""Behind it stands the same that stands before it."""
_ADJECTIVES = frozenset(("Thai", "Thais"))
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
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
    text: str,
    aliases: Aliases,
    known: tuple[str, ...] = (),
) -> str | None:
    """Return whom of those that `sentence` names it has act on another where `text` has it the other way; else "".

    None if the text has fewer than two of them, so that it tells nothing. Both must be in the text once, and in either be parts of different expressions.
    """
    names = _acting(sentence, known)
    if len(names) < 2:
        return ""
    placed = [(one, place) for one in names if (place := _place(one, text, aliases, known))]
    if len(placed) < 2:
        return None
    if bool(_compared(sentence)) != bool(_compared(text)):
        return ""
    ours = _acting_order(sentence, [one.span for one, _ in placed])
    theirs = _acting_order(text, [place for _, place in placed])
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
                or _IS.search(_between(text, place, other_place))
                or _is_one(sentence, one.span, other.span)
                or _is_one(text, place, other_place)
            ):
                return one.text
    return ""


def _acting(sentence: str, known: tuple[str, ...]) -> list[Name]:
    """Return the names of a sentence that may act: not parts of others, nor what only tells whose something is.

    "Thai rubber", "Turkey's minister" and "the Rafah crossing" don't act as Thailand, Turkey or Rafah.
    """
    names = find_names(sentence, known)
    return [
        name
        for name in names
        if not any(character.isdigit() for character in name.text)
        and name.text not in _ADJECTIVES
        and not _POSSESSIVE.search(sentence[name.span.start : name.span.end + 3])
        and not (name.places and sentence[: name.span.start].casefold().endswith("the "))
        and not any(_is_within(name.span, other.span) for other in names)  # Mali in นางมาลี
    ]


def _stands_apart(name: Name, sentence: str, text: str, place: Span) -> bool:
    """Tell whether a name only says where, when or with whom, in the sentence or in the text."""
    return any(
        _APART.search(before) or (name.places and _AT.search(before))
        for before in (sentence[: name.span.start], text[: place.start])
    )


def _between(text: str, one: Span, other: Span) -> str:
    first, second = sorted((one, other), key=lambda span: span.start)
    return text[first.end : second.start]


def _is_within(one: Span, other: Span) -> bool:
    return one != other and other.start <= one.start and one.end <= other.end


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


def continues(claim: str) -> bool:
    """Tell whether a claim only goes on with what another said of somebody: "raised the price", ระบุว่า."""
    return goes_on(claim) if _THAI.search(claim) else bool(_VERB.match(claim))


@lru_cache(maxsize=4096)
def opening(text: str) -> tuple[str, ...]:
    """Return the parts of speech that the first word of a Thai text may be, as `tagged` has them.

    The taggers look two words ahead, so the rest isn't needed.
    """
    from pythainlp.tag import pos_tag

    first = list(pieces(text)[: 1 + LOOKED_AHEAD])
    corpora = ("tdtb", "orchid_ud") if first else ()
    return tuple(pos_tag(first, engine="perceptron", corpus=one)[0][1] for one in corpora)


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


def _place(name: Name, text: str, aliases: Aliases, known: tuple[str, ...]) -> Span | None:
    """Return where `text` has a name, None if it hasn't, or has it more than once."""
    found = _places_of_name(name, text, aliases, known)
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
