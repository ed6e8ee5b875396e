"""The composition root: the one place that knows every concrete class and builds it from the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.answering.answerer import Answerer
from bot.answering.quoting import QuoteFinder, ReadQuotes
from bot.answering.sentence_quotes import SentenceQuotes
from bot.settings import Settings
from index.build import Builder, Progress
from index.chunking import Chunking
from index.confidence import Confidence
from index.embedding.composite import CompositeEmbedder
from index.embedding.embedder import Embedder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.use_model import UseEmbedder
from index.fusion import Leg
from index.generation import CurrentGeneration
from index.generations import Generations
from index.reading.bundled import LazyReader
from index.reading.judge import Judge
from index.search import Searcher
from index.sources.fetch import Fetcher
from index.sources.reading import read_sources
from index.sources.sources_file import read_sources_file
from index.sources.types import Found
from index.sync import Syncer


class App:
    """Khaobot's parts, each made when it is first needed and then kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def encoder(self) -> SentenceTransformerEmbedder:
        """The embedding model of the settings; the reader shares its base."""
        return SentenceTransformerEmbedder(self.settings.embedding_model)

    @cached_property
    def embedder(self) -> Embedder:
        """What the index is made with: the embedding model, and the second encoder if there is one."""
        if not self.settings.has_second_encoder:
            return self.encoder
        return CompositeEmbedder(self.encoder, UseEmbedder())

    @cached_property
    def confidence(self) -> Confidence:
        return Confidence.bundled()

    @cached_property
    def quotes(self) -> QuoteFinder:
        if not self.settings.reader:
            return SentenceQuotes(self.encoder, self.settings.max_quotes)
        judge = Judge(LazyReader(self.encoder), self.confidence, self.settings.read_passages)
        return ReadQuotes(judge, self.settings.max_quotes)

    @cached_property
    def generations(self) -> Generations:
        return Generations(self.settings.data_dir)

    @cached_property
    def current(self) -> CurrentGeneration:
        return CurrentGeneration(self.generations, self.embedder)

    @cached_property
    def searcher(self) -> Searcher:
        return self.searcher_of("fused")

    @cached_property
    def answerer(self) -> Answerer:
        return Answerer(self.searcher, self.quotes, self.settings.min_confidence)

    def searcher_of(self, leg: Leg) -> Searcher:
        """Return a searcher that ranks by one leg alone, or by both."""
        return Searcher(
            self.current,
            self.embedder,
            self.confidence,
            leg,
            self.settings.max_question_length,
        )

    @cached_property
    def fetcher(self) -> Fetcher:
        return Fetcher(self.settings.allow_private_urls)

    def articles(self, sources: Sequence[str]) -> Iterator[Found]:
        """Read what a command was given as SOURCE: files, folders, feeds and pages."""
        return read_sources(sources, self.fetcher)

    def syncer(self) -> Syncer:
        """Return a syncer of the sources in the file of SOURCES_FILE."""
        sources = read_sources_file(self.settings.sources_file)
        return Syncer(sources, self.generations, self.builder, self.fetcher)

    def builder(self, progress: Progress) -> Builder:
        chunking = Chunking(self.settings.passage_characters)
        return Builder(self.generations, self.embedder, chunking, progress)
