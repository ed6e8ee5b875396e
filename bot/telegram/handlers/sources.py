"""`/sources`: which articles there are."""

from __future__ import annotations

from bot.collection import Collection
from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.html import overview_html
from bot.telegram.replies import Replies
from index.errors import IndexNotFoundError


class SourcesHandler(Reaction):
    """Shows the collection at a glance."""

    def __init__(self, collection: Collection, replies: Replies) -> None:
        super().__init__(replies)
        self._collection = collection

    async def react(self, received: Received) -> None:
        try:
            overview = await self._collection.overview()
        except IndexNotFoundError:
            await self._replies.say(received.bot, received.message, "no_index")
            return
        shown = overview_html(overview, received.language)
        await self._replies.show(received.bot, received.message, shown)
