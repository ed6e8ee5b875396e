"""Makes plain prose of an answer that was checked: no markup, and nothing that could be clicked.

The check takes out sentences with links; this is for what it doesn't take for one and Telegram does.
"""

from __future__ import annotations

import re

_MARKDOWN_LINK = re.compile(r"!?\[(?!\d+\])([^\]]*)\]\([^)]*\)")
# What Telegram makes clickable by itself: addresses, names of sites, mentions, commands.
_CLICKABLE = re.compile(
    r"[a-z][a-z\d+.-]*://\S+|mailto:\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)@\w{3,}|(?<![\w/])/[a-z]\w+"
    r"|(?<![\w.])(?:[a-z\d-]+\.)+[a-z]{2,}(?:/\S*)?(?![\w.]*\d)",
    re.IGNORECASE | re.ASCII,
)
# Initials and abbreviations look like names of sites: "U.S." "e.g." "p.m."
_ABBREVIATION = re.compile(r"(?:[a-z]\.){1,4}[a-z]{0,2}", re.IGNORECASE | re.ASCII)
_MARKS = re.compile(r"\*\*|__|`|^\s*#+\s+|^\s*[-*•|]\s+", re.MULTILINE)


def plain_prose(text: str) -> str:
    """Return `text` without Markdown and without anything clickable; citations stay."""
    text = _MARKS.sub("", _MARKDOWN_LINK.sub(r"\1", text))
    return _CLICKABLE.sub(_kept, text)


def _kept(match: re.Match[str]) -> str:
    return match.group() if _ABBREVIATION.fullmatch(match.group()) else ""
