"""Reads numbers written in digits or in Thai or English words: "1.45 แสนล้าน", "สิบสอง", "two thirds"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from index.types import Span
from index.words import any_of, word_edges

_THAI_DIGITS = {
    word: value
    for value, word in enumerate("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า".split(), 1)
} | {"เอ็ด": 1, "ยี่": 2}  # fmt: skip
_THAI_POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10_000, "แสน": 100_000}
_MILLION = 1_000_000
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ENGLISH = {
    word: value
    for value, word in enumerate(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen""".split(),
        1,
    )
} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_ENGLISH_POWERS = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "dozen": 12,
    "score": 20,
}
_IRREGULAR_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
}  # fmt: skip
_ORDINALS = (
    {f"{word}th": value for word, value in _ENGLISH.items() if value < 20}
    | {f"{word[:-1]}ieth": value for word, value in _ENGLISH.items() if value >= 20}
    | _IRREGULAR_ORDINALS
)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items() if not word.startswith("hal")}
_MANY = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 1000,
         "millions": 10**6, "billions": 10**9, "trillions": 10**12}  # fmt: skip
_TIMES = {"twice": 2, "thrice": 3, "doubled": 2, "double": 2, "doubling": 2, "tripled": 3,
          "triple": 3, "quadrupled": 4}  # fmt: skip


_OF_A_HALF = _THAI_POWERS | {"ล้าน": _MILLION, "โหล": 12}

# newmm keeps some numbers together with what is before or behind them: ทั้งสอง, สองเท่า.
_LEADING = ("ทั้ง", "ที่", "ละ", "ครั้ง", "อันดับ")
_COUNTED = ("ฝ่าย", "เท่า", "คน", "ประเทศ", "ครั้ง", "ชั่วโมง", "วัน", "เดือน", "ปี", "ทาง", "ชาติ", "ใน")

# "ร้อย" or "ล้าน" alone is hardly a number: "นับร้อย" is, and was read before, and "กว่าหมื่น".
_POWERS_ALONE = frozenset(("ร้อย", "พัน", "หมื่น", "แสน", "ล้าน"))
_ROUGHLY = re.compile("(?:กว่า|เกือบ|ราว|ประมาณ|ต่อ(?:ประชากร)?(?:ทุก)?)[ ]?$")

_DIGITS = r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_THAI_SCALE = (
    r"(?:[ ]?(?:สิบ|ร้อย|พัน|หมื่น|แสน)?[ ]?ล้าน(?:[ ]?ล้าน)?|[ ]?(?:ร้อย|พัน|หมื่น|แสน)(?!ธ|ตำรวจ|เอก|โท|ตรี))"
)
_ENGLISH_SCALE = (
    r"(?:[ -]?(?:hundred|thousand|million|billion|trillion|mn|bn|tn|dozen)(?![a-z])|m(?![a-z]))"
)
_THAI_WORD = rf"(?:{any_of(_THAI_DIGITS | _THAI_POWERS)}|ล้าน)"
_ENGLISH_WORD = rf"(?:{any_of(_ENGLISH)})"
_ENGLISH_NUMBER = (
    rf"(?:{_ENGLISH_WORD}|an?(?=[ ](?:hundred|thousand|million|billion|trillion|dozen|score)(?![a-z])))"
    rf"(?:(?:[ -]|[ ]and[ ])(?:{_ENGLISH_WORD}|hundred|thousand|million|billion|trillion|dozen)(?![a-z]))*"
)
_AND_A_HALF = r"(?P<{0}>[ ]and[ ](?:a|one)[ ]half(?![a-z]))?"

