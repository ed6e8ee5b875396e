"""The buttons under messages, and the few bytes that each of them sends back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answering.types import Answer
from bot.texts import text
from index.types import Language

UP, DOWN = 1, -1

Action = Literal["vote", "more", "article"]
_CODES: dict[str, Action] = {"v": "vote", "m": "more", "a": "article"}
_PRESSED = re.compile(r"([vma]):(\d{1,18}):(-?\d{1,4})")
LANGUAGE = re.compile(r"l:(th|en|auto)")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of an answer: what it does, the answer's number, and which vote, page or source."""

    action: Action
    answer: int
    value: int


def pressed(data: str) -> Pressed | None:
    """Read what a button sent; anything can be sent by a modified app, so None if it makes no sense."""
    match = _PRESSED.fullmatch(data)
    if match is None:
        return None
    return Pressed(_CODES[match[1]], int(match[2]), int(match[3]))


def answer_keyboard(number: int, answer: Answer) -> InlineKeyboardMarkup:
    """Return the buttons under answer `number`."""
    language = answer.language
    votes = [
        InlineKeyboardButton(text("up", language), callback_data=f"v:{number}:{UP}"),
        InlineKeyboardButton(text("down", language), callback_data=f"v:{number}:{DOWN}"),
    ]
    more = [InlineKeyboardButton(text("more", language), callback_data=f"m:{number}:0")]
    articles = [
        InlineKeyboardButton(_article_label(n, len(answer.sources), language),
                             callback_data=f"a:{number}:{n}")
        for n in (source.n for source in answer.sources)
    ]  # fmt: skip
    rows = [votes + more, articles] if articles else [votes + more]
    return InlineKeyboardMarkup(rows)


def more_keyboard(number: int, page: int, language: Language) -> InlineKeyboardMarkup:
    """Return the button that shows page `page` of the passages of answer `number`."""
    button = InlineKeyboardButton(text("more", language), callback_data=f"m:{number}:{page}")
    return InlineKeyboardMarkup([[button]])


def language_keyboard(choices: Sequence[str] = ("th", "en", "auto")) -> InlineKeyboardMarkup:
    """Return a button for each language; their labels are the same in all languages but one."""
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(text(f"language_{choice}", "en"), callback_data=f"l:{choice}")
                for choice in choices
            ]
        ]
    )


def _article_label(n: int, sources: int, language: Language) -> str:
    if sources == 1:
        return text("in_article", language)
    return text("in_article_n", language, n=n)
