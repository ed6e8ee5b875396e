"""What is asked of a language model, and the ways in which it can fail to deliver.

WriterError                no text came; the answer is made without the model
├── WriterUnreachable      no connection, or nothing in time
├── WriterBusy             the server asks to wait
├── WriterRefused          the key, the model's name or the request isn't taken
├── WriterBroken           an error of the server, or something that makes no sense
└── WriterResting          it isn't asked: it failed lately, or today's tokens are used up
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from index.errors import KhaobotError


class WriterError(KhaobotError):
    """The language model gave no text; the message is for the log and never holds what was asked.

    `tokens` were read and written all the same.
    """

    def __init__(self, message: str, tokens: int = 0) -> None:
        super().__init__(message)
        self.tokens = tokens


class WriterUnreachable(WriterError):
    """There is no connection, or nothing came in time."""


class WriterBusy(WriterError):
    """The server has too much to do; `seconds` is how long it asks to wait, 0 if it doesn't say."""

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class WriterRefused(WriterError):
    """The server doesn't take the key, doesn't know the model, or can't do what is asked."""


class WriterBroken(WriterError):
    """The server failed, or answered with something that isn't an answer."""


class WriterResting(WriterError):
    """The model isn't asked at all just now."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote, and the tokens that it read and wrote for it.

    `cut` tells that it was stopped at a limit: the last sentence is not whole.
    """

    text: str
    tokens: int
    cut: bool = False


Heard = Callable[[str], None]


def unheard(text: str) -> None:
    """Nobody listens while it is written."""


class AnswerWriter(Protocol):
    """A language model. `name` says which, for the cache and for whoever reads the record."""

    @property
    def name(self) -> str: ...

    async def write(self, prompt: str, max_tokens: int, heard: Heard = unheard) -> Written:
        """Return what the model writes for `prompt`; `heard` is called with all of it so far.

        Raises:
            WriterError: the text didn't come, or not to its end.
        """
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...
