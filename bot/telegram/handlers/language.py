"""`/language` and its buttons: the language of menus and notices."""

from __future__ import annotations

from typing import cast

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.keyboards import LANGUAGE, language_keyboard
from bot.telegram.replies import Replies
from bot.texts import text
from index.types import Language


class LanguageHandler(Reaction):
    """Offers the languages."""

    async def react(self, received: Received) -> None:
        offered = text("language_choose", received.language)
        await self._replies.show(received.bot, received.message, offered, language_keyboard())


class LanguageChosen:
    """Keeps the choice of whoever pressed the button."""

    def __init__(self, replies: Replies) -> None:
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        match = LANGUAGE.fullmatch(query.data or "") if query is not None else None
        if query is None or match is None:
            return
        chosen = None if match[1] == "auto" else cast(Language, match[1])
        self._replies.people.choose_language(query.from_user.id, chosen)
        said = text("language_chosen", self._replies.languages.of(query.from_user))
        await self._replies.sender.repeatable(lambda: query.answer(said), "answering a button")
