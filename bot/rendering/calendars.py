"""Writes dates as readers expect them: Buddhist era in Thai, common era in English."""

from __future__ import annotations

from datetime import date

from bot.texts import text
from index.types import Language
from index.words import BUDDHIST_ERA_OFFSET

_THAI_MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม"
).split()
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def written_date(day: date | None, language: Language) -> str:
    """Return for example `20 มิถุนายน 2567` or `20 June 2024`."""
    if day is None:
        return text("undated", language)
    if language == "th":
        return f"{day.day} {_THAI_MONTHS[day.month - 1]} {day.year + BUDDHIST_ERA_OFFSET}"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def in_both_calendars(day: date, language: Language) -> str:
    """Return for example `20 มิถุนายน 2567 (ค.ศ. 2024)` or `20 June 2024 (2567 in the Buddhist era)`."""
    if language == "th":
        return f"{written_date(day, language)} (ค.ศ. {day.year})"
    return f"{written_date(day, language)} ({day.year + BUDDHIST_ERA_OFFSET} in the Buddhist era)"
