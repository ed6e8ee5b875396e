"""Whoever asks doesn't wait for whoever embeds an index."""

import threading
from collections.abc import Sequence

import numpy as np

from index.embedding.bundled import BundledModel
from index.embedding.sentence_transformer import SentenceTransformerEmbedder

PATIENCE = 30  # seconds


class SlowEncoder:
    """Embeds passages only when it is told to go on."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.questions = 0

    def encode(self, texts: Sequence[str], prompt: str = "") -> np.ndarray:
        if prompt == "passage: ":
            self.begun.set()
            assert self.go_on.wait(PATIENCE)
        else:
            self.questions += len(texts)
        return np.ones((len(texts), 4), dtype=np.float32)


class Embedder(SentenceTransformerEmbedder):
    def __init__(self, encoder: SlowEncoder) -> None:
        super().__init__("slow")
        self._encoder = encoder

    def _load_bundled(self) -> BundledModel:
        prompts = {"query": "query: ", "passage": "passage: "}
        encoder: object = self._encoder
        return BundledModel(encoder, None, None, 4, prompts, lambda: None)  # type: ignore[arg-type, return-value]


def test_a_question_is_embedded_while_passages_are() -> None:
    encoder = SlowEncoder()
    embedder = Embedder(encoder)
    building = threading.Thread(target=embedder.embed_passages, args=(["ข่าว"] * 300,))
    building.start()
    try:
        assert encoder.begun.wait(PATIENCE)
        asked: list[np.ndarray] = []
        asking = threading.Thread(target=lambda: asked.append(embedder.embed_questions(["ใคร"])))
        asking.start()
        asking.join(PATIENCE)
        assert not asking.is_alive()
        assert building.is_alive()
    finally:
        encoder.go_on.set()
        building.join(PATIENCE)
    assert np.array_equal(asked[0], np.full((1, 4), 0.5))


def test_questions_are_remembered() -> None:
    encoder = SlowEncoder()
    embedder = Embedder(encoder)
    embedder.embed_questions(["ใคร", "ที่ไหน", "ใคร"])
    assert encoder.questions == 2
    embedder.embed_questions(["ที่ไหน", "เมื่อไร"])
    assert encoder.questions == 3
