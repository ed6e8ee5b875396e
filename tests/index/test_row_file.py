"""Tests of reading rows of an array from its file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.array_file import open_rows, save_array
from index.errors import IndexDamagedError


def test_rows_come_in_the_order_asked(tmp_path: Path) -> None:
    array = np.arange(60, dtype=np.int8).reshape(5, 4, 3)
    rows = open_rows(save_array(array, tmp_path / "a.npy"), np.int8, 3)
    asked = np.array([4, 0, 4, 2])
    assert (len(rows), rows.row_shape) == (5, (4, 3))
    np.testing.assert_array_equal(rows.rows(asked), array[asked])
    assert rows.rows(asked[:0]).shape == (0, 4, 3)
    rows.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        rows.rows(asked)


def test_an_array_without_rows_is_opened(tmp_path: Path) -> None:
    rows = open_rows(save_array(np.zeros((0, 4, 3), np.int8), tmp_path / "a.npy"), np.int8, 3)
    assert len(rows) == 0
    rows.close()


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match=r"a\.npy.*khaobot index rollback"):
        open_rows(tmp_path / "a.npy", np.int8, 3)
