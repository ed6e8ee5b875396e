"""Registers every handler: the one place that shows what the bot reacts to, and in which order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.access import Access
from bot.asking import AnswersQuestions, Desk
from bot.collection import Collection
from bot.errors import ErrorLog
from bot.feedback import Feedback
from bot.journal import Journal
from bot.maintenance import Maintenance
from bot.state.answers import Answers
from bot.state.database import StateDatabase
from bot.state.erasure import Erasure
from bot.telegram.addressing import Captioned
from bot.telegram.drafts import Drafts
from bot.telegram.handlers.admin import (
    AddHandler,
    AdminsOnly,
    AtMostOnce,
    Handler,
    JobHandler,
    RollbackHandler,
)
from bot.telegram.handlers.ask import AskHandler
from bot.telegram.handlers.buttons import ButtonHandler
from bot.telegram.handlers.errors import ErrorHandler
from bot.telegram.handlers.forget import ForgetHandler
from bot.telegram.handlers.help import HelpHandler
from bot.telegram.handlers.inline import InlineHandler
from bot.telegram.handlers.language import LanguageChosen, LanguageHandler
from bot.telegram.handlers.notice import NoticeHandler
from bot.telegram.handlers.reachable import NoteMigration, NoteReachable
from bot.telegram.handlers.sources import SourcesHandler
from bot.telegram.handlers.start import PageHandler
from bot.telegram.handlers.status import StatsHandler, StatusHandler
from bot.telegram.inbox_queue import InboxQueue
from bot.telegram.jobs import ScheduledErasure, ScheduledSync
from bot.telegram.keyboards import LANGUAGE
from bot.telegram.menu import show_menus
from bot.telegram.progress import LiveJob
from bot.telegram.replies import Replies
from bot.telegram.updates import PerChat
from bot.workers import Workers
from bot.writing.guard import WriterState
from index.errors import KhaobotError

logger = logging.getLogger(__name__)

# Nothing else is fetched: no channel posts, no business or guest messages.
ALLOWED_UPDATES = [
    Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY,
]  # fmt: skip

CONNECTIONS = 64
FETCHING_CONNECTIONS = 4  # with a single one, an interrupted fetch blocks all following ones
POOL_TIMEOUT = 20.0
FIRST_SYNC = timedelta(seconds=30)
ERASING, FIRST_ERASING = timedelta(hours=6), timedelta(minutes=1)

Bot = Application[Any, Any, Any, Any, Any, Any]


class TokenRefused(KhaobotError):
    """Telegram doesn't know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram doesn't know TELEGRAM_TOKEN. "
            "Copy it again from @BotFather (/mybots, API Token) into .env."
        )


