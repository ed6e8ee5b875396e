"""Tests of the cache of embeddings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.embedding.cache import FILE_NAME, EmbeddingCache
from index.errors import StoreError
from tests.fakes import HashEmbedder

TEXTS = ["ปูตินเยือนเวียดนาม", "ฝนตกหนัก", "ส่งออกข้าว"]
FIRST, SECOND, THIRD = "20240101", "20240102", "20240103"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / FILE_NAME


def embed(
    path: Path, texts: list[str], embedder: HashEmbedder, generation: str = FIRST, batch: int = 256
) -> np.ndarray:
    cache = EmbeddingCache(path)
    return cache.embed(texts, embedder, generation, lambda done, total: None, batch)[0]


def test_vectors_are_the_embedders_own_in_order(path: Path, embedder: HashEmbedder) -> None:
    expected = HashEmbedder().embed_passages(TEXTS)
    assert np.array_equal(embed(path, TEXTS, embedder), expected)
    assert np.array_equal(embed(path, TEXTS[::-1], embedder), expected[::-1])


def test_only_new_texts_are_embedded(path: Path, embedder: HashEmbedder) -> None:
    embed(path, TEXTS[:2], embedder)
    embed(path, [*TEXTS, *TEXTS], embedder)
    assert embedder.embedded == 3


def test_another_model_embeds_everything_itself(path: Path, embedder: HashEmbedder) -> None:
    embed(path, TEXTS, embedder)
    other = HashEmbedder(dimension=32)
    assert embed(path, TEXTS, other).shape == (3, 32)
    assert other.embedded == 3


def test_progress_counts_the_new_ones(path: Path, embedder: HashEmbedder) -> None:
    embed(path, TEXTS[:1], embedder)
    steps: list[tuple[int, int]] = []
    texts = [*TEXTS, "ข่าวเช้า"]
    EmbeddingCache(path).embed(texts, embedder, FIRST, lambda *step: steps.append(step), batch=2)
    assert steps == [(0, 3), (2, 3), (3, 3)]


def test_no_texts_give_an_empty_matrix(path: Path, embedder: HashEmbedder) -> None:
    assert embed(path, [], embedder).shape == (0, 256)


def test_more_texts_than_one_lookup_takes(path: Path, embedder: HashEmbedder) -> None:
    texts = [f"ข่าวที่ {n}" for n in range(1201)]
    embed(path, texts, embedder)
    assert np.array_equal(embed(path, texts, embedder), HashEmbedder().embed_passages(texts))
    assert embedder.embedded == 1201


def test_what_was_embedded_before_a_failure_is_kept(path: Path, embedder: HashEmbedder) -> None:
    class Failing(HashEmbedder):
        def embed_passages(self, texts: object) -> np.ndarray:
            if self.embedded:
                raise KeyboardInterrupt
            return super().embed_passages(texts)  # type: ignore[arg-type]

    with pytest.raises(KeyboardInterrupt):
        embed(path, TEXTS, Failing(), batch=2)
    embed(path, TEXTS, embedder)
    assert embedder.embedded == 1


def test_forget_before_keeps_what_a_later_generation_used(
    path: Path, embedder: HashEmbedder
) -> None:
    embed(path, TEXTS, embedder, FIRST)
    embed(path, TEXTS[:1], embedder, SECOND)
    assert EmbeddingCache(path).forget_before(FIRST) == 0
    assert EmbeddingCache(path).forget_before(SECOND) == 2
    assert EmbeddingCache(path).forget_before(SECOND) == 0
    embed(path, TEXTS, embedder, THIRD)
    assert embedder.embedded == 3 + 2


def test_an_older_generation_does_not_make_vectors_look_older(
    path: Path, embedder: HashEmbedder
) -> None:
    embed(path, TEXTS, embedder, SECOND)
    embed(path, TEXTS, embedder, FIRST)
    assert EmbeddingCache(path).forget_before(SECOND) == 0


def _scribble(content: bytes) -> bytes:
    """Damage the pages behind the header, which opening alone doesn't notice."""
    return content[:4096] + b"\xaa" * (len(content) - 4096)


@pytest.mark.parametrize(
    "damage", [lambda content: b"", lambda content: "ข่าว".encode() * 4096, _scribble]
)
def test_a_damaged_file_is_made_anew(path: Path, embedder: HashEmbedder, damage: object) -> None:
    texts = [f"ข่าวที่ {n}" for n in range(50)]
    embed(path, texts, embedder)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert np.array_equal(embed(path, texts, embedder), HashEmbedder().embed_passages(texts))
    assert embedder.embedded == 100
    embed(path, texts, embedder)
    assert embedder.embedded == 100
    EmbeddingCache(path).forget_before(SECOND)


def test_a_damaged_file_is_forgotten_as_well(path: Path, embedder: HashEmbedder) -> None:
    embed(path, [f"ข่าวที่ {n}" for n in range(50)], embedder)
    path.write_bytes(_scribble(path.read_bytes()))
    EmbeddingCache(path).forget_before(SECOND)
    embed(path, TEXTS, embedder)
    assert embedder.embedded == 53


def test_a_path_that_cannot_be_opened_is_a_store_error(
    tmp_path: Path, embedder: HashEmbedder
) -> None:
    with pytest.raises(StoreError, match=r"missing.*can't be used.*Make room or mend permissions"):
        embed(tmp_path / "missing" / FILE_NAME, TEXTS, embedder)