# Behind "a third" these go on about a part of a whole; any other word is what comes third.
_OF_A_PART = (
    r"(?:of|more|less|fewer|as|from|since|after|before|between|compared|than|over|under|above|below|on|in|by|to|at|and|or|but|for|the|this|that|each|off|up|down"
    r"|were|was|are|is|have|has|had|will|would|did|do|say|said|go|went|came|come|share|stake|part|portion|cut|discount|reduction|increase|rise|fall|drop|live|want|need|left|lost|got|made|took|think|believe|use|[a-z]+(?:er|ed))(?![a-z])"
)

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("of", r"(?P<top>(?<![0-9.,])[0-9]+|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)[ ]?ใน[ ]?"
               r"(?P<bottom>[0-9]+|(?:ยี่)?สิบ(?:เอ็ด|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)?|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า)"
               r"(?![0-9,.]*[0-9]|[ ]?เดือน|[ ]?ปี)"),
        ("share", rf"(?<![a-z])(?P<top>{_ENGLISH_WORD})[ ](?:in|out of)(?:[ ]every)?[ ]"
                  rf"(?P<bottom>{_ENGLISH_WORD})(?![a-z-]|[ ](?:hundred|thousand|million|hours|days|weeks|months|years)(?![a-z]))"),
        ("halved", r"(?<![a-z])half[ -](?:an?[ -])?(?P<whole>dozen|hundred|thousand|million|billion|trillion)(?![a-z])"
                   r"|ครึ่ง(?P<thai>โหล|ร้อย|พัน|หมื่น|แสน|ล้าน)"),
        ("per", r"(?<=per )(?P<power>hundred|thousand|million)(?![a-z])"),
        ("several", r"(?<![a-z])(?:several|(?:a )?few|many) (?P<several>hundred|thousand|million)(?![a-z])"),
        ("many", rf"(?<![a-z])(?:tens|dozens|hundreds) of (?P<big>{any_of(_MANY)})(?![a-z])"
                 rf"|(?<![a-z])(?P<many>{any_of(_MANY)})(?![a-z])"
                 r"|(?:หลาย|นับ|เรือน|เป็น)(?P<thai>(?:สิบ|ร้อย|พัน|หมื่น|แสน)?ล้าน|สิบ|ร้อย|พัน|หมื่น|แสน)(?!ธ|ละ)"),
        ("one of a row", rf"(?<![a-z])(?<!by )(?<!about )(?<!around )(?<!nearly )(?<!almost )(?<!over )(?<!than )an?[ -](?P<nth>third|fourth|fifth|tenth)(?=[ ](?!{_OF_A_PART})[a-z]{{3,}})"),
        ("fraction", rf"(?<![a-z])(?<! and )(?P<top>an?|{_ENGLISH_WORD}|[0-9]+)[ -](?P<bottom>{any_of(_PARTS)})(?![a-z]|-[a-z])"
                     r"(?![ ](?:year|time|day|of[ ](?:the[ ]year|20|25)))"),
        ("digits", rf"(?<![0-9.,/])(?<![a-z])(?<![a-zก-๎]-)(?P<digits>{_DIGITS})(?![0-9])"
                   rf"(?P<scale>{_THAI_SCALE}|{_ENGLISH_SCALE})?(?P<ordinal>(?:st|nd|rd|th)(?![a-z]))?"
                   + _AND_A_HALF.format("half")),
        ("english", rf"(?<![a-z-])(?P<words>{_ENGLISH_NUMBER})(?![a-z])" + _AND_A_HALF.format("more")),
        ("ordinal", rf"(?<![a-z-])(?:(?P<tens>{any_of(_TENS)})-)?(?P<nth>{any_of(_ORDINALS)})(?![a-z])(?!(?<=first)[ -](?:aid|lady|ladies|name|hand|class|stone|glance|sight|choice|team|rate|instance)(?![a-z]))"),
        ("times", rf"(?<![a-z])(?P<times>{any_of(_TIMES)})(?![a-z-]|[ ]as[ ]|(?<=le)[ ](?!(?:the|its|that|this|their|his|her|in|to|from|what|since|over|by|last|or|and|on|for|within)[ ])[a-z])"),
        ("half", r"(?<![a-z])half(?![a-z]|-(?!year|hour|day|month|century)[a-z])|(?:ครึ่ง|กึ่ง)(?:หนึ่ง)?"),
        ("thai", rf"(?P<run>{_THAI_WORD}(?:[ ]?{_THAI_WORD})*)"),
        ("first", r"(?<!แต่)(?<!เมื่อ)(?<!รัก)แรก(?!เกิด|เริ่ม|เข้า|รับ)"),
        ("twofold", r"เท่าตัว"),
    )
)  # fmt: skip

_LETTER = re.compile("[a-z]", re.IGNORECASE)
_ENGLISH_FORMS = frozenset(
    ("share", "per", "several", "one of a row", "fraction", "english", "ordinal", "times")
)
"""Forms that a text without a Latin letter has none of."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text; `vague` for "dozens" (about 10, whatever the count), `share` for parts of a
    whole, `ordinal` for "third"."""

    span: Span
    value: Fraction
    vague: bool = False
    share: bool = False
    ordinal: bool = False


def find_numerals(text: str, borders: frozenset[int] | None = None) -> list[Numeral]:
    """Return the numbers of folded `text` (see `calendar_words.fold`), in order, not overlapping.

    A Thai number word counts only where words begin and end at it, so สามารถ holds no three:
    `borders` are the offsets where words of the text begin or end; found by newmm if not given.
    """
    if borders is None:
        borders = word_edges(text)
    taken = bytearray(len(text))
    found: list[Numeral] = []
    latin = _LETTER.search(text) is not None
    for name, pattern in FORMS:
        if name in _ENGLISH_FORMS and not latin:
            continue
        for match in pattern.finditer(text):
            start, end = match.span()
            if start == end or any(taken[start:end]):
                continue
            if name in ("thai", "half", "first") and not _stands_alone(text, start, end, borders):
                continue
            if name == "thai" and match[0] in _POWERS_ALONE and not _ROUGHLY.search(text, 0, start):
                continue
            numeral = _read(name, match)
            if numeral is not None:
                taken[start:end] = b"\x01" * (end - start)
                found.append(numeral)
    return sorted(found, key=lambda numeral: numeral.span.start)


