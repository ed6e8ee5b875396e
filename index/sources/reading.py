"""Reads every kind of SOURCE that a command takes: files, folders, feeds and pages by address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.sources.files import read_path
from index.sources.repeats import without_repeats
from index.sources.types import Found, Read
from index.sources.urls import is_url
from index.sources.web import Getter, WebReader


def read_sources(sources: Iterable[str], getter: Getter) -> Iterator[Found]:
    """Yield the articles of all `sources`, in their order.

    Raises:
        SourceError: a path doesn't exist or is of a kind that can't be read.
    """
    return without_repeats(_read(sources, WebReader(getter)))


def _read(sources: Iterable[str], web: WebReader) -> Iterator[Read]:
    for source in sources:
        yield from web.read(source) if is_url(source) else read_path(Path(source))
