"""Remembers in which language the passages of a generation are written; each is read once."""

from __future__ import annotations

from collections.abc import Sequence

from index.language import language_of_text
from index.store import PassageStore
from index.types import Language

_NAMES: tuple[Language, ...] = ("th", "en")


class PassageLanguages:
    """Languages by row, worked out when they are first asked for; safe to use from several threads."""

    def __init__(self, store: PassageStore, rows: int) -> None:
        """`rows` is how many there are, also of passages that are gone."""
        self._store = store
        self._known = bytearray(rows)  # 0 is not known yet, else 1 + the place in _NAMES

    def of(self, rows: Sequence[int]) -> list[Language]:
        """Return the language of each of `rows`."""
        unread = [row for row in rows if not self._known[row]]
        texts = self._store.texts(unread) if unread else {}
        for row, text in texts.items():
            # By the text: an article in one language may quote another at length.
            self._known[row] = 1 + _NAMES.index(language_of_text(text))
        return [_NAMES[self._known[row] - 1] for row in rows]
