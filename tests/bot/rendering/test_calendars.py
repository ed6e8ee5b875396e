"""Tests of written dates."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rendering.calendars import written_date


@pytest.mark.parametrize(
    ("day", "thai", "english"),
    [
        (date(2024, 6, 20), "20 มิถุนายน 2567", "20 June 2024"),
        (date(2022, 1, 1), "1 มกราคม 2565", "1 January 2022"),
        (date(2023, 12, 31), "31 ธันวาคม 2566", "31 December 2023"),
        (None, "ไม่ระบุวันที่", "undated"),
    ],
)
def test_dates_in_both_calendars(day: date | None, thai: str, english: str) -> None:
    assert written_date(day, "th") == thai
    assert written_date(day, "en") == english
