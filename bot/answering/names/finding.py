"""Finds the names in a written sentence: capitalised words, known places, and Thai words no dictionary has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answering.names.gazetteer import Place, gazetteer, is_english_word
from bot.answering.quantities.dating import dates_of
from index.types import Span
from index.words import pieces, word_edges

_WORD = re.compile(
    r"(?<![\w.])[A-Z\u00c0-\u00de][\w’'-]*(?:\.(?=[A-Z]))?[\w]*|[A-Za-z]+[0-9][\w.]*[\w]"
)
_ROMAN = re.compile("X{0,2}(?:IX|IV|V?I{1,3}|V|X)")  # "Rama IV" is รัชกาลที่ 4
_POSSESSIVE = re.compile(r"['’]s?$")
_THAI = re.compile("[\u0e01-\u0e4e]+")
_ABBREVIATIONS = frozenset(
    "GDP CEO MP MPs PM TV AI EV EVs ID VAT AM I A LGBT LGBTQ No St Dr Mr Mrs Ms AD BC BCE CE"
    " Pol Col Gen Lt Maj Sgt Capt Cpl Pvt Adm".split()
)
# "นายกเทศมนตรี" is an office, "นายกิตติ" and "นายกมล" are people.
_NOT_A_NAME = "ก(?!ิ|ี|ุ|ู|ฤ|ั(?!บ)|า(?!ร)|มล|นก|วี|วิน|รณ์)"
THAI_TITLE = rf"(?:นางสาว|น\.ส\.|นาง(?!{_NOT_A_NAME})|นายแพทย์|แพทย์หญิง|(?<!ท)นาย(?!{_NOT_A_NAME})|นพ\.|พญ\.|ดร\.|รศ\.|ผศ\.|ศ\.|พล\.?[ตอทร]?\.?[อทต]\.|พ\.ต\.[อทต]\.|คุณหญิง|ม\.[รล]\.[วล]?\.?)"
_TITLED = re.compile(
    rf"{THAI_TITLE}[ ]?(?P<first>[\u0e01-\u0e4e]{{2,}})(?:[ ](?P<last>[\u0e01-\u0e4e]{{2,}}))?"
)
_DIGIT = re.compile("[0-9๐-๙]")
_FULL_NAME = re.compile(
    r"(?<!\S)(?P<first>[\u0e01-\u0e4e]{3,14})[ ](?P<last>[\u0e01-\u0e4e]{3,18})(?!\S)"
)
_SAYS = re.compile("กล่าว|เผย|ระบุ|บอก|ชี้|แถลง|ย้ำ|ว่า")
_BEFORE_A_PLACE = ("คน", "ชาว", "กรุง", "ประเทศ", "เมือง", "พรรค", "จังหวัด", "นคร", "ฝ่าย", "ภาษา")
LONGEST_FIRST_NAME, LONGEST_FAMILY_NAME = 14, 18
LEAST_OF_A_THAI_NAME = 3
LEAST_OF_A_PART = 4  # letters of a name's part that tells who it is
MOST_BEFORE, MOST_BEHIND = 3, 2  # words that belong to a name with the piece that no dictionary has


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: `parts` are its words, `places` what the gazetteer knows by it.

    `readings` are what it may be where it isn't sure which letters belong to it; `around` are the runs of
    words that a piece of a name stands in, which may be the name in Latin letters.
    """

    span: Span
    parts: tuple[str, ...]
    places: tuple[Place, ...] = ()
    readings: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.parts)

    @property
    def telling(self) -> tuple[str, ...]:
        """The parts that are long enough to tell who it is."""
        return tuple(part for part in self.parts if len(part) >= LEAST_OF_A_PART)


@lru_cache(maxsize=4096)
def find_names(sentence: str, known: tuple[str, ...] = ()) -> tuple[Name, ...]:
    """Return the names of a Thai or English sentence, in order, not overlapping.

    `known` are Thai spellings that are names for certain, though dictionaries may split them up.
    """
    found = _known(sentence)
    taken = bytearray(len(sentence))
    borders = word_edges(sentence) if known else frozenset()
    for spelling in known:
        for match in re.finditer(re.escape(spelling), sentence):
            if borders.isdisjoint(match.span()):
                continue  # within a word, as หวัง in ความหวัง
            if not any(
                name.span.start < match.end() and match.start() < name.span.end for name in found
            ):
                found.append(Name(Span(*match.span()), (spelling,)))
    # The Aug of "Aug 19" names nobody; the Jan of "Jan Novák" does.
    days = [day.span for day in dates_of(sentence) if _DIGIT.search(day.span.of(sentence))]
    for span in (*(name.span for name in found), *days):
        taken[span.start : span.end] = b"\x01" * len(span)
    found += _latin(sentence, taken)
    found += _thai(sentence, taken)
    return tuple(sorted(found, key=lambda name: name.span.start))


def _known(sentence: str) -> list[Name]:
    places = gazetteer()
    found = [
        Name(Span(*match.span()), (match["form"],), (place,))
        for match, place in places.in_latin(sentence)
    ]
    matches = places.in_thai(sentence)
    if matches:
        borders = word_edges(sentence)
        found += [
            Name(Span(*match.span()), (match[0],), tuple(known))
            for match, known in matches
            if (match.start() in borders or sentence[: match.start()].endswith(_BEFORE_A_PLACE))
            and (match.end() in borders or sentence.startswith("ฯ", match.end()))
        ]
    return found


