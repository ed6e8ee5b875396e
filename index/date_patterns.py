"""The written forms of dates, as regular expressions over folded text (see
`calendar_words.fold`).

Every form has a reader that turns its match into a first and last day, or None where the match is
no date after all (30 February, a day of month 13). The forms stand in order of trust: where two
overlap, the earlier one wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from index.calendar_words import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    SPOKEN_MONTHS,
    THAI_MONTHS,
    THAI_WEEKDAYS,
    common_year,
    day_or_none,
    month_number,
    months_of,
)

NO_YEAR = 4
"""Stands for the year of a date that names none: a leap year, so 29 February exists."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a match means; with `has_year` false, the days are days of the year `NO_YEAR`."""

    first: date
    last: date
    has_year: bool = True


_THAI_LETTER = "[ก-๎]"
_LONG = "|".join([*THAI_MONTHS, "กุมภาพันธุ์", "พฤษจิกายน"])
# "กันยา" is a month, "กันยารัตน์" a name
_SPOKEN = rf"(?:{'|'.join(SPOKEN_MONTHS)})(?:(?!{_THAI_LETTER})|(?=ปี|นี้|ที่))"
_SHORT = "|".join(
    rf"{a}(?:\.[ ]?)?{b}(?:\.|(?!{_THAI_LETTER}))"
    for a, b in ("มค", "กพ", ("มี", "ค"), ("เม", "ย"), "พค", ("มิ", "ย"),
                 "กค", "สค", "กย", "ตค", "พย", "ธค")
)  # fmt: skip
_MONTH = rf"(?:{_LONG}|{_SPOKEN}|{_SHORT})"
_EN_MONTH = (
    r"(?:" + "|".join(rf"{m[:3]}(?:{m[3:]})?" if m != "may" else "may" for m in ENGLISH_MONTHS)
    + r"|sept)\.?(?![a-z])"
)  # fmt: skip
_WEEKDAY = rf"(?:วัน)?(?:{'|'.join(THAI_WEEKDAYS)})[ ]*(?:ที่)?[ ,]*"
_EN_WEEKDAY = rf"(?:{'|'.join(f'{d[:3]}(?:{d[3:]})?' for d in ENGLISH_WEEKDAYS)})\.?,?\s+"
_ERA = r"(?P<era>พุทธศักราช|คริสต์ศักราช|[พคร]\.?[ ]?ศ\.?)"
_END = r"(?![0-9]|[.,:][0-9])"
# After these words a number counts or measures something: it is no year.
_UNIT = (
    r"(?![ ]*(?:ล้าน|แสน|หมื่น|พัน|บาท|หน่วย|คน(?!ร้าย)|ราย(?!งาน|ได้|จ่าย|การ|ชื่อ|ละเอียด)|กิโล|เมตร|ตัว(?!แทน)|คัน|"
    r"แห่ง(?!ชาติ)|ครั้ง|ชิ้น|ดอลลาร์|ดอลล่าร์|ยูโร|เยน|หยวน|ปอนด์|ตัน|กก\.|กม\.|ซม\.|ลิตร|ไร่|ตาราง|"
    r"ชั่วโมง|นาที|วินาที|เปอร์เซ็นต์|%|ลำ(?!ดับ|พูน|ปาง)|นาย(?![ก-๎])|น\.(?![ ]?ส\.)|ปี(?!ที่|งบ|ก่อน|นี้)|ล้าน|"
    r"องศา|จุด|ครัวเรือน|หลังคาเรือน|อัตรา|"
    r"people|persons|soldiers|troops|units|baht|dollars|euros|yen|yuan|million|billion|thousand|"
    r"percent|per cent|km|kg|tons?|tonnes|met(?:er|re)s|miles|years|days|hours|minutes|men|women|"
    r"children|cases|deaths|workers|jobs|homes|houses|points|votes|students)(?![a-z]))"
)
_YEAR = rf"(?:[0-9]{{4}}{_END}|'?[0-9]{{2}}{_END}{_UNIT})"
_OF_YEAR = rf"[ ]*,?[ ]*(?:ของ)?(?:ใน)?(?:ปี[ ]*)?(?:{_ERA}[ ]*)?(?P<year>{_YEAR})"
_DAY = r"(?P<day>[0-9]{1,2})"
_TO = r"(?:[ ]*-[ ]*|[ ]*ถึง[ ]*(?:วัน)?(?:ที่)?[ ]*|[ ]*(?:และ|,)[ ]*)"
_START = r"(?<![0-9])(?<![0-9][.,/:-])"


