"""Finds the language that a person reads: the one chosen, else Telegram's, else that of the question."""

from __future__ import annotations

from telegram import User

from bot.state.people import People
from index.language import language_of
from index.types import Language


class Languages:
    """Knows everybody's language for menus and notices; answers speak the question's."""

    def __init__(self, people: People) -> None:
        self._people = people

    def of(self, user: User | None, said: str = "") -> Language:
        """Return the language for `user`, who has just said `said`."""
        if user is not None:
            if chosen := self._people.language(user.id):
                return chosen
            if user.language_code:
                return "th" if user.language_code.lower().startswith("th") else "en"
        return language_of(said)
