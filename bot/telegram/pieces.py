"""Text with markup that can be measured and cut: what Telegram counts is the text after parsing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from index.clusters import clusters

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between an opening and a closing tag; the text is escaped when it is shown."""

    text: str
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Formatted:
    """One message, as HTML and as the same text without any markup."""

    html: str
    plain: str


def bold(text: str) -> Piece:
    return Piece(text, "<b>", "</b>")


def italic(text: str) -> Piece:
    return Piece(text, "<i>", "</i>")


def link(text: str, url: str) -> Piece:
    """Return a link, or only its text when the address is nothing that Telegram would open."""
    if not url.startswith(("http://", "https://")) or len(url) > 1000:
        return Piece(text)
    return Piece(text, f'<a href="{escape(url)}">', "</a>")


def opened(tag: str) -> Piece:
    """Return a piece that opens `tag` for those behind it."""
    return Piece("", f"<{tag}>")


def closed(tag: str) -> Piece:
    return Piece("", "", f"</{tag}>")


def formatted(pieces: Iterable[Piece]) -> Formatted:
    """Return the message that `pieces` make."""
    pieces = list(pieces)
    return Formatted(
        "".join(p.opening + escape(p.text, quote=False) + p.closing for p in pieces),
        "".join(p.text for p in pieces),
    )


def length(text: str) -> int:
    """Return how long Telegram finds `text`, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def total(pieces: Sequence[Piece]) -> int:
    return sum(length(piece.text) for piece in pieces)


def head(text: str, limit: int) -> str:
    """Return `text`, or a beginning of it within `limit` that ends with … between two clusters."""
    if length(text) <= limit:
        return text
    return _fitting(clusters(text), limit - 1).rstrip() + ELLIPSIS if limit > 0 else ""


def tail(text: str, limit: int) -> str:
    """Return `text`, or an end of it within `limit` that begins with … between two clusters."""
    if length(text) <= limit:
        return text
    units = list(reversed(clusters(text)))
    kept = clusters_kept(units, limit - 1)
    return ELLIPSIS + "".join(reversed(units[:kept])).lstrip() if limit > 0 else ""


def clusters_kept(units: Sequence[str], limit: int) -> int:
    """Return how many of `units` fit into `limit`."""
    used = 0
    for number, unit in enumerate(units):
        used += length(unit)
        if used > limit:
            return number
    return len(units)


def _fitting(units: Sequence[str], limit: int) -> str:
    return "".join(units[: clusters_kept(units, limit)])
