"""Every handler with its real collaborators, in a running application without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from telegram import CallbackQuery, InlineQuery, Message, Update, User
from telegram.ext import Application, CallbackContext

from bot.access import Access
from bot.answering.types import Answer
from bot.asking import Desk, Quoting
from bot.collection import Collection
from bot.conversation import Conversation
from bot.errors import ErrorLog
from bot.journal import Journal
from bot.metrics import Metrics
from bot.settings import Settings
from bot.state.answers import Answers
from bot.state.erasure import Erasure
from bot.state.inbox import Inbox
from bot.state.people import People
from bot.telegram.drafts import Drafts
from bot.telegram.handlers.admin import AddHandler, AdminsOnly, JobHandler, RollbackHandler
from bot.telegram.handlers.ask import AskHandler
from bot.telegram.handlers.buttons import ButtonHandler
from bot.telegram.handlers.errors import ErrorHandler
from bot.telegram.handlers.forget import ForgetHandler
from bot.telegram.handlers.help import HelpHandler
from bot.telegram.handlers.inline import InlineHandler
from bot.telegram.handlers.language import LanguageChosen, LanguageHandler
from bot.telegram.handlers.sources import SourcesHandler
from bot.telegram.handlers.status import StatsHandler, StatusHandler
from bot.telegram.inbox_queue import InboxQueue
from bot.telegram.languages import Languages
from bot.telegram.progress import LiveJob
from bot.telegram.replies import Replies
from bot.telegram.sending import Sender
from bot.workers import Workers
from tests.app import FakeApp
from tests.articles import ARTICLES
from tests.telegram.build import ENGLISH_READER, PRIVATE, THAI_READER, ObligingRequest, message

ADMIN = User(900, "Editor", is_bot=False, language_code="en")


class CountingAnswerer:
    """Answers like the real one and keeps what it was asked."""

    def __init__(self, answerer: Any) -> None:
        self._answerer = answerer
        self.asked: list[str] = []

    def answer(self, question: str, previous: Sequence[str] = ()) -> Answer:
        self.asked.append(question)
        answer: Answer = self._answerer.answer(question, previous)
        return answer


class Stage:
    """`calls` is what the bot asked of Telegram; only the methods that a test allows may be asked."""

    def __init__(self, folder: Path, allowed: Sequence[str], indexed: bool, **changed: Any) -> None:
        settings = Settings(data_dir=folder / "data" / "index", min_confidence=0.0, **changed)
        self.app = app = FakeApp(settings)
        if indexed:
            app.builder(lambda stage, done, total: None).build(ARTICLES)
        self.request = ObligingRequest(*allowed)
        self.slept: list[float] = []
        self.application = (
            Application.builder()
            .token("123456:" + "A" * 35)
            .request(self.request)
            .get_updates_request(ObligingRequest())
            .updater(None)
            .job_queue(None)
            .build()
        )
        self.bot = self.application.bot
        self.workers = Workers()
        self.answerer = CountingAnswerer(app.answerer)
        self.answers = Answers(app.database)
        self.people = People(app.database)
        self.conversation = Conversation(app.database, settings.conversation_minutes)
        self.collection = Collection(app.current, app.searcher, self.workers)
        self.access = Access(frozenset({ADMIN.id}), settings.allowed_users, settings.allowed_chats)
        self.errors = ErrorLog()
        self.replies = Replies(
            Sender(self.people, self._sleep, 60), Languages(self.people), self.people
        )
        self.live = LiveJob(self.replies, self.errors, every=0.01)
        self._desk = Desk(
            Quoting(self.answerer, self.workers), self.conversation, self.answers, app.limits
        )
        metrics, queue = Metrics(), InboxQueue(Inbox(app.database, settings.inbox_minutes))
        journal = Journal(metrics)
        # the handlers, each made here alone
        self.ask = AskHandler(
            self._desk,
            self.answers,
            self.collection,
            self.access,
            self.replies,
            Drafts(self.replies.sender),
            journal,
            queue,
        )
        self.buttons = ButtonHandler(
            self.answers, app.feedback, self.collection, self.replies, metrics
        )
        self.inline = InlineHandler(
            self.answerer,
            self.workers,
            app.limits.gate,
            self.access,
            self.replies,
            journal,
            pause=0.01,
        )
        self.forget = ForgetHandler(Erasure(app.database), queue, self.workers, self.replies)
        self.help = HelpHandler(self.access, self.replies)
        self.sources = SourcesHandler(self.collection, self.replies)
        self.language = LanguageHandler(self.replies)
        self.language_chosen = LanguageChosen(self.replies)
        self.add = AddHandler(app.maintenance, self.live, self.replies)
        self.sync = JobHandler("sync", app.maintenance.sync, self.live, self.replies)
        self.rollback = RollbackHandler(app.maintenance, self.replies)
        self.admins_only = AdminsOnly(self.access, self.replies, self.rollback)
        self.status = StatusHandler(
            self.collection, app.maintenance, app.limits.gate, self.errors, self.replies
        )
        self.stats = StatsHandler(app.database, self.workers, self.replies)
        self.failing = ErrorHandler(self.errors, self.replies)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    async def give(self, handler: Any, update: Update) -> None:
        """Let `handler` work on `update`, as the application would."""
        await handler(update, CallbackContext.from_update(update, self.application))

    async def says(
        self, handler: Any, text: str | None, sender: User = THAI_READER, **more: Any
    ) -> Message:
        """Give `handler` a message of `sender`."""
        edited = more.pop("edited", False)
        said = message(text, more.pop("chat", PRIVATE), sender, **more)
        await self.give(handler, self._update("edited_message" if edited else "message", said))
        return said

    async def presses(
        self, data: str, on: Message, person: User = THAI_READER, handler: Any = None
    ) -> None:
        query = CallbackQuery("1", person, "1", message=on, data=data)
        await self.give(handler or self.buttons, self._update("callback_query", query))

    async def types(self, query: str, person: User = THAI_READER, number: int = 1) -> None:
        typed = InlineQuery(str(number), person, query, "")
        await self.give(self.inline, self._update("inline_query", typed))

    def _update(self, kind: str, content: Any) -> Update:
        update = Update.de_json({"update_id": 1, kind: content.to_dict()}, self.bot)
        assert update is not None
        return update

    def texts(self, *methods: str) -> list[str]:
        """Return the texts of the calls so far, of all or of some methods."""
        return [c.text for c in self.request.calls if not methods or c.method in methods]

    @property
    def said(self) -> str:
        """The text of the one call so far; forgets it."""
        (call,) = self.request.calls
        self.request.calls.clear()
        return call.text


@asynccontextmanager
async def stage(
    folder: Path, *allowed: str, indexed: bool = True, **changed: Any
) -> AsyncIterator[Stage]:
    """Give a stage; what it started in the background has ended when the block has."""
    made = Stage(folder, allowed, indexed, **changed)
    async with made.application:
        await made.application.start()
        try:
            yield made
        finally:
            await made.application.stop()
            made.workers.close()
            made.app.database.close()


async def finished(stage: Stage) -> None:
    """Wait until what the handlers started in the background has ended."""
    await stage.application.stop()
    await stage.application.start()


LANGUAGES = [(THAI_READER, "th"), (ENGLISH_READER, "en")]
