"""What administrators can do in chat: /sync, /reindex, /add, /rollback; everybody else is told so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Document, Message, Update
from telegram.ext import ContextTypes

from bot.access import Access
from bot.maintenance import Done, Job, JobRunning, Maintenance
from bot.telegram.addressing import person_of
from bot.telegram.progress import LiveJob
from bot.telegram.replies import Replies
from bot.telegram.updates import HandsOut
from bot.texts import text
from index.build import Progress
from index.errors import KhaobotError
from index.sources.formats import PARSERS

MAX_FILE = 20 * 1024 * 1024  # what Telegram lets a bot download

Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


class AdminsOnly:
    """Lets administrators through to `handler`."""

    def __init__(self, access: Access, replies: Replies, handler: Handler) -> None:
        self._access = access
        self._replies = replies
        self._handler = handler

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        if self._access.is_admin(person_of(message)):
            await self._handler(update, context)
        else:
            await self._replies.say(context.bot, message, "only_admins")


class AtMostOnce:
    """For what must not be repeated: a crash before the reply loses the reply, not the count."""

    def __init__(self, queue: HandsOut, handler: Handler) -> None:
        self._queue = queue
        self._handler = handler

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        self._queue.settle(update.update_id)
        await self._handler(update, context)


class JobHandler:
    """Starts a job and returns at once: questions of the same chat don't wait for it."""

    def __init__(
        self, job: Job, start: Callable[[Progress], Awaitable[Done]], live: LiveJob
    ) -> None:
        self._job = job
        self._start = start
        self._live = live

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is not None:
            run = self._live.run(context.bot, message, self._job, self._start)
            context.application.create_task(run, update)


class AddHandler:
    """/add with a link, or a file with the caption /add."""

    def __init__(self, maintenance: Maintenance, live: LiveJob, replies: Replies) -> None:
        self._maintenance = maintenance
        self._live = live
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        document = message.document or _document_replied_to(message)
        if document is not None:
            await self._add_file(context, message, document, update)
        elif url := _link_in(message):
            self._start(
                context, message, update, lambda steps: self._maintenance.add_page(url, steps)
            )
        else:
            await self._replies.say(context.bot, message, "add_what")

    async def _add_file(
        self,
        context: ContextTypes.DEFAULT_TYPE,
        message: Message,
        document: Document,
        update: Update,
    ) -> None:
        name = document.file_name or "article.txt"
        if not name.lower().removesuffix(".gz").endswith(tuple(PARSERS)):
            await self._replies.say(context.bot, message, "add_kind")
            return
        # What is announced of the size needn't be so, and a Bot API server of one's own has no limit.
        content = b""
        size = document.file_size or 0
        if size <= MAX_FILE:
            content = bytes(await (await document.get_file()).download_as_bytearray())
            size = len(content)
        if size > MAX_FILE:
            await self._replies.say(context.bot, message, "add_large", megabytes=MAX_FILE // 2**20)
            return
        self._start(
            context,
            message,
            update,
            lambda steps: self._maintenance.add_file(name, content, steps),
        )

    def _start(
        self,
        context: ContextTypes.DEFAULT_TYPE,
        message: Message,
        update: Update,
        start: Callable[[Progress], Awaitable[Done]],
    ) -> None:
        context.application.create_task(self._live.run(context.bot, message, "add", start), update)


class RollbackHandler:
    """/rollback: the generation before, at once."""

    def __init__(self, maintenance: Maintenance, replies: Replies) -> None:
        self._maintenance = maintenance
        self._replies = replies

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        language = self._replies.languages.of(message.from_user)
        try:
            said = text("rolled_back", language, generation=self._maintenance.rollback())
        except JobRunning as running:
            said = text("job_running", language, job=text(f"job_{running.job}", language))
        except KhaobotError as error:
            said = str(error)
        await self._replies.show(context.bot, message, said)


def _document_replied_to(message: Message) -> Document | None:
    return message.reply_to_message.document if message.reply_to_message is not None else None


def _link_in(message: Message) -> str | None:
    words = (message.text or "").split()[1:]
    return next((word for word in words if word.startswith(("http://", "https://"))), None)
