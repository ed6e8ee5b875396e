"""`/sources`: which articles there are."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.collection import Collection
from bot.telegram.html import overview_html
from bot.telegram.replies import Replies
from index.errors import IndexNotFoundError


class SourcesHandler:
    """Shows the collection at a glance."""

    def __init__(self, collection: Collection, replies: Replies) -> None:
        self._collection = collection
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        try:
            overview = await self._collection.overview()
        except IndexNotFoundError:
            await self._replies.say(context.bot, message, "no_index")
            return
        language = self._replies.languages.of(message.from_user)
        await self._replies.show(context.bot, message, overview_html(overview, language))
