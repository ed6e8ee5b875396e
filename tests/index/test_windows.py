"""Tests of the parts of passages: how they are kept, found in every kind of generation, and counted."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.array_file import save_array
from index.build import Builder
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.embedding.cache import FILE_NAME as CACHE
from index.embedding.cache import EmbeddingCache
from index.embedding.composite import CompositeEmbedder
from index.errors import IndexDamagedError
from index.fusion import LEXICAL_WEIGHT
from index.generation import Generation
from index.generations import Generations
from index.search import Searcher
from index.types import Article, SearchResult
from index.windows import (
    ADDED_FILE_NAME,
    FILE_NAME,
    STEPS,
    WEIGHT,
    PassageWindows,
    as_bytes,
    nearest,
)
from index.wording import Wording
from index.writing import Beside
from tests.fakes import HashEmbedder
from tests.index.builds import collection

QUESTIONS = ("เชียงใหม่เปิดสะพานแห่งใหม่", "โรงเรียนในขอนแก่น", "Which market was opened in Lampang?")
ALWAYS = Beside(passages=0, share=9.0)


class WindowEmbedder(HashEmbedder):
    """Makes windows of the quarters of a text; counts the texts it was given for windows alone."""

    windowed = 0

    @property
    def window_shape(self) -> tuple[int, int]:
        return (4, self.dimension)

    def embed_views(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        return self.embed_passages(texts), self._windows(texts)

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        self.windowed += len(texts)
        return self._windows(texts)

    def _windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        parts = [text[len(text) * n // 4 : len(text) * (n + 1) // 4] for text in texts for n in range(4)]  # fmt: skip
        return as_bytes(self._embed(parts).reshape(len(texts), *self.window_shape))


def builder(folder: Path, beside: Beside = ALWAYS) -> Builder:
    return Builder(Generations(folder), WindowEmbedder(), beside=beside)


def opened(folder: Path) -> Generation:
    generations = Generations(folder)
    return Generation.open(generations.path(generations.current()))


def asked(folder: Path, question: str, k: int = 60) -> SearchResult:
    embedder = WindowEmbedder()
    current = CurrentGeneration(Generations(folder), embedder)
    return Searcher(current, embedder, Confidence.bundled(), Wording.bundled()).search(question, k)


def shown(result: SearchResult) -> list[object]:
    return sorted(
        (-round(hit.score, 5), hit.passage.id, hit.article.text, pytest.approx(hit.dense, abs=1e-5))
        for hit in result.hits
    )


def unit(*shape: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(3).normal(size=shape).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def test_a_cosine_of_bytes_is_nearly_the_vectors_own() -> None:
    vectors, questions = unit(200, 512), unit(30, 512)
    kept = as_bytes(vectors)
    assert kept.dtype == np.int8
    np.testing.assert_allclose(kept @ questions.T / STEPS, vectors @ questions.T, atol=0.01)
    assert as_bytes(np.array([[1.0, -1.0]], dtype=np.float32)).tolist() == [[127, -127]]


def test_the_nearest_part_counts_in_either_file(tmp_path: Path) -> None:
    vectors = unit(5, 4, 64) / 4  # short enough for bytes, whatever their numbers
    paths = [save_array(as_bytes(vectors[:3]), tmp_path / "a.npy"), save_array(as_bytes(vectors[3:]), tmp_path / "b.npy")]  # fmt: skip
    windows = PassageWindows.load(paths)
    question = np.concatenate([unit(20), 3 * unit(64)])  # the last numbers count, by direction
    rows = np.array([4, 0, 3, 2])
    expected = (vectors[rows] @ unit(64)).max(axis=1)
    assert len(windows) == 5
    np.testing.assert_allclose(nearest(windows.rows(rows), question), expected, atol=0.01)
    assert nearest(windows.rows(rows[:0]), question).shape == (0,)


def test_a_hit_scores_by_its_nearest_part_as_well(tmp_path: Path) -> None:
    builder(tmp_path).build(collection(30))
    embedder, question = WindowEmbedder(), QUESTIONS[0]
    asks = embedder.embed_questions([question])[0]
    best = asked(tmp_path, question).hits[0]
    text = f"{best.article.title}\n{best.passage.text}"
    [passage], [parts] = embedder.embed_views([text])
    passage = passage.astype(np.float16).astype(np.float32)  # as it is stored
    near = float((parts.astype(np.float32) @ asks).max()) / STEPS
    assert near > 0.1
    assert best.dense == pytest.approx(float(passage @ asks) + WEIGHT * near, abs=1e-5)
    assert best.score == pytest.approx(best.dense + LEXICAL_WEIGHT * best.lexical, abs=1e-5)


def test_without_a_second_encoder_there_are_none(tmp_path: Path) -> None:
    embedder = HashEmbedder()
    manifest = Builder(Generations(tmp_path), embedder).build(collection(5)).manifest
    assert FILE_NAME not in manifest.files
    with CurrentGeneration(Generations(tmp_path), embedder).reading() as generation:
        vector = embedder.embed_questions([QUESTIONS[0]])[0]
        assert generation.windows_of(np.arange(5), vector).tolist() == [0.0] * 5


def test_changes_beside_keep_the_windows_with_their_passages(tmp_path: Path) -> None:
    rng = random.Random(5)
    everything = collection(40)
    now = {a.id: a for a in everything[:20]}
    builder(tmp_path / "added").build(now.values())
    for step in range(3):
        new = everything[20 + 5 * step : 25 + 5 * step]
        new.append(replace(new[0], id=f"copy{step}"))
        changed = now[rng.choice(sorted(now))]
        new.append(replace(changed, text=changed.text + f"\nเพิ่มเติมครั้งที่ {step}"))
        now |= {a.id: a for a in new}
        builder(tmp_path / "added").add(new)
        gone = rng.sample(sorted(now), 2)
        manifest = builder(tmp_path / "added").remove(gone).manifest
        now = {key: value for key, value in now.items() if key not in gone}
        assert manifest.base
        assert {FILE_NAME, ADDED_FILE_NAME} <= set(manifest.files)
        Generations(tmp_path / "added").verify(manifest.generation)
        builder(tmp_path / f"once{step}").build(now.values())
        for question in QUESTIONS:
            expected = asked(tmp_path / f"once{step}", question)
            assert shown(asked(tmp_path / "added", question)) == shown(expected)
    before = shown(asked(tmp_path / "added", QUESTIONS[0]))
    builder(tmp_path / "added").add([Article("new", "ตลาดแห่งใหม่ในเชียงใหม่เปิดแล้ว")])
    Generations(tmp_path / "added").rollback()
    assert shown(asked(tmp_path / "added", QUESTIONS[0])) == before


@pytest.mark.parametrize("harm", ["bytes", "shape", "another number"])
def test_windows_that_can_t_be_read_are_damage(tmp_path: Path, harm: str) -> None:
    builder(tmp_path).build(collection(6))
    generations = Generations(tmp_path)
    path = generations.path(generations.current()) / FILE_NAME
    whole, size = np.load(path), path.stat().st_size
    if harm == "bytes":
        path.write_bytes(b"\0" * size)
    elif harm == "shape":
        np.save(path, whole.reshape(len(whole), -1))
    else:  # the right bytes of a file cut apart elsewhere
        np.save(path, whole.reshape(2 * len(whole), 2, -1))
    assert path.stat().st_size == size
    with pytest.raises(IndexDamagedError, match=r"windows\.npy.*khaobot index rollback"):
        opened(tmp_path)


def test_what_was_embedded_before_there_were_windows_isn_t_embedded_again(tmp_path: Path) -> None:
    texts = [a.text for a in collection(7)]
    cache = EmbeddingCache(tmp_path / CACHE)
    steps: list[tuple[int, int]] = []
    plain = HashEmbedder()
    vectors, none = cache.embed(texts[:4], plain, "1", lambda *_: None)
    assert none.shape == (4, 0, 0)
    embedder = WindowEmbedder()
    for _ in range(2):  # the second time all are known
        found, windows = cache.embed(texts, embedder, "2", lambda *step: steps.append(step), batch=2)  # fmt: skip
        np.testing.assert_array_equal(found[:4], vectors)
        np.testing.assert_array_equal(windows, WindowEmbedder().embed_windows(texts))
    assert (embedder.embedded, embedder.windowed) == (3, 4)
    assert steps == [(0, 7), (2, 7), (3, 7), (5, 7), (7, 7), (0, 0)]
    assert cache.forget_before("2") == 0
    assert cache.forget_before("3") == 14


def test_of_two_encoders_the_second_makes_the_windows() -> None:
    first, second = HashEmbedder(64, "first"), WindowEmbedder(32, "second")
    both = CompositeEmbedder(first, second)
    texts = ["ปูตินเยือนฮานอย", "ฝนตกหนัก"]
    vectors, windows = both.embed_views(texts)
    assert windows.shape == (2, *both.window_shape) == (2, 4, 32)
    np.testing.assert_array_equal(vectors, both.embed_passages(texts))
    np.testing.assert_array_equal(windows, second.embed_windows(texts))
    np.testing.assert_array_equal(windows, both.embed_windows(texts))
