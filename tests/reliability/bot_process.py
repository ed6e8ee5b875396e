"""`khaobot run` with an embedder that needs no model, so that it starts quickly however often it is killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.cli import main
from tests.app import FakeApp
from tests.fakes import HashEmbedder

# Questions that do to the process what native code can do to it.
HANGS, DIES = "this question never ends", "this question ends everything"


class RememberingEmbedder(HashEmbedder):
    """Embeds each text once: what is tested here is not how fast trigrams are hashed."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, NDArray[np.float32]] = {}

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        for text in texts:
            if HANGS in text:
                time.sleep(600)
            if DIES in text:
                os.abort()
            if text not in self._known:
                self._known[text] = super()._embed([text])[0]
        return np.stack([self._known[text] for text in texts])


class QuickApp(FakeApp):
    """The application with that embedder."""

    @cached_property
    def embedder(self) -> RememberingEmbedder:  # type: ignore[override]
        return RememberingEmbedder()


if __name__ == "__main__":
    sys.exit(main(["run", *sys.argv[1:]], QuickApp))