def thai_value(run: str) -> Fraction | None:
    """Return the value of a run of Thai number words such as "สองแสนห้าหมื่น"; None if it is none."""
    words = re.findall(_THAI_WORD, run)
    if "".join(words) != run.replace(" ", "") or not words:
        return None
    total = part = digit = 0
    for word in words:
        if word == "ล้าน":
            total, part, digit = (total + part + digit or 1) * _MILLION, 0, 0
        elif word in _THAI_POWERS:
            part, digit = part + (digit or 1) * _THAI_POWERS[word], 0
        else:
            digit = _THAI_DIGITS[word]
    return Fraction(total + part + digit)


def english_value(phrase: str) -> Fraction:
    """Return the value of English number words such as "two hundred and five thousand"."""
    total = part = 0
    for word in re.findall(r"[a-z]+", phrase.casefold()):
        if word in ("and", "a", "an"):
            continue
        if word in _ENGLISH:
            part += _ENGLISH[word]
        elif word in ("hundred", "dozen", "score"):
            part = (part or 1) * _ENGLISH_POWERS[word]
        else:
            total, part = total + (part or 1) * _ENGLISH_POWERS[word], 0
    return Fraction(total + part)


def _stands_alone(text: str, start: int, end: int, borders: frozenset[int]) -> bool:
    if not _is_thai(text[start]):
        return True
    # ช่วงแรก, ครั้งแรก, ตอนแรก are words of their own.
    begins = start in borders or text[:start].endswith(_LEADING) or text[start:end] == "แรก"
    return begins and (end in borders or text.startswith(_COUNTED, end))


def _is_thai(character: str) -> bool:
    return "\u0e01" <= character <= "\u0e4e"


def _read(name: str, match: re.Match[str]) -> Numeral | None:
    span = Span(*match.span())
    groups = {key: value for key, value in match.groupdict().items() if value}
    if name == "digits":
        value = Fraction(groups["digits"].replace(",", "")) + Fraction(1, 2) * ("half" in groups)
        return Numeral(span, value * _scale(groups.get("scale", "")), ordinal="ordinal" in groups)
    if name == "of":
        top, bottom = _small(groups["top"]), _small(groups["bottom"])
        return Numeral(span, top / bottom, share=True) if 0 < top < bottom else None
    if name == "share":
        top, bottom = (_small(groups[part].casefold()) for part in ("top", "bottom"))
        return Numeral(span, top / bottom, share=True) if 0 < top < bottom else None
    if name == "halved":
        whole = groups.get("whole", "").casefold()
        power = _ENGLISH_POWERS[whole] if whole else _OF_A_HALF[groups["thai"]]
        return Numeral(span, Fraction(power, 2))
    if name == "per":
        return Numeral(span, Fraction(_ENGLISH_POWERS[groups["power"].casefold()]))
    if name == "several":
        return Numeral(span, Fraction(_ENGLISH_POWERS[groups["several"].casefold()]), vague=True)
    if name == "many":
        if "big" in groups:
            first = match[0].casefold().split()[0]
            return Numeral(
                span, Fraction(_MANY[first] * _MANY[groups["big"].casefold()]), vague=True
            )
        if "many" in groups:
            return Numeral(span, Fraction(_MANY[groups["many"].casefold()]), vague=True)
        return Numeral(span, thai_value(groups["thai"]) or Fraction(0), vague=True)
    if name == "fraction":
        top = _small(groups["top"].casefold())
        return Numeral(span, top / _PARTS[groups["bottom"].casefold()], share=True)
    if name == "english":
        return Numeral(span, english_value(groups["words"]) + Fraction(1, 2) * ("more" in groups))
    if name == "one of a row":
        return Numeral(span, Fraction(_ORDINALS[groups["nth"].casefold()]), ordinal=True)
    if name == "ordinal":
        tens = _ENGLISH[groups["tens"].casefold()] if "tens" in groups else 0
        return Numeral(span, Fraction(tens + _ORDINALS[groups["nth"].casefold()]), ordinal=True)
    if name == "times":
        return Numeral(span, Fraction(_TIMES[groups["times"].casefold()]))
    if name == "half":
        return Numeral(span, Fraction(1, 2), share=True)
    if name == "thai":
        return _thai(span, groups["run"])
    return Numeral(span, Fraction(1 if name == "first" else 2), ordinal=name == "first")


def _thai(span: Span, run: str) -> Numeral | None:
    if run in ("ยี่", "เอ็ด"):
        return None
    value = thai_value(run)
    return Numeral(span, value) if value is not None else None


def _small(word: str) -> Fraction:
    if word.isdecimal():
        return Fraction(word)
    if word in ("a", "an"):
        return Fraction(1)
    return english_value(word) if word.isascii() else thai_value(word) or Fraction(0)


def _scale(written: str) -> int:
    word = written.strip(" -").replace(" ", "").casefold()
    if not word:
        return 1
    if word in _ENGLISH_POWERS:
        return _ENGLISH_POWERS[word]
    scale = 1
    for part in re.findall(r"สิบ|ร้อย|พัน|หมื่น|แสน|ล้าน", word):
        scale *= _THAI_POWERS.get(part, _MILLION)
    return scale
