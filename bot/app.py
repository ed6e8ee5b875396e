"""The composition root: the one place that knows every concrete class and builds it from the settings."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from bot.access import Access
from bot.answering_parts import AnsweringParts
from bot.asking import Desk, Limits
from bot.collection import Collection
from bot.conversation import Conversation
from bot.errors import ErrorLog
from bot.feedback import Feedback
from bot.health import Health
from bot.journal import Journal
from bot.limits import Gate, RateLimit
from bot.maintenance import Added, Maintenance
from bot.memory import give_back
from bot.metrics import Metrics
from bot.monitoring import Monitoring
from bot.reference import current_update
from bot.state.answers import Answers
from bot.state.database import StateDatabase
from bot.state.erasure import Erasure
from bot.state.inbox import Inbox
from bot.state.people import People
from bot.workers import Workers
from index.build import Builder, Progress
from index.chunking import Chunking
from index.errors import KhaobotError
from index.manifest import Manifest
from index.sources.fetch import Fetcher
from index.sources.reading import read_sources
from index.sources.sources_file import read_sources_file
from index.sources.types import Found
from index.sync import Syncer
from index.types import Article

if TYPE_CHECKING:
    from bot.telegram.inbox_queue import InboxQueue
    from bot.telegram.service import Service

ADDED = "added"  # beside the state file: the articles that were sent to the bot


class App(AnsweringParts):
    """Khaobot's parts, each made when it is first needed and then kept."""

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
    def workers(self) -> Workers:
        """The threads that answers are made in; they note in the inbox what they begin."""
        return Workers(begins=self._begin, tidies=give_back)

    def _begin(self) -> None:
        update = current_update()
        if update is not None:  # in the terminal there is none, and no state file is made
            self.inbox.begin(update)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.database, self.settings.inbox_minutes)

    @cached_property
    def database(self) -> StateDatabase:
        return StateDatabase(self.settings.state_path)

    @cached_property
    def feedback(self) -> Feedback:
        return Feedback(self.database)

    @property
    def added_folder(self) -> Path:
        """Where files and links that were added in chat are kept."""
        return self.settings.state_path.parent / ADDED

    @cached_property
    def maintenance(self) -> Maintenance:
        added = Added(self.added_folder, self.articles)
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

    @cached_property
    def metrics(self) -> Metrics:
        return Metrics()

    def generation_in_use(self) -> Manifest:
        """Return the manifest of the generation that answers.

        Raises:
            StoreError: there is none, or it can't be opened.
        """
        with self.current.reading() as generation:
            return generation.manifest

    def service(self) -> Service:
        """Return the Telegram bot; it fetches nothing until it is run."""
        from bot.telegram.application import ALLOWED_UPDATES, Connection, Parts, build_application
        from bot.telegram.fetching import Fetcher
        from bot.telegram.inbox_queue import InboxQueue
        from bot.telegram.languages import Languages
        from bot.telegram.replies import Replies
        from bot.telegram.sending import Sender
        from bot.telegram.service import Service
        from bot.telegram.updates import PerChat
        from bot.telegram.webhook import Webhook, WebhookAddress

        settings, metrics, workers = self.settings, self.metrics, self.workers
        answers, people = Answers(self.database), People(self.database)
        conversation = Conversation(self.database, settings.conversation_minutes)
        sender = Sender(people, patience=settings.inbox_minutes * 60, count=metrics.send)
        queue = InboxQueue(self.inbox, careful=settings.queue_limit // 2)
        per_chat = PerChat(queue)
        parts = Parts(
            desk=Desk(self.answering, conversation, answers, self.limits),
            answerer=self.answerer,
            answers=answers,
            collection=Collection(self.current, self.searcher, workers),
            feedback=self.feedback,
            maintenance=self.maintenance,
            database=self.database,
            erasure=Erasure(self.database),
            workers=workers,
            access=Access(settings.admin_ids, settings.allowed_users, settings.allowed_chats),
            errors=ErrorLog(),
            replies=Replies(sender, Languages(people), people),
            queue=queue,
            per_chat=per_chat,
            journal=Journal(metrics, settings.log_questions),
            model=self.writer.state if self.writer else None,
        )
        connection = Connection(
            settings.telegram_token, settings.telegram_api_url, settings.telegram_timeout
        )
        application = build_application(
            connection, parts, settings.sync_minutes, settings.retention_days
        )
        health = Health(lambda: self.generation_in_use().generation, self.limits.gate)
        self._watch(queue, health)

        async def report(error: Exception) -> None:
            await application.process_error(update=None, error=error)

        receiver: Fetcher | Webhook
        around = (queue.take, report, health, metrics, ALLOWED_UPDATES)
        if settings.webhook_url:
            address = WebhookAddress(
                settings.webhook_url,
                settings.webhook_host,
                settings.webhook_port,
                settings.webhook_certificate,
                settings.webhook_key,
                settings.webhook_secret or token_urlsafe(32),
            )
            receiver = Webhook(application.bot, address, *around)
        else:
            receiver = Fetcher(application.bot, *around)
        monitoring = Monitoring(health, metrics, settings.monitoring_host, settings.monitoring_port)
        return Service(
            application, queue, per_chat, receiver.run, health, monitoring, settings.stop_seconds
        )

    def _watch(self, queue: InboxQueue, health: Health) -> None:
        watch, gate = self.metrics.watch, self.limits.gate
        watch("inbox_waiting", "Updates that wait for their turn.", lambda: queue.waiting)
        watch("inbox_in_hand", "Updates being worked on.", lambda: queue.in_hand)
        watch("queue_inside", "Questions in work or waiting for a thread.", lambda: gate.inside)
        watch("queue_most", "The most there were at once since the start.", lambda: gate.most)
        watch("queue_limit", "The most there may be (QUEUE_LIMIT).", lambda: gate.limit)
        watch("fetch_age_seconds", "Since the last successful fetch.", health.seconds_since_fetch)
        watch("up", "1 while /healthz says ok.", lambda: not health.problems())

        def name_and_age() -> tuple[str, float]:
            try:
                used = self.generation_in_use()
            except KhaobotError:
                return "none", 0.0
            return used.generation, time.time() - datetime.fromisoformat(used.built_at).timestamp()

        self.metrics.watch_index(name_and_age)
