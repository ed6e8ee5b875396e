"""Stands between Telegram and the handlers: what comes is written to the inbox, then handed out fairly."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Sequence
from datetime import UTC, datetime

from telegram import Bot, Update

from bot.state.inbox import Inbox, Incoming, Waiting
from bot.telegram.addressing import person_of
from bot.telegram.updates import line_of

logger = logging.getLogger(__name__)

IN_HAND = 1024
OLD = 60.0
SUSPECT, SUSPECTS = 3, "suspects"

Line = int | str


class InboxQueue(asyncio.Queue[object]):
    """The queue that the application works from.

    Of each chat one update is in hand at a time, the others wait on the disk: that keeps a chat's
    order, and whoever sends thousands delays nobody else. While there is a backlog (after a crash,
    or what Telegram kept while the bot was away), `careful` updates are in hand at most, so that
    people who have waited are not told that the bot is busy.

    What several processes began and didn't end may be what ended them. It is begun again when what
    Telegram has is fetched and nothing else is in hand, one at a time: it shall take nobody along.
    """

    def __init__(self, inbox: Inbox, careful: int = 100, most: int = IN_HAND) -> None:
        super().__init__()
        self._inbox = inbox
        self._careful = max(1, careful)
        self._most = most
        self._bot: Bot | None = None
        self._lines: dict[Line, deque[int]] = {}
        self._ready: deque[Line] = deque()
        self._in_hand: dict[int, Line] = {}
        self._backlog: set[int] = set()
        self._since: dict[int, float] = {}
        self._fetched = False
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many updates wait for their turn."""
        return sum(map(len, self._lines.values())) - len(self._in_hand)

    @property
    def in_hand(self) -> int:
        """How many updates are being worked on."""
        return len(self._in_hand)

    def seconds_since(self, update: int) -> float:
        """Return how long ago an update in hand came, by this process's clock."""
        return time.monotonic() - self._since.get(update, time.monotonic())

    def open(self, bot: Bot) -> None:
        """Begin to hand out, with what an earlier process left."""
        self._bot = bot
        self._inbox.prune()
        left = self._inbox.waiting()
        for update in left:
            self._line_up(update)
            self._backlog.add(update.id)
        if left:
            logger.info("%d updates were left in the inbox; they are answered now.", len(left))
        self._hand_out()

    def close(self) -> None:
        """Hand out nothing any more: what comes or waits stays in the inbox."""
        self._closed = True

    async def put(self, item: object) -> None:
        """Take one update; anything else is the library's signal to stop."""
        if isinstance(item, Update):
            await self.take([item])
        else:
            await super().put(item)

    async def take(self, updates: Sequence[Update]) -> None:
        """Write `updates` to the disk and line up those that were not seen before."""
        self._fetched = True
        incoming = [_incoming(update) for update in updates]
        fresh = await asyncio.to_thread(self._inbox.take, incoming) if incoming else set()
        for update in updates:
            if update.update_id not in fresh:
                logger.info("Update %d came again and is passed over.", update.update_id)
                continue
            fresh.discard(update.update_id)
            self._line_up(Waiting(update.update_id, line_of(update), 0))
            if _is_old(update):
                self._backlog.add(update.update_id)
        self._hand_out()

    def settle(self, update: int) -> None:
        """Note for good that `update` is done: from now on a crash doesn't bring it back."""
        self._inbox.settle(update)

    def forget(self, person: int) -> int:
        """Erase what `person` sent and waits, in every chat; return how much that was."""
        return self._inbox.forget(person)

    def release(self, update: int) -> None:
        """Let the next of the same chat have its turn."""
        line = self._in_hand.pop(update, None)
        self._backlog.discard(update)
        self._since.pop(update, None)
        if line is not None:
            self._step(line)
        self._hand_out()

    def _line_up(self, update: Waiting) -> None:
        line: Line = f"alone {update.id}" if update.line is None else update.line
        if update.attempts >= SUSPECT:
            line = SUSPECTS
        self._since[update.id] = time.monotonic()
        if line in self._lines:
            self._lines[line].append(update.id)
        else:
            self._lines[line] = deque([update.id])
            self._ready_again(line)

    def _hand_out(self) -> None:
        while (line := self._next()) is not None:
            number = self._lines[line][0]
            update = self._read(number)  # may fail: then everything stays as it is
            if line != SUSPECTS:
                self._ready.popleft()
            if update is None:
                self._backlog.discard(number)
                self._since.pop(number, None)
                self._step(line)
                continue
            self._in_hand[number] = line
            self.put_nowait(update)

    def _next(self) -> Line | None:
        """Return the line whose first update may be handed out now."""
        if self._bot is None or self._closed:
            return None
        if self._ready:
            most = self._careful if self._backlog else self._most
            return self._ready[0] if len(self._in_hand) < most else None
        idle = self._fetched and not self._in_hand
        return SUSPECTS if idle and SUSPECTS in self._lines else None

    def _read(self, number: int) -> Update | None:
        """Return the update from the inbox, None if it was forgotten or can't be read any more."""
        payload = self._inbox.read(number)
        if payload is None:
            return None
        try:
            return Update.de_json(json.loads(payload), self._bot)
        except Exception:
            logger.exception("Update %d in the inbox can't be read and is given up.", number)
            self._inbox.settle(number)
            return None

    def _step(self, line: Line) -> None:
        """Take the first out of `line`; the next one joins the end of those that are ready."""
        waiting = self._lines[line]
        waiting.popleft()
        if waiting:
            self._ready_again(line)
        else:
            del self._lines[line]

    def _ready_again(self, line: Line) -> None:
        if line != SUSPECTS:
            self._ready.append(line)


def _incoming(update: Update) -> Incoming:
    message, user = update.message or update.edited_message, update.effective_user
    person = person_of(message) if message is not None else user.id if user is not None else None
    return Incoming(update.update_id, person, line_of(update), update.to_json())


def _is_old(update: Update) -> bool:
    """Tell whether Telegram kept the message for a while before it could be fetched."""
    message = update.message
    if message is None:
        return False
    return (datetime.now(UTC) - message.date).total_seconds() > OLD
