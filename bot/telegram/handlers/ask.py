"""Answers questions: in private, by /ask, by a mention, by a reply, and again when they are edited."""

from __future__ import annotations

import time
from collections.abc import Sequence

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.access import Access
from bot.answering.followup import is_elliptic
from bot.asking import Busy, Desk, Given, Refused, TooFast, TooLong
from bot.collection import Collection
from bot.journal import Journal, Kind
from bot.limits import RateLimit
from bot.state.answers import Answers, StoredAnswer
from bot.telegram.addressing import Addressed, addressed, asked_by, person_of
from bot.telegram.drafts import Draft, Drafts
from bot.telegram.html import answer_html
from bot.telegram.inbox_queue import InboxQueue
from bot.telegram.keyboards import answer_keyboard
from bot.telegram.pieces import Formatted
from bot.telegram.replies import Replies, place_of
from bot.telegram.sending import Place
from bot.telegram.typing import Typing
from index.errors import IndexNotFoundError

TYPING = 16  # in so many chats at once it is shown that an answer is coming


class AskHandler:
    """Every message that may be a question comes here; what isn't meant for the bot is passed over."""

    def __init__(
        self,
        desk: Desk,
        answers: Answers,
        collection: Collection,
        access: Access,
        replies: Replies,
        drafts: Drafts,
        journal: Journal,
        queue: InboxQueue,
    ) -> None:
        self._desk = desk
        self._answers = answers
        self._collection = collection
        self._access = access
        self._replies = replies
        self._drafts = drafts
        self._journal = journal
        self._queue = queue
        self._strangers = RateLimit(1)

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None:
            return
        call = addressed(message, context.bot.bot)
        if call is None:
            return
        if not self._access.may_ask(person_of(message), message.chat_id):
            await self._turn_away(context.bot, message)
            return
        before = None
        if update.edited_message is not None:
            before = self._answers.to_question(message.chat_id, message.id)
            if before is not None and before.question == call.question:
                return  # Telegram also reports edits that people don't see, such as link previews
        if not call.question:
            await self._replies.say(context.bot, message, "ask_what")
            return
        kind: Kind = "group"
        if update.edited_message is not None:
            kind = "edited"
        elif message.chat.type == ChatType.PRIVATE:
            kind = "private"
        waited = self._queue.seconds_since(update.update_id)
        await self._answer(context, message, call, before, _Watch(kind, waited))

    async def _answer(
        self,
        context: ContextTypes.DEFAULT_TYPE,
        message: Message,
        call: Addressed,
        before: StoredAnswer | None,
        watch: _Watch,
    ) -> None:
        bot = context.bot
        asked = asked_by(message, call.question)
        place = place_of(message)
        given: Given | None = None
        self._answers.drop_unsent(asked.chat, asked.message)
        try:
            calm = self._desk.limits.gate.inside < TYPING
            async with (
                Typing(context.application, place, calm),
                self._drafts.open(context.application, place, message.id) as draft,
            ):
                # An answer that is edited stays what it was until the new one is whole.
                show = draft.show if before is None else None
                given = await self._desk.ask(asked, self._follows(message, call), show)
                overview = await self._collection.overview()
            shown = answer_html(given.answer, overview)
            watch.answered()
            earlier = _earlier(message, before, draft)
            await self._hand_over(bot, message, place, before, earlier, given, shown)
        except Refused as refusal:
            self._journal.refused(watch.kind, call.question, type(refusal).__name__)
            await self._refuse(bot, message, refusal)
        except IndexNotFoundError as error:
            self._journal.failed(watch.kind, call.question, error, made=False)
            await self._replies.say(bot, message, "no_index")
        except Exception as error:
            self._journal.failed(watch.kind, call.question, error, made=given is not None)
            raise
        else:
            self._journal.answered(watch.kind, call.question, given.answer, watch.stages())

    async def _hand_over(
        self,
        bot: Bot,
        message: Message,
        place: Place,
        before: StoredAnswer | None,
        earlier: tuple[int, int] | None,
        given: Given,
        shown: Formatted,
    ) -> None:
        keyboard = answer_keyboard(given.id, given.answer)
        sender = self._replies.sender
        if earlier is not None and await sender.edit(bot, *earlier, shown, keyboard):
            self._answers.sent(given.id, *earlier)
            return
        sent = await sender.send(bot, _beside(place, message, before), shown, keyboard)
        self._answers.sent(given.id, sent.chat_id, sent.id)

    def _follows(self, message: Message, call: Addressed) -> Sequence[str]:
        """Return what the question openly refers to: the answer, or the message, that it replies to."""
        if call.reply_to_bot is not None:
            to = self._answers.in_message(message.chat_id, call.reply_to_bot)
            return (to.searched,) if to is not None else ()
        if call.quoted and is_elliptic(call.question):
            return (call.quoted,)
        return ()

    async def _refuse(self, bot: Bot, message: Message, refusal: Refused) -> None:
        if not refusal.first:
            return
        if isinstance(refusal, TooLong):
            await self._replies.say(
                bot, message, "too_long", length=refusal.length, longest=refusal.longest
            )
        elif isinstance(refusal, TooFast):
            key = "too_many_here" if refusal.whole_chat else "too_many"
            await self._replies.say(bot, message, key, seconds=refusal.seconds)
        elif isinstance(refusal, Busy):
            await self._replies.say(bot, message, "busy")

    async def _turn_away(self, bot: Bot, message: Message) -> None:
        if self._strangers.take(message.chat_id) is None:
            await self._replies.say(
                bot, message, "not_allowed", person=person_of(message), chat=message.chat_id
            )


class _Watch:
    """Times one question: how long it waited, was worked on, and took to be sent."""

    def __init__(self, kind: Kind, waited: float) -> None:
        self.kind: Kind = kind
        self._waited = waited
        self._begun = self._answered = time.perf_counter()

    def answered(self) -> None:
        self._answered = time.perf_counter()

    def stages(self) -> dict[str, float]:
        """Return milliseconds; `answer` includes the wait for a thread, `total` everything."""
        now = time.perf_counter()
        seconds = {
            "wait": self._waited,
            "answer": self._answered - self._begun,
            "send": now - self._answered,
            "total": self._waited + now - self._begun,
        }
        return {stage: spent * 1000 for stage, spent in seconds.items()}


def _earlier(message: Message, before: StoredAnswer | None, draft: Draft) -> tuple[int, int] | None:
    """Return the chat and number of the message that becomes the answer, None if it is a new one."""
    if draft.message is not None:
        return draft.message.chat_id, draft.message.id
    if before is not None and before.answer_message is not None:
        return message.chat_id, before.answer_message
    return None


def _beside(place: Place, message: Message, before: StoredAnswer | None) -> Place:
    """Return `place`, as a reply if the answer would otherwise stand far from its edited question."""
    return Place(place.chat, place.thread, message.id) if before is not None else place
