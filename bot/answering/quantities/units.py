"""The units that amounts are measured in, in Thai and English, and what they are worth of one another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of `dimension`, worth `factor` of that dimension's own unit; every currency is a dimension."""

    dimension: str
    factor: Fraction


RATIO = Unit("ratio", Fraction(1))
_PERCENT = Unit("ratio", Fraction(1, 100))

_OTHER_DOLLARS = (
    ("Australia", "australian", "aud", "ออสเตรเลีย"),
    ("Canada", "canadian", "cad", "แคนาดา"),
    ("Singapore", "singapore(?:an)?", "sgd", "สิงคโปร์"),
    ("Hong Kong", "hong kong", "hkd", "ฮ่องกง"),
    ("Taiwan", "(?:new )?taiwan(?:ese)?", "twd", "ไต้หวัน"),
    ("New Zealand", "new zealand", "nzd", "นิวซีแลนด์"),
)
# (dimension, factor, written forms between semicolons); longer forms of any unit are tried before shorter ones.
_TABLE: tuple[tuple[str, Fraction | int, str], ...] = (
    ("ratio", Fraction(1, 100), "%;percentage points?;per ?cent;เปอร์เซ็นต์;เปอร์เซ็นท์;เปอร์เซนต์"),
    ("baht", 1, "baht;thb;บาท;฿"),
    ("baht", Fraction(1, 100), "satang;สตางค์"),
    ("dollar", 1, "dollars?;ดอลลาร์;ดอลล่าร์;ดอลล่า;\\$"),
    (
        "dollar of the United States",
        1,
        "(?:u\\.?s\\.?|american) dollars?;usd;เหรียญสหรัฐ;ดอลลาร์สหรัฐ;ดอลล่าร์สหรัฐ",
    ),
    *(
        (f"dollar of {country}", 1, f"{adjective} dollars?;{code};ดอลลาร์{thai}")
        for country, adjective, code, thai in _OTHER_DOLLARS
    ),
    ("euro", 1, "euros?;eur;ยูโร;€"),
    ("pound", 1, "pounds?(?: sterling)?;gbp;ปอนด์;£"),
    ("yen", 1, "yen;jpy;เยน;¥"),
    ("yuan", 1, "yuan;renminbi;rmb;cny;หยวน"),
    ("won", 1, "(?:south korean )?won;krw;วอน"),
    ("rupee", 1, "rupees?;inr;รูปี"),
    ("rouble", 1, "rou?bles?;รูเบิล"),
    ("dong", 1, "dong;vnd;ดอง"),
    ("kip", 1, "kip;กีบ"),
    ("ringgit", 1, "ringgit;ริงกิต"),
    ("rupiah", 1, "rupiah;รูเปียห์"),
    ("peso", 1, "pesos?;เปโซ"),
    ("riel", 1, "riels?;เรียล"),
    ("kyat", 1, "kyats?;จ๊าด"),
    ("franc", 1, "francs?;ฟรังก์"),
    (
        "speed",
        1,
        "kilomet(?:re|er)s? (?:per|an) hour;km/?h;kph;กิโลเมตรต่อชั่วโมง;กม\\./ชม\\.;กม\\.ต่อชั่วโมง",
    ),
    ("speed", Fraction(1852, 1000), "knots?;นอต;น็อต"),
    ("speed", Fraction(1609344, 10**6), "miles? (?:per|an) hour;mph;ไมล์ต่อชั่วโมง"),
    ("length", 1000, "kilomet(?:re|er)s?;kms?;กิโลเมตร;กม\\."),
    ("length", 1, "met(?:re|er)s?;m;เมตร"),
    ("length", Fraction(1, 100), "centimet(?:re|er)s?;cm;เซนติเมตร;ซม\\."),
    ("length", Fraction(1, 1000), "millimet(?:re|er)s?;mm;มิลลิเมตร;มม\\."),
    ("length", Fraction(1609344, 1000), "miles?;ไมล์"),
    ("length", 1852, "nautical miles?;ไมล์ทะเล"),
    ("length", Fraction(3048, 10000), "feet;foot;ft;ฟุต"),
    ("length", Fraction(254, 10000), "inch(?:es)?;นิ้ว"),
    ("length", 2, "wa;วา(?![ก-๙])"),
    ("length", Fraction(1, 2), "sok;ศอก"),
    ("mass", 10**6, "tonnes?;tons?;ตัน"),
    ("mass", 1000, "kilogram(?:me)?s?;kilos?;kgs?;กิโลกรัม;กก\\.;กิโล"),
    ("mass", 1, "gram(?:me)?s?;g;กรัม"),
    ("mass", Fraction(1, 1000), "milligram(?:me)?s?;mg;มิลลิกรัม;มก\\."),
    ("mass", Fraction(1, 10**6), "microgram(?:me)?s?;[µμ]g;ไมโครกรัม;มคก\\."),
    ("area", 10**6, "square kilomet(?:re|er)s?;sq\\.? ?km;km²;ตารางกิโลเมตร;ตร\\.กม\\."),
    ("area", 1, "square met(?:re|er)s?;sq\\.? ?m;m²;ตารางเมตร;ตร\\.ม\\."),
    ("area", 1600, "rai;ไร่"),
    ("area", 400, "งาน(?![ก-๙])"),
    ("area", 4, "square wa;ตารางวา;ตร\\.ว\\."),
    ("area", 10_000, "hectares?;เฮกตาร์"),
    ("area", Fraction(40468564224, 10**7), "acres?;เอเคอร์"),
    ("volume", 1000, "cubic met(?:re|er)s?;m³;ลูกบาศก์เมตร;ลบ\\.ม\\."),
    ("volume", 1, "lit(?:re|er)s?;ลิตร"),
    ("volume", Fraction(1, 1000), "millilit(?:re|er)s?;ml;cc;มิลลิลิตร;มล\\.;ซีซี"),
    ("volume", Fraction(1, 200), "teaspoon(?:ful)?s?;ช้อนชา"),
    ("volume", Fraction(3, 200), "tablespoon(?:ful)?s?;ช้อนโต๊ะ"),
    ("barrel", 1, "barrels?;บาร์เรล"),
    ("power", 10**9, "gigawatts?;gw;กิกะวัตต์"),
    ("power", 10**6, "megawatts?;mw;เมกะวัตต์"),
    ("power", 1000, "kilowatts?;kw;กิโลวัตต์"),
    ("energy", 10**9, "gigawatt[ -]hours?;gwh;กิกะวัตต์ชั่วโมง;กิกะวัตต์-ชั่วโมง"),
    ("energy", 10**6, "megawatt[ -]hours?;mwh;เมกะวัตต์ชั่วโมง;เมกะวัตต์-ชั่วโมง"),
    ("energy", 1000, "kilowatt[ -]hours?;kwh;กิโลวัตต์ชั่วโมง;กิโลวัตต์-ชั่วโมง"),
    ("months", 1200, "centur(?:y|ies);ศตวรรษ"),
    ("months", 120, "decades?;ทศวรรษ"),
    ("months", 12, "years?(?:[ -]olds?)?;ปี;ขวบ"),
    ("months", 1, "months?;เดือน"),
    ("seconds", 604_800, "weeks?;สัปดาห์;อาทิตย์"),
    ("seconds", 86_400, "days?;วัน"),
    ("seconds", 86_400, "nights?;คืน(?![ก-๎])"),
    ("seconds", 3600, "hours?;ชั่วโมง;ชม\\."),
    ("seconds", 60, "minutes?;mins?;นาที"),
    ("seconds", 1, "seconds?;วินาที"),
    # What is counted one by one is never compared, but it is no measure either.
    (
        "count",
        1,
        "ครั้ง(?!นี้|แรก|ล่าสุด|ก่อน|ที่);คน;ราย;นาย(?= |$);ที่นั่ง;เสียง;ฉบับ;แห่ง;ลำ;คัน;ใบ;หลัง;ครัวเรือน;ประเทศ;เขต;เท่า;times;people;persons;seats;votes;soldiers;troops;households;countries",
    ),
    ("degree", 1, "degrees?;องศา;°"),
    ("degree of Celsius", 1, "degrees? (?:celsius|centigrade);°c;องศาเซลเซียส"),
    ("degree of Fahrenheit", 1, "degrees? fahrenheit;°f;องศาฟาเรนไฮต์"),
    ("horsepower", 1, "horsepower;hp;แรงม้า"),
    ("data", 10**12, "terabytes?;tb;เทระไบต์"),
    ("data", 10**9, "gigabytes?;gb;กิกะไบต์"),
    ("data", 10**6, "megabytes?;mb;เมกะไบต์"),
    ("sound", 1, "decibels?;db;เดซิเบล"),
    ("volts", 1, "volts?;โวลต์"),
    ("parts", 1, "ppm;ส่วนในล้านส่วน"),
)
_FORMS = sorted(
    (
        (form, Unit(dimension, Fraction(factor)))
        for dimension, factor, forms in _TABLE
        for form in forms.split(";")
    ),
    key=lambda entry: -len(entry[0]),
)
_UNITS = {f"u{number}": unit for number, (_, unit) in enumerate(_FORMS)}
# "ปี 2567" and "วันที่ 5" stand behind a number by chance: they begin a date, not measure one.
_AFTER = re.compile(
    r"[ -]?(?:"
    + "|".join(
        rf"(?P<u{number}>{form})"
        + ("(?![a-z0-9])" if form[0].isascii() and form[0].isalpha() else "")
        for number, (form, _) in enumerate(_FORMS)
    )
    + r")(?!ที่[ ]?[0-9])",
    re.IGNORECASE,
)
_DOLLARS = {"us": "the United States", "u.s.": "the United States", "a": "Australia", "au": "Australia",
            "s": "Singapore", "hk": "Hong Kong", "nt": "Taiwan", "c": "Canada", "ca": "Canada", "nz": "New Zealand"}  # fmt: skip