def _year(match: re.Match[str], *, spoken: bool = False) -> int | None:
    groups = match.groupdict()
    era = (groups.get("era") or "").replace(".", "").replace(" ", "")
    era = {"พุทธศักราช": "พศ", "คริสต์ศักราช": "คศ"}.get(era, era)
    written = (groups.get("year") or "").lstrip("'")
    return common_year(written, era, spoken=spoken) if written else None


def _month_date(match: re.Match[str]) -> Meaning | None:
    groups = match.groupdict()
    word = groups["month"].strip()
    month = month_number(word)
    if month is None:
        return None
    has_year = bool(groups.get("year"))
    if word in ("may", "march") and not has_year:  # a verb, as in "may 20 people"
        return None
    year = _year(match, spoken=word in SPOKEN_MONTHS) if has_year else NO_YEAR
    if year is None:
        return None
    if not groups.get("day"):
        return Meaning(*months_of(year, month, month), has_year)
    first = day_or_none(year, month, int(groups["day"]))
    last = day_or_none(year, month, int(groups.get("to") or groups["day"]))
    return Meaning(first, last, has_year) if first and last and first <= last else None


def _numeric(match: re.Match[str]) -> Meaning | None:
    year = _year(match)
    if year is None:
        return None
    one, two = int(match["one"]), int(match["two"])
    # Thai order is day/month; only a "month" above 12 shows the American one.
    day = day_or_none(year, two, one) or day_or_none(year, one, two)
    return Meaning(day, day) if day else None


def _iso(match: re.Match[str]) -> Meaning | None:
    year = _year(match)
    day = day_or_none(year, int(match["two"]), int(match["one"])) if year else None
    return Meaning(day, day) if day else None


def _part_of_year(match: re.Match[str]) -> Meaning | None:
    year = _year(match)
    if year is None:
        return None
    groups = {k: v.casefold() for k, v in match.groupdict().items() if v}
    ordinals = {"แรก": 1, "หลัง": 2, "สุดท้าย": 4, "first": 1, "second": 2, "third": 3,
                "fourth": 4, "last": 4, "final": 4}  # fmt: skip
    if "half" in groups:
        half = ordinals.get(groups["half"]) or int(groups["half"])
        return Meaning(*months_of(year, 6 * min(half, 2) - 5, 6 * min(half, 2)))
    quarter = ordinals.get(groups["quarter"]) or int(groups["quarter"])
    return Meaning(*months_of(year, 3 * quarter - 2, 3 * quarter))


def _years(match: re.Match[str]) -> Meaning | None:
    year = _year(match)
    if year is None or not 2 <= year <= 9998:
        return None
    if match.groupdict().get("fiscal"):  # the Thai state's year begins on 1 October
        return Meaning(date(year - 1, 10, 1), date(year, 9, 30))
    last = year
    if until := match.groupdict().get("until"):
        written = match["year"].lstrip("'")
        era = (match.groupdict().get("era") or "").replace(".", "").replace(" ", "")
        last = common_year(written[: len(written) - len(until)] + until, era) or year
    if not year <= last < year + 200:
        return None
    return Meaning(months_of(year, 1, 1)[0], months_of(last, 12, 12)[1])


_NOT_A_YEAR_AFTER = tuple(
    """จำนวน กว่า ประมาณ เกือบ ราคา เลขที่ มูลค่า หมายเลข ห้อง เบอร์ โทร มาตรา วงเงิน เงิน ราว เพียง อีก
    รวม ยอด ละ เวลา รหัส ทั้งหมด มากถึง สูงถึง about some nearly over than no. number room almost
    least around""".split()
)


def _bare_year(match: re.Match[str]) -> Meaning | None:
    before = match.string[max(0, match.start() - 12) : match.start()].rstrip().casefold()
    return None if before.endswith(_NOT_A_YEAR_AFTER) else _years(match)


_UNTIL = (
    r"(?:[ ]*(?:-|/|ถึง)[ ]*(?:ปี[ ]*)?(?:[พค]\.?[ ]?ศ\.?[ ]*)?"
    r"(?P<until>[0-9]{4}|[0-9]{2})(?![0-9/-]))?"
)
_PLAIN_YEAR = r"(?P<year>(?:19|20|2[456])[0-9]{2})"

FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Meaning | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), reader)
    for pattern, reader in (
        (r"(?<![0-9/.-])(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<two>[0-9]{1,2})(?P=sep)(?P<one>[0-9]{1,2})"
         r"(?![0-9/-])", _iso),
        (rf"{_START}(?:{_WEEKDAY}|วันที่[ ]*)?{_DAY}(?:{_TO}(?P<to>[0-9]{{1,2}}))?[ ]*(?:เดือน[ ]*)?"
         rf"(?P<month>{_MONTH})(?:{_OF_YEAR})?", _month_date),
        (rf"{_START}(?:{_EN_WEEKDAY}(?:the[ ])?)?{_DAY}(?:st|nd|rd|th)?"
         rf"(?:[ ]*(?:-|to|and)[ ]*(?:the[ ]+)?(?P<to>[0-9]{{1,2}})(?:st|nd|rd|th)?)?[ ]+(?:of[ ]+)?"
         rf"(?P<month>{_EN_MONTH})(?:,?[ ]+(?P<year>[0-9]{{4}}){_END})?", _month_date),
        (rf"(?<![a-z])(?:{_EN_WEEKDAY})?(?P<month>{_EN_MONTH})[ ]+{_DAY}(?:st|nd|rd|th)?"
         rf"(?:[ ]*(?:-|to|and)[ ]*(?P<to>[0-9]{{1,2}})(?:st|nd|rd|th)?)?(?![0-9a-z]|"
         rf"[,.:][0-9]{{3}}|:[0-9])"
         rf"(?:,?[ ]*(?P<year>[0-9]{{4}}){_END})?", _month_date),
        (rf"(?<![0-9/.-])(?:{_WEEKDAY}|วันที่[ ]*)?(?P<one>[0-9]{{1,2}})(?P<sep>[/-])"
         r"(?P<two>[0-9]{1,2})"
         r"(?P=sep)(?P<year>[0-9]{4}|[0-9]{2})(?![0-9/-])", _numeric),
        (r"(?<![0-9/.-])(?P<one>[0-9]{1,2})\.(?P<two>[0-9]{1,2})\.(?P<year>[0-9]{4})(?![0-9/-])",
         _numeric),
        (rf"ไตรมาส(?:ที่)?[ ]*(?P<quarter>[1-4]|แรก|สุดท้าย)[ ]*/?(?:{_OF_YEAR})", _part_of_year),
        (rf"ครึ่ง(?:ปี)?(?P<half>แรก|หลัง)(?:{_OF_YEAR})", _part_of_year),
        (r"(?<![a-z])(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))[ ]*(?:of[ ]+|/)?"
         r"(?P<year>[0-9]{4})(?![0-9])",
         _part_of_year),
        (r"(?<![a-z])(?:(?P<quarter>first|second|third|fourth|last|final)[ ]quarter|"
         r"(?P<half>first|"
         r"second)[ ]half)[ ](?:of[ ])?(?P<year>[0-9]{4})(?![0-9])", _part_of_year),
        (rf"(?:เดือน[ ]*)?(?P<month>{_MONTH}){_OF_YEAR}", _month_date),
        (rf"(?:เดือน[ ]*(?P<month>{_MONTH}))", _month_date),
        (rf"(?P<month>{_LONG})", _month_date),
        (rf"(?<![a-z])(?P<month>{_EN_MONTH}),?[ ]+(?:of[ ]+)?(?P<year>[0-9]{{4}}){_END}",
         _month_date),
        (rf"(?<![a-z])(?P<month>(?-i:May|March)(?![a-z])|(?!may|mar){_EN_MONTH})(?<![ ]\.)", _month_date),
        (rf"(?P<fiscal>ปีงบประมาณ)[ ]*(?:{_ERA}[ ]*)?(?P<year>{_YEAR})", _years),
        (rf"(?:ปี(?:การศึกษา)?[ ]*)?{_ERA}[ ]*(?P<year>[0-9]{{1,4}}){_END}{_UNTIL}", _years),
        (rf"(?<!ต่อ)(?<!ทุก)(?<!ราย)(?<!ชั้น)(?<![0-9])(?<![0-9] )ปี(?:การศึกษา)?[ ]*"
         rf"(?P<year>[0-9]{{4}}{_END}{_UNIT}|'?[0-9]{{2}}{_END}{_UNIT}){_UNTIL}", _years),
        (rf"(?<![a-z])(?:AD[ ](?P<year>[0-9]{{3,4}})){_END}", _years),
        (rf"(?<![0-9a-z.,/:$฿€£#@_+-])(?<![$฿€£] ){_PLAIN_YEAR}"
         r"(?:-(?P<until>[0-9]{4}|[0-9]{2}))?"
         rf"(?![0-9a-z_%+/-]|[.,:][0-9]){_UNIT}", _bare_year),
    )
)  # fmt: skip
