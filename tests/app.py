"""The real application, with an embedder and quotes that need no model."""

from __future__ import annotations

from functools import cached_property

from bot.answering.sentence_quotes import SentenceQuotes
from bot.app import App
from tests.fakes import HashEmbedder


class NothingToLoad:
    """Stands where the reader would: `quotes` below asks none."""

    def load(self) -> None:
        pass


class FakeApp(App):
    """Everything as it is, but for the neural networks; sure of every answer that shares words."""

    @cached_property
    def embedder(self) -> HashEmbedder:  # type: ignore[override]
        return HashEmbedder()

    @cached_property
    def reader(self) -> NothingToLoad:  # type: ignore[override]
        return NothingToLoad()

    @cached_property
    def quotes(self) -> SentenceQuotes:
        return SentenceQuotes(self.embedder, self.settings.max_quotes)


class OtherModelApp(FakeApp):
    """The application with another embedding model."""

    @cached_property
    def embedder(self) -> HashEmbedder:  # type: ignore[override]
        return HashEmbedder(dimension=32, name="another-model")
