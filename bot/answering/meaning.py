"""Compares sentences by meaning: vectors kept while they are needed, and thresholds fitted on pairs."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.answering.evidence import Stretch
from bot.answering.sharing import shared
from index.embedding.embedder import Embedder
from index.types import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FILE_NAME = "grounding.json"
OF_WORDS = 0.5
MOST_MATRICES = 512  # of stretches, each with some ten vectors
MOST_NEAR = 20_000  # pairs of a sentence and a clause
MOST_KEPT = 4096  # vectors; the passages of one answer have some fifty sentences


@dataclass(frozen=True, slots=True)
class Least:
    """How near a whole sentence and each of its claims must come to what supports them."""

    sentence: float = -1.0
    claim: float = -1.0


class Thresholds:
    """What is asked of a sentence in the language of the passage, and of one in another."""

    def __init__(self, embedder: Embedder) -> None:
        """Take what was fitted for `embedder`; a model nobody fitted it for decides nothing by meaning."""
        fitted = json.loads(files("bot.answering").joinpath(FILE_NAME).read_text(encoding="utf-8"))
        found = fitted.get(embedder.name, {})
        self._same = Least(**found.get("same", {}))
        self._across = Least(**found.get("across", {}))

    def between(self, sentence: Language, passage: Language) -> Least:
        return self._same if sentence == passage else self._across


class Meanings:
    """Vectors of length 1 by text; the last ones used are kept, so a passage is embedded once an answer."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._matrices: OrderedDict[tuple[str, ...], NDArray[np.float32]] = OrderedDict()
        self._near: dict[tuple[str, str], float | None] = {}
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

    def nearness(self, sentence: str, stretch: Stretch) -> list[float]:
        """Return how near `sentence` is to each clause of `stretch`, and last to the whole of it.

        That is their cosine, and `OF_WORDS` for all words shared: a small encoder takes a paraphrase for
        something else where the words tell that it isn't, and the other way round.
        """
        whole = float(self._matrix(stretch.clauses)[-1] @ self._vector(sentence))
        near = self.to_each(sentence, stretch.clauses)
        return [*near, whole + OF_WORDS * shared(sentence, stretch.sentences)]

    def to_each(self, sentence: str, texts: Sequence[str]) -> list[float]:
        """Return how near `sentence` is to each of `texts`, as in `nearness`."""
        with self._lock:
            found = {text: self._near.get((sentence, text)) for text in texts}
        new = [text for text, near in found.items() if near is None]
        if new:
            cosines = self._matrix(tuple(new))[:-1] @ self._vector(sentence)
            for text, cosine in zip(new, cosines, strict=True):
                found[text] = float(cosine) + OF_WORDS * shared(sentence, (text,))
            with self._lock:
                if len(self._near) > MOST_NEAR:
                    self._near.clear()
                self._near |= {(sentence, text): found[text] for text in new}
        return [near for text in texts if (near := found[text]) is not None]

    def alike(self, words: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        """Return the cosine of each of `words` to each of `others`."""
        vectors = self.embed([*words, *others])
        found: list[list[float]] = (vectors[: len(words)] @ vectors[len(words) :].T).tolist()
        return found

    def _vector(self, text: str) -> NDArray[np.float32]:
        with self._lock:
            known = self._kept.get(text)
        return self.embed([text])[0] if known is None else known

    def _matrix(self, texts: tuple[str, ...]) -> NDArray[np.float32]:
        """Return the vectors of `texts`, and last that of all of them together."""
        import numpy as np

        with self._lock:
            known = self._matrices.get(texts)
        if known is None:
            vectors = self.embed(texts)
            whole = vectors.mean(axis=0)
            whole /= max(float(np.linalg.norm(whole)), 1e-12)
            known = np.vstack([vectors, whole])
            with self._lock:
                self._matrices[texts] = known
                while len(self._matrices) > MOST_MATRICES:
                    self._matrices.popitem(last=False)
        return known

    def support(self, claims: Sequence[str], stretch: Stretch) -> float:
        """Return how near the least supported of `claims` is to what `stretch` says nearest to it."""
        return min((max(self.nearness(claim, stretch)) for claim in claims), default=0.0)
