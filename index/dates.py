"""Works out when an article was published: from its metadata, else from its own words."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from index.calendar_words import ENGLISH_WEEKDAYS, THAI_WEEKDAYS, fold
from index.date_mentions import DateMention, find_dates, joined
from index.types import Span

__all__ = ["DateMention", "find_dates", "parse_published", "publication_date", "today_in_bangkok"]

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")  # no summer time, so no zone data is needed

_FIRST_NEWS_YEAR = 1900
_STAMP = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[T ][0-9]{1,2}:[0-9]{2}.*", re.DOTALL)
_UNIX_TIME = re.compile(r"[0-9]{10}(?:[0-9]{3})?")

# What stands right before or after a date that the article itself was written on or just after.
_STAMPED = re.compile(
    r"(?:เผยแพร่|โพสต์|ปรับปรุง|อัปเดต|อัพเดต|ลงข่าว|วันที่ข่าว|published|posted|updated|date)[^\n]{0,25}$",
    re.IGNORECASE,
)
_TODAY = re.compile(r"(?:วันนี้|today)[ ]*(?:ว่า)?[ ]*[,(\[]?[ ]*(?:ที่|วันที่|on)?[ ]*$", re.IGNORECASE)
_REPORTED = re.compile(
    r"(?:เมื่อ|รายงาน(?:ว่า)?|แถลง(?:ว่า)?|เปิดเผย(?:ว่า)?|ล่าสุด|reported|said)[ ,]*(?:เวลา[^\n]{0,20})?"
    r"(?:ช่วง)?(?:เช้า|บ่าย|ค่ำ|คืน|เที่ยง|ดึก)?(?:ของ)?[ ]*(?:on)?[ ]*$",
    re.IGNORECASE,
)
# Before a date: it lies ahead, begins a span of time, or tells of history or of another document.
_ELSEWHEN = re.compile(
    r"(?:จะ|กำหนด|ภายใน|ตั้งแต่|นับแต่|จนถึง|ถึง|ระหว่าง|ก่อน|หลัง|เกิด|ลง|ราชกิจจานุเบกษา|มติคณะรัฐมนตรี|"
    r"มติ ครม\.?|"
    r"until|till|since|from|by|before|after|born|between|scheduled)"
    r"[^\n.]{0,12}$",
    re.IGNORECASE,
)
# The day of something the report looks back on: a resolution, an order, the start of a period.
_BACKGROUND = re.compile(
    r"(?:ตามที่|ตามมติ|มีมติ|มติ|ประกาศ|คำสั่ง|ออกอากาศ|อนุมัติ|เห็นชอบ|สืบเนื่อง)[^\n]{0,30}$"
)
_ONWARDS = re.compile(r"[ ]*(?:เป็นต้น|จนถึง|ถึง|onwards)")
_CAPTION = re.compile(r"แฟ้ม|ภาพจาก|(?:photo|image|picture|file)\b", re.IGNORECASE)
_HEAD = 1200  # characters in which a report names its day


def parse_published(value: str) -> date | None:
    """The day that a metadata value names, as a day in Bangkok; None where it names none.

    Read: ISO 8601 (a time with a zone is carried over to Bangkok, one without is taken as it
    stands), RFC 2822, Unix time in seconds or milliseconds, and every written form of
    `find_dates`, Buddhist years among them. A month or a year alone is no day. Never raises.
    """
    value = fold(value).strip()[:200]
    try:
        if _UNIX_TIME.fullmatch(value):
            return datetime.fromtimestamp(int(value[:10]), UTC).astimezone(BANGKOK).date()
        if _STAMP.fullmatch(value) and int(value[:4]) < 2200:
            return _in_bangkok(datetime.fromisoformat(value))
        if re.match(r"[A-Za-z]{3},|[0-9]{1,2} [A-Za-z]{3} [0-9]{4} [0-9]", value):
            return _in_bangkok(parsedate_to_datetime(value))
        if re.fullmatch(r"[0-9]{8}", value):
            value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        pass  # it may still hold a date in another form
    days = [m for m in find_dates(value) if m.is_day and m.has_year]
    return days[0].first if days else None


def today_in_bangkok() -> date:
    """The day it is in Thailand, which relative dates in questions are counted from."""
    return datetime.now(BANGKOK).date()


def publication_date(text: str) -> date | None:
    """The day an article without metadata was published, or None where the text doesn't tell.

    Trusted, in this order: a line that is little but a date; "today (20 June 2024)"; the latest
    day that the opening reports of ("เมื่อวันพฤหัสบดีที่ 20 มิถุนายน 2567"). Photo captions, days ahead,
    spans of days and the days of other documents don't count. A day without a year counts where
    its year is certain: another full date of the text lies within a week of it.
    """
    mentions = find_dates(text)
    folded = fold(text)
    edges = _edges(folded)
    stamped: list[date] = []
    today: list[date] = []
    reported: list[date] = []
    for i, mention in enumerate(mentions):
        if _in_a_range(folded, mentions, i):
            continue
        day = _day_with_year(folded, mention, mentions)
        if day is None or day.year < _FIRST_NEWS_YEAR:
            continue
        line = _line(folded, mention.span)
        before = folded[max(line.start, mention.span.start - 200) : mention.span.start]
        if _STAMPED.search(before) or (
            _is_dateline(folded, line, mention, edges) and not _ELSEWHEN.search(before)
        ):
            stamped.append(day)
        elif mention.span.start > _HEAD or _CAPTION.search(line.of(folded)):
            continue
        elif _TODAY.search(before):
            today.append(day)
        elif _is_reported(before, folded[mention.span.end :][:12]):
            reported.append(day)
    if stamped:
        return stamped[0]
    if today:
        return today[0]
    return max(reported, default=None)


def _is_reported(before: str, after: str) -> bool:
    """Whether a day inside a sentence is told as the news itself, going by what surrounds it."""
    if _BACKGROUND.search(before) or _ONWARDS.match(after):
        return False
    if _REPORTED.search(before):
        return True
    return len(before.strip()) < 25 and not _ELSEWHEN.search(before)


def _in_bangkok(moment: datetime) -> date:
    return (moment.astimezone(BANGKOK) if moment.tzinfo else moment).date()


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return Span(start, len(text) if end < 0 else end)


def _edges(text: str) -> tuple[int, int]:
    """Where the first eight lines of the text end, and where its last eight begin."""
    top, bottom = 0, len(text)
    for _ in range(8):
        top = text.find("\n", top) + 1 or len(text)
        bottom = max(0, text.rfind("\n", 0, bottom))
    return top, bottom


def _is_dateline(text: str, line: Span, mention: DateMention, edges: tuple[int, int]) -> bool:
    """Whether the date is most of its line, and the line is among the first or last of the
    text."""
    if len(line) > 120 or not (line.start < edges[0] or line.end > edges[1]):
        return False
    letters = sum(c.isalnum() for c in line.of(text))
    return sum(c.isalnum() for c in mention.span.of(text)) * 2 >= letters


def _in_a_range(folded: str, mentions: list[DateMention], i: int) -> bool:
    """Whether the mention at `i` is several days, or begins or ends a span of days."""
    neighbours = mentions[max(0, i - 1) : i + 2]
    return not mentions[i].is_day or any(
        joined(folded, a, b) for a, b in itertools.pairwise(neighbours)
    )


def _day_with_year(folded: str, mention: DateMention, mentions: list[DateMention]) -> date | None:
    """The mention's day; without a written year, of the year of a full date within a week of
    it."""
    if mention.has_year:
        return mention.first
    for other in mentions[:200]:
        if other.has_year and other.is_day:
            day = mention.in_year(other.first.year).first
            if abs((day - other.first).days) <= 7 and _weekday_fits(folded, mention, day):
                return day
    return None


def _weekday_fits(folded: str, mention: DateMention, day: date) -> bool:
    written = mention.span.of(folded).casefold()
    for name, number in THAI_WEEKDAYS.items():
        if name in written:
            return day.weekday() == number
    for number, name in enumerate(ENGLISH_WEEKDAYS):
        if written.startswith(name[:3]):
            return day.weekday() == number
    return True
