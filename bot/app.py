"""The composition root: the one place that knows every concrete class and builds it from the settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.access import Access
from bot.answering.answerer import Answerer
from bot.answering.quoting import QuoteFinder, ReadQuotes
from bot.answering.sentence_quotes import SentenceQuotes
from bot.asking import Desk, Limits
from bot.collection import Collection
from bot.conversation import Conversation
from bot.errors import ErrorLog
from bot.feedback import Feedback
from bot.limits import Gate, RateLimit
from bot.maintenance import Added, Maintenance
from bot.settings import Settings
from bot.state.answers import Answers
from bot.state.database import StateDatabase
from bot.state.people import People
from bot.workers import Workers
from index.build import Builder, Progress
from index.chunking import Chunking
from index.confidence import Confidence
from index.embedding.composite import CompositeEmbedder
from index.embedding.embedder import Embedder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.use_model import UseEmbedder
from index.errors import KhaobotError
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
from index.types import Article

if TYPE_CHECKING:
    from bot.telegram.application import Bot

ADDED = "added"  # beside the state file: the articles that were sent to the bot


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
    def reader(self) -> LazyReader:
        return LazyReader(self.encoder)

    @cached_property
    def quotes(self) -> QuoteFinder:
        if not self.settings.reader:
            return SentenceQuotes(self.encoder, self.settings.max_quotes)
        judge = Judge(self.reader, self.confidence, self.settings.read_passages)
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

    def warm_up(self) -> None:
        """Load what an answer needs: the models beside the index and the dictionary of words.

        What can't be loaded is left to be told of by whoever needs it.
        """

        def models() -> None:
            _ = self.embedder.dimension
            if isinstance(self.quotes, ReadQuotes):
                self.reader.load()

        def collection() -> None:
            with self.current.reading() as generation:
                generation.lexical.query("ข่าว")

        with ThreadPoolExecutor(1) as beside:
            loading = beside.submit(models)
            with suppress(KhaobotError):
                collection()
            with suppress(KhaobotError):
                loading.result()

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

    @cached_property
    def database(self) -> StateDatabase:
        return StateDatabase(self.settings.state_path)

    @cached_property
    def feedback(self) -> Feedback:
        return Feedback(self.database)

    @cached_property
    def maintenance(self) -> Maintenance:
        added = Added(self.settings.state_path.parent / ADDED, self.articles)
        return Maintenance(self.generations, self.builder, self.syncer, self.everything, added)

    def everything(self) -> Iterator[Found]:
        """Read all that the file of SOURCES_FILE names, from the beginning."""
        for source in read_sources_file(self.settings.sources_file):
            for found in self.articles([source.place]):
                if source.publisher and isinstance(found, Article):
                    yield replace(found, publisher=source.publisher)
                else:
                    yield found

    @cached_property
    def limits(self) -> Limits:
        settings = self.settings
        return Limits(
            longest=settings.max_question_length,
            person=RateLimit(settings.questions_per_minute),
            chat=RateLimit(settings.chat_questions_per_minute),
            gate=Gate(settings.queue_limit),
            notices=RateLimit(1),
        )

    def telegram(self) -> Bot:
        """Return the Telegram application; it fetches nothing until it is run."""
        from bot.telegram.application import Connection, Parts, build_application
        from bot.telegram.languages import Languages
        from bot.telegram.replies import Replies
        from bot.telegram.sending import Sender

        settings, workers = self.settings, Workers()
        answers, people = Answers(self.database), People(self.database)
        conversation = Conversation(self.database, settings.conversation_minutes)
        parts = Parts(
            desk=Desk(self.answerer, workers, conversation, answers, self.limits),
            answerer=self.answerer,
            answers=answers,
            collection=Collection(self.current, self.searcher, workers),
            conversation=conversation,
            feedback=self.feedback,
            maintenance=self.maintenance,
            database=self.database,
            workers=workers,
            access=Access(settings.admin_ids, settings.allowed_users, settings.allowed_chats),
            errors=ErrorLog(),
            replies=Replies(Sender(people), Languages(people), people),
        )
        connection = Connection(
            settings.telegram_token, settings.telegram_api_url, settings.telegram_timeout
        )
        return build_application(connection, parts, settings.sync_minutes)
