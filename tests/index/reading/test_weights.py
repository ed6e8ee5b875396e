"""The reader's file: 4-bit blocks, the round trip, and what a damaged file says."""

import json
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.reading.weights import (
    BLOCK,
    BLOCK_BYTES,
    ReaderWeights,
    dequantise,
    quantise,
    read_reader_weights,
    write_reader_weights,
)


def small_weights() -> ReaderWeights:
    rng = np.random.default_rng(1)
    tensors = {
        "bert.encoder.layer.3.output.dense.weight": rng.normal(0, 0.003, (8, 64)).astype(
            np.float32
        ),
        "bert.encoder.layer.3.output.dense.bias": rng.normal(0, 0.01, 8).astype(np.float32),
        "span.weight": rng.normal(0, 0.05, (2, 8)).astype(np.float32),
    }
    return ReaderWeights(3, 12345, tensors, {"name": "test"})


def test_four_bits_err_by_less_than_a_step() -> None:
    values = np.random.default_rng(2).normal(0, 1, 10 * BLOCK).astype(np.float32)
    back = dequantise(quantise(values), len(values))
    step = np.abs(values.reshape(-1, BLOCK)).max(axis=1) / 7
    error = np.abs(back - values).reshape(-1, BLOCK).max(axis=1)
    assert (error <= 2.2 * step).all()
    assert np.sqrt(((back - values) ** 2).mean()) < 0.12


def test_a_ragged_end_and_a_block_of_zeros_survive() -> None:
    values = np.zeros(BLOCK + 5, np.float32)
    values[-1] = 0.7
    data = quantise(values)
    assert len(data) == 2 * BLOCK_BYTES
    back = dequantise(data, len(values))
    assert len(back) == len(values)
    assert not back[:BLOCK].any()
    assert back[-1] == pytest.approx(0.7, rel=0.01)


def test_the_file_gives_back_what_was_written(tmp_path: Path) -> None:
    weights = small_weights()
    write_reader_weights(tmp_path / "reader.bin", weights)
    back = read_reader_weights(tmp_path / "reader.bin")
    assert (back.frozen, back.base, dict(back.notes)) == (3, 12345, {"name": "test"})
    assert list(back.tensors) == list(weights.tensors)
    for name, tensor in weights.tensors.items():
        assert back.tensors[name].shape == tensor.shape
        allowed = 0.15 * float(np.abs(tensor).max())
        assert np.abs(back.tensors[name] - tensor).max() < allowed, name
    assert np.allclose(back.tensors["span.weight"], weights.tensors["span.weight"], rtol=1e-3)


@pytest.mark.parametrize("cut", [0, 3, 20, -1])
def test_a_damaged_file_is_a_model_error(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "reader.bin"
    write_reader_weights(path, small_weights())
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(ModelError, match=r"reader\.bin"):
        read_reader_weights(path)


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "reader.bin"
    write_reader_weights(path, small_weights())
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 0x11
    path.write_bytes(bytes(raw))
    with pytest.raises(ModelError, match="checksum"):
        read_reader_weights(path)


def test_a_tensor_of_another_size_than_its_shape_is_a_model_error(tmp_path: Path) -> None:
    path = tmp_path / "reader.bin"
    write_reader_weights(path, small_weights())
    raw = path.read_bytes()
    length = int.from_bytes(raw[4:8], "little")
    header = json.loads(raw[8 : 8 + length])
    name = header["tensors"][0][0]
    header["tensors"][0][1][0] += 1
    text = json.dumps(header).encode()
    path.write_bytes(raw[:4] + len(text).to_bytes(4, "little") + text + raw[8 + length :])
    with pytest.raises(ModelError, match=f"tensor {name} has"):
        read_reader_weights(path)
