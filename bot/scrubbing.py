"""Keeps the bot's token out of everything that is logged."""

from __future__ import annotations

import logging
import re

# What @BotFather gives out: the bot's number, a colon, and 35 letters, digits, - and _.
_TOKEN = re.compile(r"(?<!\d)\d{5,}(?::|%3A)[\w-]{30,}", re.IGNORECASE)
HIDDEN = "<token>"


def scrubbed(text: str) -> str:
    """Return `text` with every bot token in it hidden."""
    return _TOKEN.sub(HIDDEN, text)


class ScrubbingFormatter(logging.Formatter):
    """Formats like its parent, tracebacks included, and hides tokens in the result."""

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(record))