def _latin(sentence: str, taken: bytearray) -> list[Name]:
    """Return runs of capitalised words that are no ordinary ones."""
    runs: list[list[tuple[Span, str]]] = []
    for match in _WORD.finditer(sentence):
        word = _POSSESSIVE.sub("", match[0])
        if any(taken[match.start() : match.end()]) or not word:
            continue
        if len(word) == 1 or word in _ABBREVIATIONS or _ROMAN.fullmatch(word) or _is_ordinary(word):
            continue
        span = Span(match.start(), match.start() + len(word))
        last = runs[-1][-1] if runs else None
        if (
            last
            and sentence[last[0].end : span.start] in (" ", "-")
            and last[0].end == match.start() - 1
        ):
            runs[-1].append((span, word))
        else:
            runs.append([(span, word)])
    return [
        Name(Span(run[0][0].start, run[-1][0].end), tuple(word for _, word in run)) for run in runs
    ]


def _is_ordinary(word: str) -> bool:
    return all(is_english_word(part) for part in re.split(r"[-’']", word) if part)


def _thai(sentence: str, taken: bytearray) -> list[Name]:
    from pythainlp.corpus import thai_stopwords

    found = []
    for match in _TITLED.finditer(sentence):
        first = _SAYS.split(match["first"])[0]
        ends = first != match["first"] or (
            match["last"] and pieces(match["last"])[0] in thai_stopwords()
        )
        parts = [part for part in (match["first"], match["last"]) if part and not ends]
        # Without a space behind it nobody can tell where a family name ends.
        if len(parts) == 2 and len(parts[1]) > LONGEST_FAMILY_NAME:
            parts[1] = pieces(parts[1])[0]
        if len(parts) == 2 and len(parts[0]) <= LONGEST_FIRST_NAME:
            span = Span(match.start("first"), match.start("last") + len(parts[1]))
            found.append(Name(span, tuple(parts)))
            taken[span.start : span.end] = b"\x01" * len(span)
    for match in _FULL_NAME.finditer(sentence):
        span = Span(match.start("first"), match.end("last"))
        if not any(taken[span.start : span.end]) and is_first_name(match["first"]):
            found.append(Name(span, (match["first"], match["last"])))
            taken[span.start : span.end] = b"\x01" * len(span)
    return found + _unknown_words(sentence, taken)


@lru_cache(maxsize=1)
def first_names() -> frozenset[str]:
    """Return the Thai first names that PyThaiNLP knows."""
    from pythainlp.corpus import thai_female_names, thai_male_names

    return thai_male_names() | thai_female_names()


def is_first_name(word: str) -> bool:
    """Tell whether a Thai word is a first name and nothing else."""
    from pythainlp.corpus import thai_words

    return word in first_names() and word not in thai_words()


def _unknown_words(sentence: str, taken: bytearray) -> list[Name]:
    """Return the Thai words that no dictionary has; newmm leaves of many names only a piece unknown.

    A piece shorter than a name is the beginning or the end of one: it is taken together with the word
    behind or before it, whichever a text has.
    """
    tokens, found, position = pieces(sentence), [], 0
    for at, token in enumerate(tokens):
        span = Span(position, position + len(token))
        position = span.end
        if not is_unknown(token) or any(taken[span.start : span.end]):
            continue
        readings: tuple[str, ...] = ()
        if len(token) < LEAST_OF_A_THAI_NAME:
            behind, before = "".join(tokens[at + 1 : at + 2]), "".join(tokens[max(0, at - 1) : at])
            readings = tuple(
                reading
                for word, reading in ((behind, token + behind), (before, before + token))
                if _THAI.fullmatch(word)
            )
            if not readings:
                continue
            if _THAI.fullmatch(behind):
                span = Span(span.start, span.end + len(behind))
            else:
                span = Span(span.start - len(before), span.end)
        else:
            readings = _joined_to(tokens[at - 1] if at else "", token)
        found.append(Name(span, (span.of(sentence),), (), readings, _runs_around(tokens, at)))
    return found


def _runs_around(tokens: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the runs of Thai words that one of `tokens` stands in: ซานตอส for its piece ตอส."""
    first = last = at
    while first > max(0, at - MOST_BEFORE) and _THAI.fullmatch(tokens[first - 1]):
        first -= 1
    while last < min(len(tokens) - 1, at + MOST_BEHIND) and _THAI.fullmatch(tokens[last + 1]):
        last += 1
    return tuple(
        "".join(tokens[start : end + 1])
        for start in range(first, at + 1)
        for end in range(at, last + 1)
    )


def _joined_to(before: str, token: str) -> tuple[str, ...]:
    """Return what may be the end of a name with what stands before it, where a word follows: "ยูโกสลา|ฟคน"."""
    from pythainlp.corpus import thai_words

    if not _THAI.fullmatch(before):
        return ()
    return tuple(
        before + token[:end] for end in range(1, len(token) - 1) if token[end:] in thai_words()
    )


def is_unknown(token: str) -> bool:
    """Tell whether a Thai word is in no dictionary: most such words are names."""
    from pythainlp.corpus import thai_words

    plain = token.removesuffix("ฯ")  # of a longer name: พระพุทธยอดฟ้าฯ
    return bool(_THAI.fullmatch(token)) and not {token, plain} & thai_words()
