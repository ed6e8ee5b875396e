"""Inline mode: `@bot question` in any chat offers quotes, debounced and cached."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.ext import ContextTypes

from bot.access import Access
from bot.answering.types import Answer
from bot.asking import AnswersQuestions
from bot.journal import Journal
from bot.limits import Gate, QueueFull, RateLimit
from bot.rendering.calendars import written_date
from bot.telegram.html import one_line, quote_html
from bot.telegram.pieces import head
from bot.telegram.replies import Replies
from bot.texts import text
from bot.workers import Workers
from index.errors import KhaobotError

PAUSE = 0.5
SHORTEST = 4
LONGEST = 256
CACHE_SECONDS = 60
REMEMBERED = 256
QUERIES_PER_MINUTE = 60
TITLE, DESCRIPTION = 120, 120


class InlineHandler:
    """Telegram sends a query at every pause in typing: only the last of each person is answered."""

    def __init__(
        self,
        answerer: AnswersQuestions,
        workers: Workers,
        gate: Gate,
        access: Access,
        replies: Replies,
        journal: Journal,
        pause: float = PAUSE,
    ) -> None:
        self._answerer = answerer
        self._workers = workers
        self._gate = gate
        self._access = access
        self._replies = replies
        self._journal = journal
        self._pause = pause
        self._latest: dict[int, str] = {}
        self._rate = RateLimit(QUERIES_PER_MINUTE)
        self._answers: OrderedDict[str, tuple[float, Answer]] = OrderedDict()

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.inline_query
        if query is None:
            return
        person = query.from_user.id
        self._latest[person] = query.id
        question = query.query.strip()
        await asyncio.sleep(self._pause)
        if self._latest.get(person) != query.id:
            return  # typed on meanwhile
        del self._latest[person]
        if len(question) < SHORTEST or not self._access.may_ask(person, person):
            await self._give(query, [], "inline_hint")
            return
        try:
            answer = await self._answer(person, question)
        except (KhaobotError, QueueFull):
            answer = None
        results = _results(answer) if answer is not None else []
        await self._give(query, results, "inline_none" if answer is not None else "inline_hint")

    async def _answer(self, person: int, question: str) -> Answer | None:
        made, known = self._answers.get(question, (-math.inf, None))
        if known is not None and time.monotonic() - made < CACHE_SECONDS:
            return known
        if self._rate.take(person) is not None:
            return None
        with self._gate.entered():
            answer = await self._workers.run(self._answerer.answer, question)
        self._journal.answered("inline", question, answer, {})
        self._answers[question] = (time.monotonic(), answer)
        while len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        return answer

    async def _give(
        self, query: InlineQuery, results: list[InlineQueryResultArticle], otherwise: str
    ) -> None:
        button = None
        if not results:
            language = self._replies.languages.of(query.from_user, query.query)
            button = InlineQueryResultsButton(text(otherwise, language), start_parameter="inline")
        await self._replies.sender.repeatable(
            # Personal: who may ask differs between people, and so does the language.
            lambda: query.answer(
                results, cache_time=CACHE_SECONDS, is_personal=True, button=button
            ),
            "answering an inline query",
        )


def _results(answer: Answer) -> list[InlineQueryResultArticle]:
    sources = {source.n: source for source in answer.sources}
    results = []
    for number, quote in enumerate(answer.quotes):
        source = sources[quote.source]
        about = f"{source.title} · {written_date(source.published, answer.language)}"
        results.append(
            InlineQueryResultArticle(
                str(number),
                head(one_line(quote.text), TITLE),
                InputTextMessageContent(
                    quote_html(quote, source, answer.language).html, parse_mode=ParseMode.HTML
                ),
                description=head(about, DESCRIPTION),
            )
        )
    return results
