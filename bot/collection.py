"""Looks things up in the articles in use: what there is, one article, more passages for a question."""

from __future__ import annotations

from bot.workers import Workers
from index.current_generation import CurrentGeneration
from index.overview import Overview, overview_of
from index.search import Searcher
from index.types import Article, Hit


class Collection:
    """The collection for handlers: everything happens off the event loop."""

    def __init__(self, current: CurrentGeneration, searcher: Searcher, workers: Workers) -> None:
        self._current = current
        self._searcher = searcher
        self._workers = workers
        self._known: Overview | None = None

    async def overview(self) -> Overview:
        """Return what the collection holds; counted once for each generation."""
        return await self._workers.run(self._overview)

    async def article(self, article_id: str) -> Article | None:
        return await self._workers.run(self._article, article_id)

    async def passages(self, question: str, count: int) -> tuple[Hit, ...]:
        """Return the best `count` passages for `question`."""
        return (await self._workers.run(self._searcher.search, question, count)).hits

    def _overview(self) -> Overview:
        with self._current.reading() as generation:
            known = self._known
            if known is None or known.generation != generation.name:
                known = self._known = overview_of(generation)
            return known

    def _article(self, article_id: str) -> Article | None:
        with self._current.reading() as generation:
            return generation.store.article(article_id)