@dataclass(frozen=True, slots=True)
class Connection:
    """How Telegram is reached."""

    token: str = field(repr=False)
    api_url: str
    timeout: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that the handlers are given."""

    desk: Desk
    answerer: AnswersQuestions
    answers: Answers
    collection: Collection
    feedback: Feedback
    maintenance: Maintenance
    database: StateDatabase
    erasure: Erasure
    workers: Workers
    access: Access
    errors: ErrorLog
    replies: Replies
    queue: InboxQueue
    per_chat: PerChat
    journal: Journal
    model: Callable[[], WriterState] | None = None


def build_application(
    connection: Connection,
    parts: Parts,
    sync_minutes: int = 0,
    retention_days: int = 0,
    live_every: float = 3.0,
) -> Bot:
    """Return the application, ready to run."""
    application = (
        ApplicationBuilder()
        .token(connection.token)
        .base_url(f"{connection.api_url}/bot")
        .base_file_url(f"{connection.api_url}/file/bot")
        .defaults(Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .updater(None)  # a receiver of our own brings the updates
        .update_queue(parts.queue)
        .concurrent_updates(parts.per_chat)
        .connection_pool_size(CONNECTIONS)
        .pool_timeout(POOL_TIMEOUT)
        .read_timeout(connection.timeout)
        .write_timeout(connection.timeout)
        .connect_timeout(connection.timeout)
        .get_updates_connection_pool_size(FETCHING_CONNECTIONS)
        .get_updates_read_timeout(connection.timeout)
        .post_init(_greeting(parts))
        .post_shutdown(_farewell(parts))
        .build()
    )
    add_handlers(application, parts, LiveJob(parts.replies, parts.errors, live_every))
    if sync_minutes and application.job_queue is not None:
        sync = ScheduledSync(parts.maintenance, parts.errors)
        application.job_queue.run_repeating(sync, timedelta(minutes=sync_minutes), FIRST_SYNC)
    if application.job_queue is not None:
        erase = ScheduledErasure(parts.erasure, retention_days, parts.workers, parts.errors)
        application.job_queue.run_repeating(erase, ERASING, FIRST_ERASING)
    return application


def add_handlers(application: Bot, parts: Parts, live: LiveJob) -> None:
    """Add the handlers; the first that fits a message takes it."""
    replies, access = parts.replies, parts.access
    new = filters.UpdateType.MESSAGE
    commands: dict[str, Handler] = {
        "start": PageHandler("start", replies),
        "help": HelpHandler(access, replies),
        "privacy": PageHandler("privacy", replies),
        "sources": SourcesHandler(parts.collection, replies),
        "language": LanguageHandler(replies),
        "forget": ForgetHandler(parts.erasure, parts.queue, parts.workers, replies),
    }
    maintenance = parts.maintenance
    add = AddHandler(maintenance, live, replies)
    admin_commands: dict[str, Handler] = {
        "status": StatusHandler(
            parts.collection,
            maintenance,
            parts.desk.limits.gate,
            parts.errors,
            replies,
            parts.model,
        ),
        "sync": JobHandler("sync", maintenance.sync, live, replies),
        "reindex": JobHandler("reindex", maintenance.reindex, live, replies),
        "rollback": AtMostOnce(parts.queue, RollbackHandler(maintenance, replies)),
        "stats": StatsHandler(parts.database, parts.workers, replies),
        "add": add,
    }
    application.add_handler(TypeHandler(Update, NoteReachable(replies.people)), group=-1)
    migrated = filters.StatusUpdate.MIGRATE
    application.add_handler(MessageHandler(migrated, NoteMigration(replies.people)))
    # information
    for name, handler in commands.items():
        application.add_handler(CommandHandler(name, handler, new))
    # administration
    for name, handler in admin_commands.items():
        application.add_handler(CommandHandler(name, AdminsOnly(access, replies, handler), new))
    captioned = new & filters.Document.ALL & Captioned("add")
    application.add_handler(MessageHandler(captioned, AdminsOnly(access, replies, add)))
    # questions, new and edited
    drafts = Drafts(replies.sender)
    ask = AskHandler(
        parts.desk, parts.answers, parts.collection, access, replies, drafts, parts.journal, parts.queue
    )  # fmt: skip
    asks = filters.Regex(r"(?i)^/ask(@|\s|$)")
    questions = (new | filters.UpdateType.EDITED_MESSAGE) & filters.TEXT
    application.add_handler(MessageHandler(questions & (~filters.COMMAND | asks), ask))
    # whatever else is sent in private
    private = new & filters.ChatType.PRIVATE
    unknown = NoticeHandler("unknown_command", replies)
    application.add_handler(MessageHandler(private & filters.COMMAND, unknown))
    media = filters.ATTACHMENT & ~filters.VIA_BOT
    application.add_handler(MessageHandler(private & media, NoticeHandler("only_text", replies)))
    # buttons and inline mode
    chosen = LanguageChosen(replies)
    buttons = ButtonHandler(
        parts.answers, parts.feedback, parts.collection, replies, parts.journal.metrics
    )
    application.add_handler(CallbackQueryHandler(chosen, LANGUAGE))
    application.add_handler(CallbackQueryHandler(buttons))
    gate = parts.desk.limits.gate
    inline = InlineHandler(parts.answerer, parts.workers, gate, access, replies, parts.journal)
    application.add_handler(InlineQueryHandler(inline))
    # failures
    application.add_error_handler(ErrorHandler(parts.errors, replies))


def _greeting(parts: Parts) -> Callable[[Bot], Coroutine[Any, Any, None]]:
    async def greet(application: Bot) -> None:
        bot = application.bot
        sees = "everything" if bot.bot.can_read_all_group_messages else "commands and replies"
        logger.info("@%s answers now; in groups it sees %s.", bot.username, sees)
        await show_menus(application.bot, parts.access.admins, parts.replies.sender)

    return greet


def _farewell(parts: Parts) -> Callable[[Bot], Coroutine[Any, Any, None]]:
    async def close(application: Bot) -> None:
        await parts.desk.close()
        await asyncio.to_thread(parts.workers.close)
        parts.database.close()

    return close
