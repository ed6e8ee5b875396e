"""Builds the first index from the example articles, so that the first question gets an answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.progress import ProgressBar
from index.errors import IndexNotFoundError
from index.sources.files import read_files

if TYPE_CHECKING:
    from bot.app import App

EXAMPLES = Path("examples", "articles")


def build_examples_if_empty(app: App) -> None:
    """Build an index of `examples/articles` if there is none yet, and say so on stderr.

    Raises:
        IndexNotFoundError: there is neither an index nor the examples.
    """
    try:
        app.generations.current()
    except IndexNotFoundError:
        folder = _examples()
        if folder is None:
            raise
        print(f"No index yet: building one from {EXAMPLES.as_posix()}.", file=sys.stderr)
        with ProgressBar() as progress:
            app.builder(progress).build(read_files([folder]))


def _examples() -> Path | None:
    """Return the examples of the working directory, else those beside the installed sources."""
    beside_sources = Path(__file__).resolve().parents[2] / EXAMPLES
    return next((folder for folder in (EXAMPLES, beside_sources) if folder.is_dir()), None)
