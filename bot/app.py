"""The composition root: the one place that knows every concrete class and builds it from the settings."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.access import Access
from bot.answering.answerer import Answerer
from bot.answering.quoting import SentenceQuotes
from bot.asking import Desk, Limits
from bot.collection import Collection
from bot.conversation import Conversation
from bot.errors import ErrorLog
from bot.feedback import Feedback
from bot.limits import Gate, RateLimit
from bot.maintenance import FolderSyncer, Maintenance
from bot.settings import Settings
from bot.state.answers import Answers
from bot.state.database import StateDatabase
from bot.state.people import People
from bot.workers import Workers
from index.build import Builder, Progress
from index.chunking import Chunking
from index.confidence import Confidence
from index.embedding.embedder import Embedder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.fusion import Leg
from index.generation import CurrentGeneration
from index.generations import Generations
from index.search import Searcher

if TYPE_CHECKING:
    from bot.telegram.application import Bot

ADDED = "added"  # beside the state file: the articles that were sent to the bot


class App:
    """Khaobot's parts, each made when it is first needed and then kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def embedder(self) -> Embedder:
        return SentenceTransformerEmbedder(self.settings.embedding_model)

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
        quotes = SentenceQuotes(self.embedder, self.settings.max_quotes)
        return Answerer(self.searcher, quotes, self.settings.min_confidence)

    def searcher_of(self, leg: Leg) -> Searcher:
        """Return a searcher that ranks by one leg alone, or by both."""
        return Searcher(
            self.current,
            self.embedder,
            Confidence.bundled(),
            leg,
            self.settings.max_question_length,
        )

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
        added = self.settings.state_path.parent / ADDED
        syncer = FolderSyncer(self.builder, lambda: self.settings.sources)
        return Maintenance(self.generations, self.builder, syncer, self.settings.sources, added)

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
