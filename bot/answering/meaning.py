"""Compares sentences by meaning: vectors kept while they are needed, and thresholds fitted on pairs."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.answering.evidence import Stretch
from index.embedding.embedder import Embedder
from index.types import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "grounding.json"
MOST_KEPT = 4096  # vectors; the passages of one answer have some fifty sentences


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The similarity that a sentence of each language needs to the passage that supports it."""

    by_language: Mapping[Language, float]

    @classmethod
    def of(cls, embedder: Embedder) -> Thresholds:
        """Return those fitted for `embedder`; a model nobody fitted them for decides nothing by meaning."""
        fitted = json.loads(files("bot.answering").joinpath(FILE_NAME).read_text(encoding="utf-8"))
        return cls(fitted.get(embedder.name, {}))

    def __getitem__(self, language: Language) -> float:
        return self.by_language.get(language, -1.0)


class Meanings:
    """Vectors of length 1 by text; the last ones used are kept, so a passage is embedded once an answer."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (texts, dimension) vectors; those that are not kept are embedded in one batch."""
        import numpy as np

        with self._lock:
            known = {text: self._kept[text] for text in texts if text in self._kept}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new:
            vectors = self._embedder.embed_passages(new)
            vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
            known |= zip(new, vectors, strict=True)
        with self._lock:
            for text in dict.fromkeys(texts):
                self._kept[text] = known[text]
                self._kept.move_to_end(text)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        if not texts:
            return np.zeros((0, self._embedder.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def similarities(self, sentence: str, stretch: Stretch) -> list[float]:
        """Return how similar `sentence` is to each clause of `stretch`, and last to the whole of it."""
        import numpy as np

        one = self.embed([sentence])[0]
        vectors = self.embed(stretch.clauses)
        whole = vectors.mean(axis=0)
        whole = whole / max(float(np.linalg.norm(whole)), 1e-12)
        return [*map(float, vectors @ one), float(whole @ one)]

    def support(self, claims: Sequence[str], stretch: Stretch) -> float:
        """Return how similar the least supported of `claims` is to what `stretch` says nearest to it."""
        return min((max(self.similarities(claim, stretch)) for claim in claims), default=0.0)
