"""Shows a long job in one message that is edited every few seconds, and its end."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from telegram import Bot, Message

from bot.errors import ErrorLog
from bot.maintenance import Done, Job, JobRunning
from bot.telegram.reasons import reason_text
from bot.telegram.replies import Replies
from bot.telegram.sending import NotSent
from bot.texts import TEXTS, text
from index.build import Progress
from index.errors import KhaobotError
from index.types import Language

EVERY = 3.0
SHOWN_REJECTIONS = 5


class LiveJob:
    """Runs one job with live progress."""

    def __init__(self, replies: Replies, errors: ErrorLog, every: float = EVERY) -> None:
        self._replies = replies
        self._errors = errors
        self._every = every

    async def run(
        self,
        bot: Bot,
        message: Message,
        language: Language,
        job: Job,
        start: Callable[[Progress], Awaitable[Done]],
    ) -> None:
        """Run the job that `start` starts, telling whoever sent `message` how it goes.

        The job runs whether its progress can be shown or not; why not is in the log.
        """
        name = text(f"job_{job}", language)
        board: Message | None = None
        with contextlib.suppress(NotSent):
            board = await self._replies.show(bot, message, f"{name}…")
        steps = _Steps()
        task = asyncio.ensure_future(start(steps))
        shown = ""
        while not (await asyncio.wait({task}, timeout=self._every))[0]:
            if board is not None and (line := steps.line(name, language)) != shown:
                shown = line
                with contextlib.suppress(NotSent):
                    if not await self._edit(bot, board, line):
                        board = None  # deleted: how it ended is told in a new message
        ending = self._ending(name, task, language)
        with contextlib.suppress(NotSent):
            if board is None or not await self._edit(bot, board, ending):
                await self._replies.show(bot, message, ending)

    def _ending(self, name: str, task: asyncio.Future[Done], language: Language) -> str:
        try:
            return report_text(name, task.result(), language)
        except JobRunning as running:
            return text("job_running", language, job=text(f"job_{running.job}", language))
        except KhaobotError as error:
            reason = reason_text(error, language)
        except Exception as error:
            reference = self._errors.note(error, name)
            reason = text("job_unexpected", language, reference=reference)
        return text("job_failed", language, job=name, reason=reason)

    async def _edit(self, bot: Bot, board: Message, line: str) -> bool:
        return await self._replies.sender.edit(bot, board.chat_id, board.id, line)


class _Steps:
    """The latest step of a job: written by its thread, read by the event loop."""

    def __init__(self) -> None:
        self._latest: tuple[str, int, int] | None = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        self._latest = (stage, done, total)

    def line(self, job: str, language: Language) -> str:
        if self._latest is None:
            return ""
        stage, done, total = self._latest
        key = f"stage_{stage}"
        return text(
            "progress",
            language,
            job=job,
            stage=text(key, language) if key in TEXTS else stage,
            done=f"{done:,}" if done else "",
            of=f"/{total:,}" if total else "",
        ).rstrip()


def report_text(name: str, done: Done, language: Language) -> str:
    """Return the summary of a finished job."""
    lines = [
        text("report_done", language, job=name, changes=changes_text(done, language)),
        text(
            "report_counts",
            language,
            articles=f"{done.manifest.articles:,}",
            passages=f"{done.manifest.passages:,}",
            seconds=f"{done.seconds:.1f}",
        ),
    ]
    for rejection in done.report.rejections[:SHOWN_REJECTIONS]:
        where = rejection.where.replace("\\", "/").rsplit("/", 1)[-1]
        lines.append(text("rejected", language, what=f"{where}: {rejection.reason}"))
    return "\n".join(lines)


def changes_text(done: Done, language: Language) -> str:
    """Return what became of the articles, in a few words."""
    report = done.report
    counts = {
        "report_added": len(report.added),
        "report_replaced": len(report.replaced),
        "report_rejected": len(report.rejections),
    }
    said = [text(key, language, count=f"{count:,}") for key, count in counts.items() if count]
    return ", ".join(said) or text("report_nothing", language)