_BEFORE = re.compile(
    r"(?P<percent>ร้อยละ)[ ]?$|(?P<of>us|u\.s\.|a|au|s|hk|nt|c|ca|nz)?(?P<dollar>\$)[ ]?$|(?P<baht>฿)[ ]?$|(?P<euro>€)[ ]?$"
    r"|(?P<pound>£)[ ]?$|(?P<yen>¥)[ ]?$",
    re.IGNORECASE,
)


# Thai forms that are parts of other words (ดอง, วอน) are left out.
_CURRENCIES = {
    "baht": "baht|บาท",
    "dollar": "dollars?|ดอลลาร์|เหรียญสหรัฐ|\\$",
    "euro": "euros?|ยูโร(?!ป)|€",
    "pound": "pounds?|ปอนด์|£",
    "yen": "yen|เยน",
    "yuan": "yuan(?! dynasty)|renminbi|(?<!ราชวงศ์)หยวน",
    "rouble": "rou?bles?|รูเบิล",
}
_CURRENCY = re.compile(
    "|".join(rf"(?P<{name}>(?<![a-z])(?:{forms})(?![a-z]))" for name, forms in _CURRENCIES.items()),
    re.IGNORECASE,
)


def may_be_same(one: str, other: str) -> bool:
    """Tell whether two dimensions are one, or one says less: a dollar may be one of Australia."""
    return one == other or one.startswith(f"{other} of ") or other.startswith(f"{one} of ")


@lru_cache(maxsize=4096)
def currencies_in(text: str) -> Mapping[str, str]:
    """Return the currencies that `text` speaks of, with or without an amount, as they are written."""
    return {str(match.lastgroup): match[0] for match in _CURRENCY.finditer(text)}


def unit_after(text: str, position: int) -> tuple[Unit, int] | None:
    """Return the unit written at `position` (a space or hyphen may precede it) and where it ends."""
    match = _AFTER.match(text, position)
    if match is None or not match.lastgroup:
        return None
    return _UNITS[match.lastgroup], match.end()


def unit_before(text: str, position: int) -> Unit | None:
    """Return the unit written right before `position`: "$", "ร้อยละ"."""
    match = _BEFORE.search(text[max(0, position - 8) : position])
    if match is None or not match.lastgroup:
        return None
    if match.lastgroup == "percent":
        return _PERCENT
    country = _DOLLARS.get((match["of"] or "").casefold())
    return Unit(f"dollar of {country}" if country else match.lastgroup, Fraction(1))
