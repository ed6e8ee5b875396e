"""Decodes a web page by what it declares itself: the server's charset, else that of its meta tag."""

from __future__ import annotations

import re

from index.encodings import decode, decode_thai, mend
from index.errors import SourceError

_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:-]{2,40})", re.IGNORECASE
)
_XML = re.compile(
    rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([a-zA-Z0-9_:-]{2,40})", re.IGNORECASE
)
_HEAD = 4096
# What pages call the Thai single-byte table; Python knows not all of the names.
_THAI = frozenset(
    ("tis-620", "tis620", "tis-62", "windows-874", "cp874", "cp-874", "iso-8859-11", "iso8859-11",
     "x-windows-874", "dos-874", "thai")
)  # fmt: skip


def decode_page(raw: bytes, declared: str = "") -> str:
    """Return the text of a page; `declared` is the charset the server named, if any.

    Bytes that are valid UTF-8 are UTF-8, whatever is declared: the declaration is often a relic.

    Raises:
        SourceError: the bytes are no text, or in an encoding that isn't read.
    """
    try:
        return mend(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    name = (declared or _in_the_page(raw)).lower()
    if name in _THAI:
        return decode_thai(raw)
    try:
        return decode(raw).text
    except SourceError:
        try:
            return mend(raw.decode(name, errors="replace"))
        except LookupError:
            pass
        raise


def _in_the_page(raw: bytes) -> str:
    found = _META.search(raw[:_HEAD]) or _XML.search(raw[:_HEAD])
    return found[1].decode("ascii") if found else ""
