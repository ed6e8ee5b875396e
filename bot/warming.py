"""Loads what an answer needs before the first question: the models beside the index and the dictionary."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from bot.answering.reserve import Loadable
from bot.memory import give_back
from index.current_generation import CurrentGeneration
from index.embedding.embedder import Embedder
from index.errors import IndexMismatchError, KhaobotError


def warm_up(embedder: Embedder, reader: Loadable | None, current: CurrentGeneration) -> None:
    """Load all of them; what can't be loaded is left to be told of by whoever needs it.

    Nothing is loaded for an index that another model made: a model from a hub may take long to fail.
    """
    try:
        current.check()
    except IndexMismatchError:
        return
    except KhaobotError:
        pass  # there is no index yet

    def models() -> None:
        _ = embedder.dimension
        if reader is not None:
            reader.load()

    def collection() -> None:
        with current.reading() as generation:
            generation.lexical.query("ข่าว")

    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(models)
        with suppress(KhaobotError):
            collection()
        with suppress(KhaobotError):
            loading.result()
    give_back()
