"""Makes an Article of a record of metadata and text, as found in front matter, JSON or a web page."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from index.cleaning import clean, reject_reason
from index.clusters import shorten
from index.dates import parse_published, publication_date
from index.encodings import mend
from index.errors import SourceError
from index.language import language_of_text
from index.types import Article

TEXT_KEYS = ("text", "body", "content")
DATE_KEYS = ("published", "date")
MAX_TITLE = 100
MAX_ID = 500
MAX_TEXT = 300_000
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def article_from(record: Mapping[str, Any], default_id: str) -> Article:
    """Return the article in `record`; its id is the one given, else its URL, else `default_id`.

    Raises:
        SourceError: there is no text, or a field is of the wrong type.
    """
    raw = _plain_text(_first(record, TEXT_KEYS))
    if not raw.strip():
        raise SourceError('has no text; an article needs "text" (or "body", "content")')
    if len(raw) > MAX_TEXT:
        raise SourceError(f"has {len(raw):,} characters, at most {MAX_TEXT:,} are taken; split it")
    raw = mend(raw)  # what JSON wrote as \u00e0 shows only now
    cleaned = clean(raw)
    if reason := reject_reason(raw, cleaned):
        raise SourceError(reason)
    # an injected word in true Thai hides that the text around it was misread
    while (mended := mend(cleaned.text)) != cleaned.text:
        cleaned = clean(mended)
    text = cleaned.text.strip()
    if not text:
        raise SourceError("holds nothing but navigation and captions")
    url = _line(record, "url")
    title = clean(_line(record, "title")).text or cleaned.title_hint or first_line(text)
    return Article(
        id=_shortened(_line(record, "id") or url or _shown(_well_formed(default_id))),
        text=text,
        title=title,
        url=url,
        publisher=_line(record, "publisher"),
        published=_published(record, text),
        lang=_language(_line(record, "lang")) or language_of_text(text),
        author=_line(record, "author"),
    )


def _language(stated: str) -> str:
    """Return `en` for `EN`, `en-US` and `eng`, `th` likewise; anything else as it was stated."""
    code = stated.strip().lower()
    main = code.replace("_", "-").partition("-")[0]
    return {"eng": "en", "tha": "th", "en": "en", "th": "th"}.get(main, stated)


def first_line(text: str) -> str:
    """Return the first line of `text`, shortened: what stands in for a missing title."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return shorten(line, MAX_TITLE)


def _published(record: Mapping[str, Any], text: str) -> date | None:
    value = _first(record, DATE_KEYS)
    if isinstance(value, datetime):
        value = value.isoformat()
    if isinstance(value, date):
        return value
    if isinstance(value, str | int) and (found := parse_published(str(value))):
        return found
    return publication_date(text)


def _first(record: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((record[key] for key in keys if record.get(key) not in (None, "")), None)


def _line(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int | float):
        raise SourceError(f'has a "{key}" that is not text')
    return _shown(" ".join(mend(_well_formed(str(value))).split()))


def _plain_text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise SourceError('has a "text" that is not text')
    return _well_formed(value).replace("\r\n", "\n").replace("\r", "\n")


def _shortened(article_id: str) -> str:
    """Return an id of at most `MAX_ID` characters; two long ones that differ stay different."""
    if len(article_id) <= MAX_ID:
        return article_id
    return f"{article_id[: MAX_ID - 17]}~{hashlib.sha256(article_id.encode()).hexdigest()[:16]}"


def _well_formed(text: str) -> str:
    """Return `text` without lone surrogates and NULs, which neither UTF-8 nor SQLite can hold."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _shown(line: str) -> str:
    """Return `line` without what would steer a terminal, or show it in another order than it is."""
    return "".join(c for c in line if c not in _TURNING and unicodedata.category(c) != "Cc")
