"""Cleans the text of a crawled article: what belongs to the site goes, every sentence stays.

The cleaned text is what is stored, so nothing inside a kept line is changed, except that injected
spam words are cut out and control characters dropped. Every removal is reported with its reason.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.boilerplate import image_words, is_thai, menus, site_line_reason
from index.spam import advertising_lines, advertising_reason, injected_words
from index.types import Span

_MOST_PASSES = 30  # a pass shortens the text; nobody nests spam words this deeply
_HEADING = 16  # letters; a shorter line may be a heading that stands above several parts
_REPEATABLE = 40  # letters; a shorter line of a table or a list of items may stand twice
# The heading of an item stands in the list of contents and again above the item.
_NUMBERED = re.compile(r"\(?[0-9๐-๙]+[.)]")
_NEWLINES = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_DOUBLED = re.compile(r"(?P<half>\S.{38,}\S)\s+(?P=half)")
_CREDIT = re.compile(r"\s*\([^()]*\)\s*$")
_SITE_SUFFIX = re.compile(r"\s+(?:[|–—-]|::)\s+[^|]{2,40}$")
_ERROR_PAGE = re.compile(
    r"\b404\b|page not found|access denied|403 forbidden|just a moment|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"captcha|502 bad gateway|service unavailable|ไม่พบหน้า|ไม่พบข้อมูลที่ท่าน|หน้าที่คุณ(?:ต้องการ|ค้นหา)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Removal:
    """A line or a word that cleaning took out, and why."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An article's text after cleaning; `title_hint` is its headline line, "" where none
    shows."""

    text: str
    removed: tuple[Removal, ...] = ()
    title_hint: str = ""


def clean(text: str) -> Cleaned:
    """The text without site words, repeated lines, image words and injected spam.

    Lines are stripped, and blank lines between them reduced to one. Cleaning a cleaned text
    changes nothing. Never raises, whatever the characters.
    """
    text = _without_controls(text)
    removed: list[Removal] = []
    for _ in range(_MOST_PASSES):
        shorter = _clean_lines(_cut_injected(text, removed), removed)
        if shorter == text:
            break
        text = shorter
    return Cleaned(text, tuple(removed), _headline(text))


def reject_reason(text: str, cleaned: Cleaned) -> str | None:
    """Why the page `text`, and what is `cleaned` of it, hold no article at all; None where they do.

    Rejected: pages of nothing but advertising, error pages, and pages with no words left.
    """
    text = _without_controls(text)
    reason = advertising_reason(text)
    if reason:
        return reason
    letters = sum(c.isalpha() for c in cleaned.text)
    if letters == 0:
        return "no words are left after cleaning"
    if letters < 400 and _ERROR_PAGE.search(text):
        return "an error page, not an article"
    return None


def line_key(line: str) -> str:
    """What two copies of a line have in common: letters, marks and digits, without the credit."""
    bare = _key(_CREDIT.sub("", line))
    return bare if len(bare) >= _REPEATABLE else _key(line)


def _key(line: str) -> str:
    return "".join(c for c in line.casefold() if unicodedata.category(c)[0] in "LMN")


def _without_controls(text: str) -> str:
    """Line ends become "\\n"; control characters, byte-order marks and lone surrogates go."""
    text = _NEWLINES.sub("\n", text)
    return _CONTROLS.sub("", text)


def _cut_injected(text: str, removed: list[Removal]) -> str:
    lines = text.split("\n")
    adverts = advertising_lines(lines)
    if adverts:
        removed += [Removal("advertising", lines[i].strip()) for i in sorted(adverts)]
        text = "\n".join(line for i, line in enumerate(lines) if i not in adverts)
    spans = injected_words(text)
    removed += [Removal("injected spam", span.of(text)) for span in spans]
    return _cut(text, spans)


def _cut(text: str, spans: list[Span]) -> str:
    kept, position = [], 0
    for span in spans:
        before = text[position : span.start]
        # "A <spam> B" keeps one of its two spaces, "A<spam> B" and "A <spam>B" keep theirs
        if text[span.end : span.end + 1] in (" ", "", "\n"):
            before = before.rstrip(" ")
        kept.append(before)
        position = span.end
    return "".join(kept) + text[position:]


def _clean_lines(text: str, removed: list[Removal]) -> str:
    lines = [_once(line.strip(), removed) for line in text.split("\n")]
    found = {i: site_line_reason(line) for i, line in enumerate(lines) if line}
    reasons = {i: reason for i, reason in found.items() if reason}
    for i in menus(lines, reasons):
        reasons[i] = "menu"
    for i in image_words(lines, is_thai(text)):
        reasons.setdefault(i, "image words")
    for i in _repeated(lines, set(reasons)):
        reasons[i] = "repeated line"
    removed += [Removal(reasons[i], lines[i]) for i in sorted(reasons)]
    return _joined(lines, set(reasons))


def _once(line: str, removed: list[Removal]) -> str:
    """The line, or its half where it is the same words twice."""
    if len(line) <= 2000 and (match := _DOUBLED.fullmatch(line)):
        removed.append(Removal("repeated line", match["half"]))
        return match["half"]
    return line


def _repeated(lines: list[str], gone: set[int]) -> set[int]:
    """Lines that stand above already, and a headline that is repeated with the site's name."""
    seen: set[str] = set()
    found: set[int] = set()
    kept = [line for i, line in enumerate(lines) if line and i not in gone]
    # Among many short lines (a table, a list), a short one may well stand twice.
    tabular = sum(_letter_count(line) < _HEADING for line in kept) * 3 > len(kept) + 6
    least = _REPEATABLE if tabular else _HEADING
    above = ""
    for i, line in enumerate(lines):
        if not line or i in gone or _NUMBERED.match(line):
            continue
        key = line_key(line)
        with_site = len(seen) < 5 and line_key(_SITE_SUFFIX.sub("", line)) in seen
        letters = _letter_count(line)
        twice_in_a_row = key == above and letters >= 4 and not tabular
        if twice_in_a_row or (letters >= least and (key in seen or with_site)):
            found.add(i)
        seen.add(key)
        above = key
    return found


def _letter_count(line: str) -> int:
    return sum(c.isalpha() for c in line)


def _joined(lines: list[str], gone: set[int]) -> str:
    """The kept lines; where blank or removed lines stood between paragraphs, one blank line."""
    kept: list[str] = []
    blank = False
    for i, line in enumerate(lines):
        if not line or i in gone:
            blank = blank or not line
            continue
        if blank and kept:
            kept.append("")
        kept.append(line)
        blank = False
    return "\n".join(kept)


def _headline(text: str) -> str:
    """The first line, where it is short enough for a headline and more follows."""
    first, _, rest = text.partition("\n")
    letters = sum(c.isalpha() for c in first)
    if letters >= 8 and len(first) <= 220 and rest.strip() and not first.endswith((".", ":")):
        return first
    return ""
