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
