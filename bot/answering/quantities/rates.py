"""Tells for each of what an amount is: a month of "เดือนละ 500 บาท", a litre of "30 baht a litre"."""

from __future__ import annotations

import re

# English and Thai names of what is measured, which are the same in every text.
_MEASURES = {
    "hour": ("hours?|hourly", "ชั่วโมง|ชม"),
    "day": ("days?|daily", "วัน(?!ที่)"),
    "week": ("weeks?|weekly", "สัปดาห์|อาทิตย์"),
    "month": ("months?|monthly", "เดือน"),
    "year": ("years?|yearly|annually|annum", "ปี"),
    "kilogram": ("kilo(?:gram(?:me)?)?s?|kg", "กิโลกรัม|กิโล(?!เมตร)|กก"),
    "tonne": ("ton(?:ne)?s?", "ตัน"),
    "rai": ("rai", "ไร่"),
    "litre": ("lit(?:re|er)s?", "ลิตร"),
    "kilometre": ("kilomet(?:re|er)s?|km", "กิโลเมตร|กม"),
    "square metre": ("square met(?:re|er)s?", "ตารางเมตร|ตร\\.ม"),
    "barrel": ("barrels?", "บาร์เรล"),
    "ounce": ("(?:troy[ ])?ounces?|oz", "ออนซ์"),
    "gram": ("gram(?:me)?s?", "กรัม"),
    "kilowatt hour": ("kilowatt[- ]hours?|kwh|units?", "หน่วย"),
    "bottle": ("bottles?", "ขวด"),
    "box": ("box(?:es)?", "กล่อง"),
    "sack": ("sacks?", "กระสอบ"),
    "egg or fruit": ("eggs?|fruits?", "ฟอง|ลูก|ผล"),
    "room": ("rooms?", "ห้อง"),
    "share": ("shares?", "หุ้น"),
}
# What is counted one by one has a word of its own for each thing, but people and households.
_PEOPLE = {
    "person": ("persons?|people|head|capita", "คน|ราย|หัว|ท่าน"),
    "household": ("households?|famil(?:y|ies)|homes?", "ครัวเรือน|ครอบครัว|หลังคาเรือน"),
}
TIMES = frozenset(("hour", "day", "week", "month", "year"))
_KNOWN = _MEASURES | _PEOPLE
_ALIKE = {
    word: group[0]
    for group in (
        ("ครั้ง", "เที่ยว", "หน", "รอบ"),
        ("egg or fruit", "ใบ"),
        ("แห่ง", "ที่", "จุด"),
        ("เครื่อง", "ตัว", "คัน", "ลำ"),
    )
    for word in group
}
_THAI = "|".join(f"(?P<{name.replace(' ', '_')}>{thai})" for name, (_, thai) in _KNOWN.items())
_BEFORE = re.compile(
    rf"(?:{_THAI}|(?P<thing>เที่ยว|ครั้ง|หน|รอบ|ตัว|ตู้|คัน|ลำ|ใบ|ชิ้น|อัน|แห่ง|จุด|หลัง|เครื่อง|ถุง|เล่ม|ฉบับ|คู่|ชุด|ต้น|แปลง|ที่นั่ง))ๆ?[ ]?ละ[ ]?"
    r"(?:กว่า|เกือบ|ราว|ประมาณ|เฉลี่ย|ไม่เกิน|ไม่ต่ำกว่า|มากกว่า|อีก|[ ])*$"
)
_AFTER = re.compile(
    r"[^0-9.;,]{0,24}?(?:\b(?:per|an?|each|every|/)[ ]?|(?:ต่อ|/)[ ]?)(?:"
    + "|".join(
        rf"(?P<{name.replace(' ', '_')}>(?:{english})\b|{thai})"
        for name, (english, thai) in _KNOWN.items()
    )
    + r")|[^0-9.;,]{0,24}?\b(?:(?P<hourly>hourly)|(?P<daily>daily)|(?P<weekly>weekly)|(?P<monthly>monthly)"
    r"|(?P<yearly>yearly|annually))\b",
    re.IGNORECASE,
)
_SAME = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}


def rates_of(text: str, start: int, end: int) -> frozenset[str]:
    """Return for each of what the amount from `start` to `end` is: person and month of "คนละ 500 บาทต่อเดือน"."""
    before, after = _BEFORE.search(text[max(0, start - 28) : start]), _AFTER.match(text, end)
    further = _AFTER.match(text, after.end()) if after else None  # "30 baht a room per month"
    found = [
        match.lastgroup
        for match in (before, after, further)
        if match and match.lastgroup != "thing"
    ]
    rates = {_SAME.get(name, name).replace("_", " ") for name in found if name}
    if before and before["thing"]:
        rates.add(_ALIKE.get(before["thing"], before["thing"]))
    return frozenset(rates)


def differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two amounts are for each of different times, or of different things."""
    return any(
        bool(here) and bool(there) and not here & there
        for here, there in ((one & TIMES, other & TIMES), (one - TIMES, other - TIMES))
    )
