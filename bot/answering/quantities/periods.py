"""The halves and quarters of a year, as they are named in Thai and English with or without the year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_QUARTERS = (("1|แรก|หนึ่ง", "first|1st"), ("2|สอง", "second|2nd"),
             ("3|สาม", "third|3rd"), ("4|สุดท้าย|สี่", "fourth|4th|last|final"))  # fmt: skip

PERIODS = {
    "first half": re.compile(
        r"ครึ่ง(?:ปี)?แรก|(?:หก|6)[ ]?เดือนแรก|\bfirst[ -]half\b|\bfirst (?:six|6)[ -]months?\b|\bH1\b",
        re.IGNORECASE,
    ),
    "second half": re.compile(
        r"ครึ่ง(?:ปี)?หลัง|(?:หก|6)[ ]?เดือนหลัง|\bsecond[ -]half\b|\bH2\b", re.IGNORECASE
    ),
} | {
    f"quarter {number}": re.compile(
        rf"ไตรมาส(?:ที่)?[ ]?(?:{thai})(?![0-9])|\bQ{number}\b|\b(?:{english})[ -]quarter\b"
        + (r"|(?:สาม|3)[ ]?เดือนแรก|\bfirst (?:three|3)[ -]months?\b" if number == 1 else ""),
        re.IGNORECASE,
    )
    for number, (thai, english) in enumerate(_QUARTERS, 1)
}  # fmt: skip

_MONTHS = (
    ("มกราคม|ม\\.ค\\.", "Jan(?:uary)?"), ("มีนาคม|มี\\.ค\\.", "Mar(?:ch)?"), ("เมษายน|เม\\.ย\\.", "Apr(?:il)?"),
    ("มิถุนายน|มิ\\.ย\\.", "June?"), ("กรกฎาคม|ก\\.ค\\.", "July?"), ("กันยายน|ก\\.ย\\.", "Sept?(?:ember)?"),
    ("ตุลาคม|ต\\.ค\\.", "Oct(?:ober)?"), ("ธันวาคม|ธ\\.ค\\.", "Dec(?:ember)?"),
)  # fmt: skip
_SPANS = {
    name: re.compile(
        rf"(?:{first[0]})[ ]?(?:[-–]|ถึง)[ ]?(?:เดือน)?(?:{last[0]})"
        rf"|\b{first[1]}\.?(?:[-–]| to | through | and )(?:{last[1]})\b",
        re.IGNORECASE,
    )
    for name, first, last in (
        ("first half", _MONTHS[0], _MONTHS[3]),
        ("second half", _MONTHS[4], _MONTHS[7]),
        ("quarter 1", _MONTHS[0], _MONTHS[1]),
        ("quarter 2", _MONTHS[2], _MONTHS[3]),
        ("quarter 3", _MONTHS[4], _MONTHS[5]),
        ("quarter 4", _MONTHS[6], _MONTHS[7]),
    )
}


@lru_cache(maxsize=4096)
def periods_given(text: str) -> frozenset[str]:
    """Return the halves and quarters that `text` gives by name or by months: "มกราคม–มิถุนายน" is a first half."""
    return frozenset(periods_in(text)).union(
        name for name, one in _SPANS.items() if one.search(text)
    )


@lru_cache(maxsize=4096)
def periods_in(text: str) -> Mapping[str, str]:
    """Return the halves and quarters that `text` names, as they are written."""
    return {name: match[0] for name, one in PERIODS.items() if (match := one.search(text))}
