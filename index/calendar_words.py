"""The words and numbers that Thai and English dates are written with, and the years they mean."""

from __future__ import annotations

import calendar
from datetime import date

BUDDHIST_OFFSET = 543
RATTANAKOSIN_OFFSET = 1781  # year 112 of the Rattanakosin era (ร.ศ.) is 1893

THAI_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
).split()
SPOKEN_MONTHS = ("มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา").split()
SHORT_MONTHS = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
ENGLISH_MONTHS = (
    "january february march april may june july august september october november december"
).split()
THAI_WEEKDAYS = {
    "จันทร์": 0, "อังคาร": 1, "พุธ": 2, "พฤหัสบดี": 3, "พฤหัสฯ": 3, "พฤหัส": 3,
    "ศุกร์": 4, "เสาร์": 5, "อาทิตย์": 6,
}  # fmt: skip
ENGLISH_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

# One character for one, so offsets into the folded text are offsets into the text.
_FOLD = str.maketrans(
    {
        **{chr(base + i): str(i) for base in (0x0E50, 0xFF10) for i in range(10)},
        **dict.fromkeys("\u00a0\u2009\u200a\u202f\u3000\u200b\u200c\u2060\ufeff", " "),
        **dict.fromkeys("‐‑‒–—−", "-"),
        "’": "'",
        "：": ":",
        "／": "/",
    }
)


def fold(text: str) -> str:
    """The text with Thai digits, odd spaces and dashes made plain; its length doesn't change."""
    return text.translate(_FOLD)


def month_number(word: str) -> int | None:
    """1 to 12 for a Thai or English month in any of its spellings, else None."""
    if word[:1].isascii():
        start = word[:3].casefold()
        return next((i for i, m in enumerate(ENGLISH_MONTHS, 1) if m[:3] == start), None)
    bare = word.replace(".", "").replace(" ", "")
    for names in (THAI_MONTHS, SPOKEN_MONTHS, SHORT_MONTHS):
        if bare in names:
            return names.index(bare) + 1
    return next((i for i, m in enumerate(SPOKEN_MONTHS, 1) if bare.startswith(m)), None)


def common_year(digits: str, era: str = "", *, spoken: bool = False) -> int | None:
    """The common-era year that written digits mean, or None where they mean no year.

    `era` is "พศ", "คศ" or "รศ" where the text says so. Without it, 2200 and above are Buddhist
    years; two digits are a Buddhist year of the 2500s from 30 to 80 (ปี 67 = 2567 = 2024), else a
    common one; after a spoken month (`6 ตุลา 19`) two digits are always Buddhist.
    """
    value = int(digits)
    if era == "รศ":
        year = value + RATTANAKOSIN_OFFSET
    elif len(digits) == 2:
        if era == "พศ" or (not era and (spoken or 30 <= value <= 80)):
            year = 2500 + value - BUDDHIST_OFFSET
        else:
            year = (1900 if value > 80 else 2000) + value
    elif era == "พศ" or (not era and value >= 2200):
        year = value - BUDDHIST_OFFSET
    else:
        year = value
    return year if 1 <= year <= 9999 and value > 0 else None


def day_or_none(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has no such day."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def months_of(year: int, first: int, last: int) -> tuple[date, date]:
    """The first day of month `first` and the last day of month `last` of one year."""
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
