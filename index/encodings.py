"""Turns the bytes of an article into text: UTF-8, UTF-16, Thai TIS-620/CP874, and mends mojibake.

Written here rather than taken from a library: general detectors guess among dozens of code pages
and are weakest on single-byte Thai, while a Thai collection needs just these few, told apart by
what Thai spelling allows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.errors import SourceError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_MOST_DAMAGE = 0.02  # share of characters that UTF-8 cut or mangled on the way may lose
_LEAST_THAI = 0.9  # share of the high bytes that must be Thai letters in a CP874 text
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the name of the encoding its bytes were in."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """The text of the bytes, mojibake mended, without a byte-order mark.

    Raises:
        SourceError: the bytes are no text, or in an encoding that isn't read.
    """
    text, encoding = _decoded(raw)
    return Decoded(mend(text), encoding)


def mend(text: str) -> str:
    """The text with Thai that was decoded by the wrong table put right; other text unchanged.

    Three accidents are known: UTF-8 read as Latin-1 or CP1252 ("à¸‚à¹ˆà¸²à¸§"), UTF-8 read as CP874
    ("เธ‚เนˆเธฒเธง") and CP874 read as Latin-1 or CP1252 ("¢èÒÇ"), each of which stands for "ข่าว".
    Never raises.
    """
    text = _LATIN_UTF8.sub(_from_latin, text)
    text = _THAI_UTF8.sub(_from_thai, text)
    return _mend_single_byte(text)


def decode_thai(raw: bytes) -> str:
    """The text of TIS-620/CP874 bytes; UTF-8 among them is mended, what is in no table is blank."""
    # A byte that the table leaves out may be the third of a letter in UTF-8: blank only afterwards.
    seen = raw.decode("cp874", errors="surrogateescape").translate(_OUTSIDE_CP874)
    return _NO_LETTER.sub(" ", mend(seen))


def _decoded(raw: bytes) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            try:
                name = "utf-8-sig" if encoding == "utf-8" else encoding
                return raw.decode(name), encoding
            except UnicodeDecodeError:
                break
    wide = _wide_encoding(raw)
    if wide:
        try:
            return raw.decode(wide), wide
        except UnicodeDecodeError:
            pass
    if _BINARY.search(raw):
        raise SourceError(
            "The bytes are not text (they hold control bytes). Save the article as UTF-8."
        )
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    damaged = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    few_lost = damaged.count("\ufffd") <= max(1, _MOST_DAMAGE * len(damaged))
    if few_lost and any(ord(c) > 127 and c != "\ufffd" for c in damaged):
        return damaged, "utf-8 (damaged)"
    high = [b for b in raw if b > 0x7F]
    thai = sum(0xA1 <= b <= 0xDA or 0xDF <= b <= 0xFB for b in high)
    if thai >= _LEAST_THAI * len(high):
        text = decode_thai(raw)
        if _looks_thai(text):
            return text, "cp874"
    # Western text: a few accented letters and curly quotes among many plain ones
    if len(high) * 5 <= len(raw):
        try:
            return raw.decode("cp1252"), "cp1252"
        except UnicodeDecodeError:
            pass
    raise SourceError("The encoding of the bytes is not known. Save the article as UTF-8.")


def _wide_encoding(raw: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its spaces and Latin letters is zero."""
    sample = raw[:4000]
    if len(sample) < 4 or len(raw) % 2 or b"\x00" not in sample:
        return None
    even, odd = sample[::2], sample[1::2]
    # a Thai letter is 0x0E and its low byte: together with zero these fill the high half
    for high, name in ((odd, "utf-16-le"), (even, "utf-16-be")):
        if sum(b in (0x00, 0x0E, 0x20) for b in high) >= 0.95 * len(high):
            return name
    return None


_THAI_RUN = re.compile("[ก-ฺเ-๛฿]")
# Marks that can't begin a word, and leading vowels without a consonant: no Thai text is like that.
_IMPOSSIBLE = re.compile(r"(?:^|[\sa-zA-Z0-9])[ะ-ฺ็-๎]|[เแโใไ](?:[\sเแโใไะ-ฺ็-๎]|$)|[ิ-ฺ][ิ-ฺ]|[่-๋][่-๋]")


def _looks_thai(text: str) -> bool:
    letters = len(_THAI_RUN.findall(text))
    return letters >= 2 and len(_IMPOSSIBLE.findall(text)) <= 0.04 * letters


_OUTSIDE_CP874 = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}
_NO_LETTER = re.compile("[\u0080-\u009f\u00db-\u00de\u00fc-\u00ff]")


def _from_bytes(raw: bytes) -> str:
    """CP874, with the bytes that table leaves out as blanks."""
    return raw.decode("cp874", errors="replace").replace("\ufffd", " ")


def _cp1252_bytes(text: str) -> bytes | None:
    """The bytes that a reader of CP1252 or Latin-1 saw as this text."""
    out = bytearray()
    for c in text:
        if ord(c) < 0x100:
            out.append(ord(c))
        else:
            try:
                out += c.encode("cp1252")
            except UnicodeEncodeError:
                return None
    return bytes(out)


# What the bytes 0x80 to 0xBF look like, read as CP1252 or Latin-1, and as CP874.
_LATIN_TAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_THAI_TAIL = "\u0080-\u00a0ก-ฟ€…‘’“”•–—"
_LATIN_UTF8 = re.compile(
    rf"(?:à[¸¹][{_LATIN_TAIL} ]|â[€\u0080][{_LATIN_TAIL}])"
    rf"(?:à[¸¹][{_LATIN_TAIL} ]|â[€\u0080][{_LATIN_TAIL}]|Â[{_LATIN_TAIL}])*"
)
_THAI_LETTER = rf"(?:เ[ธน][{_THAI_TAIL}]|โ[€\u0080][{_THAI_TAIL}])"
# One such letter may be a word ("เนต"); three in a row are none, nor are those that go on from there.
_THAI_UTF8 = re.compile(rf"{_THAI_LETTER}{{3,}}(?:[ -@]{{0,8}}{_THAI_LETTER})*")


def _from_latin(match: re.Match[str]) -> str:
    # a no-break space (0xA0) inside a letter has often become a plain one
    found = re.sub("(à[¸¹]) ", "\\1\u00a0", match[0])
    raw = _cp1252_bytes(found)
    try:
        return raw.decode("utf-8") if raw else match[0]
    except UnicodeDecodeError:
        return match[0]


def _from_thai(match: re.Match[str]) -> str:
    raw = bytearray()
    for c in match[0]:
        if ord(c) <= 0xA0:
            raw.append(ord(c))
        else:
            raw += c.encode("cp874")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


_HIGH_LATIN = re.compile("[\u00a1-\u00fb]")
_PLAIN_LATIN = re.compile("[a-zA-Z]")


def _mend_single_byte(text: str) -> str:
    """CP874 read as CP1252 holds no Thai, and more high Latin letters than plain ones."""
    high = len(_HIGH_LATIN.findall(text))
    if high < 4 or _THAI_RUN.search(text) or high < len(_PLAIN_LATIN.findall(text)):
        return text
    raw = _cp1252_bytes(text)
    if raw is None or _is_utf8(raw):
        return text
    thai = _from_bytes(raw)
    return thai if _looks_thai(thai) else text


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
