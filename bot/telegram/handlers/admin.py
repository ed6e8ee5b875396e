"""What administrators can do in chat: /sync, /reindex, /add, /rollback; everybody else is told so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Document, Message, Update
from telegram.ext import ContextTypes

from bot.access import Access
from bot.maintenance import Done, Job, JobRunning, Maintenance
from bot.telegram.addressing import person_of
from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.progress import LiveJob
from bot.telegram.reasons import ToldError, reason_text
from bot.telegram.replies import Replies
from bot.telegram.updates import HandsOut
from bot.texts import text
from index.build import Progress
from index.errors import KhaobotError
from index.sources.formats import PARSERS

MAX_FILE = 20 * 1024 * 1024  # what Telegram lets a bot download

Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


class AdminsOnly(Reaction):
    """Lets administrators through to `handler`."""

    def __init__(self, access: Access, replies: Replies, handler: Handler) -> None:
        super().__init__(replies)
        self._access = access
        self._handler = handler

    async def react(self, received: Received) -> None:
        if self._access.is_admin(person_of(received.message)):
            await self._handler(received.update, received.context)
        else:
            await self._replies.say(received.bot, received.message, "only_admins")


class AtMostOnce:
    """For what must not be repeated: a crash before the reply loses the reply, not the count."""

    def __init__(self, queue: HandsOut, handler: Handler) -> None:
        self._queue = queue
        self._handler = handler

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        self._queue.settle(update.update_id)
        await self._handler(update, context)


class JobHandler(Reaction):
    """Starts a job and returns at once: questions of the same chat don't wait for it."""

    def __init__(
        self,
        job: Job,
        start: Callable[[Progress], Awaitable[Done]],
        live: LiveJob,
        replies: Replies,
    ) -> None:
        super().__init__(replies)
        self._job = job
        self._start = start
        self._live = live

    async def react(self, received: Received) -> None:
        received.in_background(
            self._live.run(
                received.bot, received.message, received.language, self._job, self._start
            )
        )


class AddHandler(Reaction):
    """/add with a link, or a file with the caption /add."""

    def __init__(self, maintenance: Maintenance, live: LiveJob, replies: Replies) -> None:
        super().__init__(replies)
        self._maintenance = maintenance
        self._live = live

    async def react(self, received: Received) -> None:
        bot, message = received.bot, received.message
        document = message.document or _document_replied_to(message)
        if document is not None:
            await self._add_file(received, document)
        elif url := _link_in(message):
            self._start(received, lambda steps: self._maintenance.add_page(url, steps))
        else:
            await self._replies.say(bot, message, "add_what")

    async def _add_file(self, received: Received, document: Document) -> None:
        bot, message = received.bot, received.message
        name = document.file_name or "article.txt"
        if not name.lower().removesuffix(".gz").endswith(tuple(PARSERS)):
            await self._replies.say(bot, message, "add_kind")
            return
        if (document.file_size or 0) > MAX_FILE:
            await self._replies.say(bot, message, "add_large", megabytes=MAX_FILE // 2**20)
            return

        async def add(steps: Progress) -> Done:
            content = await self._downloaded(received, document)
            return await self._maintenance.add_file(name, content, steps)

        self._start(received, add)

    async def _downloaded(self, received: Received, document: Document) -> bytes:
        """Return what is in `document`.

        Raises:
            ToldError: Telegram doesn't give it, or it is larger than was announced.
        """
        content = b""

        async def download() -> None:
            nonlocal content
            file = await document.get_file()
            content = bytes(await file.download_as_bytearray())

        if not await self._replies.sender.repeatable(download, "downloading a file"):
            raise ToldError(text("add_not_fetched", received.language))
        if len(content) > MAX_FILE:
            raise ToldError(text("add_large", received.language, megabytes=MAX_FILE // 2**20))
        return content

    def _start(self, received: Received, start: Callable[[Progress], Awaitable[Done]]) -> None:
        received.in_background(
            self._live.run(received.bot, received.message, received.language, "add", start)
        )


class RollbackHandler(Reaction):
    """/rollback: the generation before, at once."""

    def __init__(self, maintenance: Maintenance, replies: Replies) -> None:
        super().__init__(replies)
        self._maintenance = maintenance

    async def react(self, received: Received) -> None:
        language = received.language
        try:
            said = text("rolled_back", language, generation=await self._maintenance.rollback())
        except JobRunning as running:
            said = text("job_running", language, job=text(f"job_{running.job}", language))
        except KhaobotError as error:
            said = text("rollback_failed", language, reason=reason_text(error, language))
        await self._replies.show(received.bot, received.message, said)


def _document_replied_to(message: Message) -> Document | None:
    return message.reply_to_message.document if message.reply_to_message is not None else None


def _link_in(message: Message) -> str | None:
    words = (message.text or "").split()[1:]
    return next((word for word in words if word.startswith(("http://", "https://"))), None)
