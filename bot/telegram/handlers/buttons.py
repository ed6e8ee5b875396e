"""The buttons under an answer: 👍 👎, more passages, and the quote where it stands in its article."""

from __future__ import annotations

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot.collection import Collection
from bot.feedback import Feedback
from bot.limits import RateLimit
from bot.metrics import Metrics
from bot.rendering.sources import stored_source
from bot.state.answers import Answers, StoredAnswer
from bot.telegram.addressing import thread_of
from bot.telegram.html import context_html, passages_html
from bot.telegram.keyboards import DOWN, UP, Pressed, more_keyboard, pressed
from bot.telegram.replies import Replies
from bot.telegram.sending import Place
from bot.texts import text
from index.types import Article, Language, Span

PAGE = 4
PAGES = 5
PRESSES_PER_MINUTE = 20
QUOTED = 3  # the first passages are those that the answer was read from


class ButtonHandler:
    """Finds the answer that a button belongs to and does what the button says."""

    def __init__(
        self,
        answers: Answers,
        feedback: Feedback,
        collection: Collection,
        replies: Replies,
        metrics: Metrics,
    ) -> None:
        self._answers = answers
        self._feedback = feedback
        self._collection = collection
        self._replies = replies
        self._metrics = metrics
        self._rate = RateLimit(PRESSES_PER_MINUTE)

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None:
            return
        button = pressed(query.data or "")
        answer = self._answers.get(button.answer) if button is not None else None
        message = query.message if isinstance(query.message, Message) else None
        # A modified app can send any number: an answer is only shown again where it was given.
        if button is None or answer is None or message is None or answer.chat != message.chat_id:
            await self._tell(query, "gone", self._replies.languages.of(query.from_user))
        elif wait := self._rate.take(query.from_user.id):
            await self._tell(query, "too_many", answer.language, seconds=wait.seconds)
        elif button.action == "vote":
            await self._vote(query, button, answer)
        elif button.action == "more":
            await self._more(context, query, message, button, answer)
        else:
            await self._article(context, query, message, button, answer)

    async def _vote(self, query: CallbackQuery, button: Pressed, answer: StoredAnswer) -> None:
        if button.value not in (UP, DOWN):
            return
        self._feedback.vote(answer.id, query.from_user.id, button.value)
        self._metrics.vote(button.value)
        said = "thanks" if button.value == UP else "thanks_down"
        await self._tell(query, said, answer.language)

    async def _more(
        self,
        context: ContextTypes.DEFAULT_TYPE,
        query: CallbackQuery,
        message: Message,
        button: Pressed,
        answer: StoredAnswer,
    ) -> None:
        page = min(max(button.value, 0), PAGES)
        skipped = (QUOTED if answer.status == "answered" else 0) + page * PAGE
        hits = await self._collection.passages(answer.searched, skipped + PAGE)
        shown = hits[skipped:]
        if not shown or page == PAGES:
            await self._tell(query, "no_more", answer.language)
            return
        await self._tell(query, None, answer.language)
        place = Place(message.chat_id, thread_of(message), message.id)
        following = more_keyboard(answer.id, page + 1, answer.language)
        await self._replies.sender.send(
            context.bot, place, passages_html(shown, page * PAGE + 1, answer.language), following
        )

    async def _article(
        self,
        context: ContextTypes.DEFAULT_TYPE,
        query: CallbackQuery,
        message: Message,
        button: Pressed,
        answer: StoredAnswer,
    ) -> None:
        record = answer.record
        quote = next((q for q in record["quotes"] if q["source"] == button.value), None)
        source = next((s for s in record["sources"] if s["n"] == button.value), None)
        article = await self._collection.article(quote["article_id"]) if quote else None
        span = _where(article, quote["text"], quote["start"]) if article and quote else None
        if article is None or span is None or source is None:
            await self._tell(query, "article_gone", answer.language)
            return
        await self._tell(query, None, answer.language)
        shown = context_html(article, span, stored_source(source), answer.language)
        place = Place(message.chat_id, thread_of(message), message.id)
        await self._replies.sender.send(context.bot, place, shown)

    async def _tell(
        self, query: CallbackQuery, key: str | None, language: Language, **values: object
    ) -> None:
        """Answer the button, so that its clock stops turning; `key` is shown for a moment."""
        said = text(key, language, **values) if key else None
        await self._replies.sender.repeatable(lambda: query.answer(said), "answering a button")


def _where(article: Article, quote: str, start: int) -> Span | None:
    """Return where `quote` stands in `article`, which may have changed since."""
    if article.text[start : start + len(quote)] != quote:
        start = article.text.find(quote)
    return Span(start, start + len(quote)) if start >= 0 else None
