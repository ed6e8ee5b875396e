"""Shows the progress of a build on stderr: how far, how fast, how much longer."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from tqdm import tqdm

_STAGES = {
    "read": ("Reading", "articles"),
    "compare": ("Comparing", "articles"),
    "cut": ("Cutting", "articles"),
    "embed": ("Embedding", "passages"),
    "ask": ("Asking", "questions"),
    "write": ("Writing", "files"),
    "pack": ("Packing", "B"),
    "unpack": ("Unpacking", "B"),
}


class ProgressBar:
    """A bar for each stage in turn; use it in a `with` block and pass it to a `Builder`."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` steps of `stage` are finished; a `total` of 0 is not known."""
        if stage != self._stage:
            self._close()
            self._open(stage, total)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _open(self, stage: str, total: int) -> None:
        from tqdm import tqdm

        self._stage = stage
        title, unit = _STAGES.get(stage, (stage, "steps"))
        interactive = sys.stderr.isatty()
        self._bar = tqdm(
            total=total or None,
            desc=f"{title:<10}",
            unit=f" {unit}" if unit != "B" else unit,
            unit_scale=unit == "B",
            file=sys.stderr,
            # A log file wants a line now and then, a terminal a moving bar.
            mininterval=0.2 if interactive else 10,
            disable=stage == "write",
        )

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
