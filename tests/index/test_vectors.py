"""Tests of the vectors in FAISS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.vectors import FaissVectorStore

VECTORS = np.eye(3, 4, dtype=np.float32)
QUESTION = np.array([[0.6, 0.8, 0.0, 0.0]], dtype=np.float32)


def test_the_nearest_come_first_with_their_inner_products() -> None:
    scores, rows = FaissVectorStore.of(VECTORS).search(QUESTION, 2)
    assert rows.tolist() == [[1, 0]]
    assert scores[0].tolist() == pytest.approx([0.8, 0.6])


def test_no_more_rows_are_given_than_there_are() -> None:
    _, rows = FaissVectorStore.of(VECTORS).search(QUESTION, 100)
    assert rows.shape == (1, 3)
    assert set(rows[0].tolist()) == {0, 1, 2}


def test_an_empty_store_finds_nothing() -> None:
    scores, rows = FaissVectorStore.of(VECTORS[:0]).search(QUESTION, 5)
    assert scores.shape == rows.shape == (1, 0)


def test_rows_come_back_as_they_were_put_in(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    FaissVectorStore.of(VECTORS).save(path)
    store = FaissVectorStore.load(path)
    assert (len(store), store.dimension) == (3, 4)
    assert store.rows(np.array([2, 0])).tolist() == VECTORS[[2, 0]].tolist()


@pytest.mark.parametrize("kept", [0, 20, -1])
def test_a_damaged_file_is_refused(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "vectors.faiss"
    FaissVectorStore.of(np.ones((500, 64), dtype=np.float32)).save(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
        FaissVectorStore.load(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError):
        FaissVectorStore.load(tmp_path / "vectors.faiss")


def clustered(count: int) -> np.ndarray:
    """Vectors of length 1 that lie as those of an encoder do: close together, in groups."""
    rng = np.random.default_rng(5)
    groups = rng.standard_normal((count // 20, 128)) + 2 * rng.standard_normal(128)
    vectors = groups[rng.integers(len(groups), size=count)]
    vectors = vectors + 0.7 * rng.standard_normal((count, 128))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_many_vectors_are_searched_in_two_steps_that_find_what_comparing_all_finds(
    tmp_path: Path,
) -> None:
    vectors = clustered(4000)
    questions = vectors[:50]
    exact = FaissVectorStore.of(vectors)
    coarse = FaissVectorStore.of(vectors, exact_up_to=1000)
    assert (exact.kind, coarse.kind) == ("float16, exact", "float16, after RaBitQ")
    path = tmp_path / "vectors.faiss"
    assert [file.name for file in coarse.save(path)] == [
        "vectors.faiss", "nearest-1.faiss", "nearest-2.faiss",
    ]  # fmt: skip
    loaded = FaissVectorStore.load(path)
    assert loaded.kind == coarse.kind
    every = np.arange(len(vectors))[::-1]
    assert np.array_equal(loaded.rows(every), coarse.rows(every))
    assert loaded.rows(every[:0]).shape == (0, 128)
    expected_scores, expected = exact.search(questions, 10)
    scores, rows = loaded.search(questions, 10)
    shared = [
        len({*one} & {*other}) for one, other in zip(rows.tolist(), expected.tolist(), strict=True)
    ]
    assert sum(shared) >= 0.99 * 10 * len(questions)
    assert scores[:, 0] == pytest.approx(expected_scores[:, 0], abs=1e-4)
    assert (np.diff(scores, axis=1) <= 0).all()


def test_a_coarse_index_of_other_vectors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "vectors.faiss"
    vectors = clustered(200)
    _, coarse, _ = FaissVectorStore.of(vectors, exact_up_to=100).save(path)
    others = coarse.read_bytes()
    FaissVectorStore.of(vectors[:150], exact_up_to=100).save(path)
    coarse.write_bytes(others)
    with pytest.raises(IndexDamagedError, match="nearest"):
        FaissVectorStore.load(path)
    coarse.unlink()
    with pytest.raises(IndexDamagedError, match="nearest"):
        FaissVectorStore.load(path)
