"""Says who may ask and who administers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """Open to all while both lists are empty; administrators may always ask."""

    admins: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    chats: frozenset[int] = frozenset()

    def may_ask(self, person: int, chat: int) -> bool:
        """Tell whether `person` may ask in `chat`; a list of chats lets in everybody in them."""
        if not self.users and not self.chats:
            return True
        return person in self.users or chat in self.chats or person in self.admins

    def is_admin(self, person: int) -> bool:
        return person in self.admins
