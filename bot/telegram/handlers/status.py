"""`/status` and `/stats`: how the bot is doing, and what people ask."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from datetime import timedelta

from telegram.ext import ContextTypes

from bot.charts import draw
from bot.collection import Collection
from bot.errors import ErrorLog
from bot.limits import Gate
from bot.maintenance import Maintenance
from bot.rendering.calendars import written_date
from bot.state.database import StateDatabase
from bot.state.statistics import Statistics, statistics_of
from bot.telegram.handlers.reaction import Reaction, Received
from bot.telegram.inbox_queue import InboxQueue
from bot.telegram.pieces import head
from bot.telegram.progress import changes_text
from bot.telegram.reasons import reason_text
from bot.telegram.replies import Replies
from bot.texts import text
from bot.workers import Workers
from bot.writing.guard import WriterState
from index.errors import KhaobotError
from index.types import Language

DAYS = 30
ERRORS = 5
CAPTION = 1024


class StatusHandler(Reaction):
    """Tells generation, counts, uptime, load, the job at work, the last sync, the language model and the last errors."""

    def __init__(
        self,
        collection: Collection,
        maintenance: Maintenance,
        gate: Gate,
        errors: ErrorLog,
        replies: Replies,
        model: Callable[[], WriterState] | None = None,
    ) -> None:
        super().__init__(replies)
        self._collection = collection
        self._maintenance = maintenance
        self._gate = gate
        self._errors = errors
        self._model = model
        self._started = time.monotonic()

    async def react(self, received: Received) -> None:
        language = received.language
        uptime = timedelta(seconds=int(time.monotonic() - self._started))
        lines = [
            await self._index(language),
            text(
                "status_running",
                language,
                uptime=uptime,
                running=self._gate.inside,
                waiting=_waiting(received.context),
                limit=self._gate.limit,
            ),
        ]
        if job := self._maintenance.running:
            lines.append(text("status_job", language, job=text(f"job_{job}", language)))
        if last := self._maintenance.last_sync:
            lines.append(text("status_sync", language, report=changes_text(last, language)))
        if self._model is not None:
            lines.append(model_text(await asyncio.to_thread(self._model), language))
        noted = self._errors.latest(ERRORS)
        lines.append(text("status_errors" if noted else "status_no_errors", language))
        lines += [f"{e.at:%d %b %H:%M} [{e.reference}] {e.summary}" for e in noted]
        await self._replies.show(received.bot, received.message, "\n".join(lines))

    async def _index(self, language: Language) -> str:
        try:
            overview = await self._collection.overview()
            built = self._maintenance.built_at(overview.generation)
        except KhaobotError as error:
            return reason_text(error, language)
        return text(
            "status_index",
            language,
            generation=overview.generation,
            articles=f"{overview.articles:,}",
            passages=f"{overview.passages:,}",
            newest=written_date(overview.newest, language),
            built=built,
        )


def model_text(state: WriterState, language: Language) -> str:
    """Return how the language model is, in a line."""
    if state.used_up:
        said = text("status_model_used_up", language, model=state.name)
    elif state.rests:
        seconds = math.ceil(state.rests)
        said = text("status_model_rests", language, model=state.name, seconds=seconds)
    else:
        said = text("status_model", language, model=state.name)
    if not state.daily_tokens:
        return said
    used, limit = f"{state.tokens_today:,}", f"{state.daily_tokens:,}"
    return f"{said} · {text('status_tokens', language, used=used, limit=limit)}"


def _waiting(context: ContextTypes.DEFAULT_TYPE) -> int:
    queue = context.application.update_queue
    return queue.waiting if isinstance(queue, InboxQueue) else 0


class StatsHandler(Reaction):
    """A picture of questions a day, with what people ask about in its caption."""

    def __init__(self, database: StateDatabase, workers: Workers, replies: Replies) -> None:
        super().__init__(replies)
        self._database = database
        self._workers = workers

    async def react(self, received: Received) -> None:
        bot, message = received.bot, received.message
        found = await self._workers.run(statistics_of, self._database, DAYS)
        if not found.questions:
            await self._replies.say(bot, message, "stats_none", days=DAYS)
            return
        caption = head(stats_text(found, received.language), CAPTION)
        picture = await self._workers.run(draw, found.days, [count for _, count in found.words])
        await self._replies.show(bot, message, caption, picture=picture)


def stats_text(found: Statistics, language: Language) -> str:
    """Return the caption."""
    lines = [
        text(
            "stats_title",
            language,
            days=len(found.days),
            questions=f"{found.questions:,}",
            people=f"{found.people:,}",
        ),
        text(
            "stats_legend",
            language,
            answered=f"{found.answered:,}",
            not_found=f"{found.not_found:,}",
            up=found.up,
            down=found.down,
        ),
    ]
    if found.words:
        # Numbered like the bars of the picture.
        said = " · ".join(f"{n} {word} ({count})" for n, (word, count) in enumerate(found.words, 1))
        lines += ["", text("stats_words", language, words=said)]
    if found.articles:
        lines += ["", text("stats_articles", language)]
        lines += [f"• {head(title, 80)} ({count})" for title, count in found.articles]
    return "\n".join(lines)
