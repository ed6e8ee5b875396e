"""Lets one bot at a time use a state file, and tells a second one who is using it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bot.state.database import StateError
from index.lock import HeldError, held


class InstanceRunningError(StateError):
    """Another `khaobot run` uses the same state file."""


@contextmanager
def only_instance(state: Path) -> Iterator[None]:
    """Hold the lock beside the state file for as long as the block lasts.

    Raises:
        InstanceRunningError: another process holds it; the message says which and since when.
        StateError: the folder can't be written.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(held(state.with_name(f"{state.name}.lock")))
        except HeldError as error:
            raise InstanceRunningError(
                f"The bot is running already with {state} ({error}). Stop it first, "
                "or give the second bot a DATA_DIR and a TELEGRAM_TOKEN of its own."
            ) from error
        except OSError as error:
            raise StateError(
                f"{state.parent} can't be written ({error.strerror}). "
                "Mend its permissions or name another STATE_FILE."
            ) from error
        yield
