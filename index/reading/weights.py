"""Writes and reads the reader's weights: only how they differ from the bundled model, in 4 bits.

The file (little endian) holds the magic `KHR1`, the length of a JSON header, the header, and the
tensors one after the other. A matrix of a trained layer is stored as its difference from the
bundled model's: 4-bit numbers in blocks of 32 that share a float16 scale. Because the differences
are small, so is the error: about a twentieth of what 4 bits would cost the matrix itself.
Everything else (norms, biases, the head) is stored as float16, the bundled part subtracted too.
The refiner's layers are stored in the same way, as differences from the reader's.
"""

from __future__ import annotations

import json
import math
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"KHR1"
REFINER = "refiner."
LAYERS = ("bert.", REFINER + "layer.")
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
# With 7/8, the scale of blocks whose largest number became -8, packing what was packed loses nothing.
SHRINK = (1.0, 0.9, 7 / 8, 0.8, 0.7)


@dataclass(frozen=True)
class ReaderWeights:
    """Differences by the names of `ReaderNetwork`, the number of frozen layers, and the base they fit."""

    frozen: int
    base: int
    tensors: Mapping[str, NDArray[np.float32]]
    notes: Mapping[str, str]


def fingerprint(tensor: NDArray[np.float32]) -> int:
    """Return a number that tells one base model from another, by one of its matrices."""
    import numpy as np

    return zlib.crc32(np.ascontiguousarray(tensor, dtype="<f4").tobytes())


def quantise(values: NDArray[np.float32]) -> bytes:
    """Return `values` in 4-bit blocks; each block takes the scale that errs least of a few.

    Byte j of a block holds number j in its low half and number j + 16 in its high half, plus 8.
    """
    import numpy as np

    flat = values.reshape(-1)
    rows = np.zeros((-(-len(flat) // BLOCK), BLOCK), np.float32)
    rows.reshape(-1)[: len(flat)] = flat
    peak = np.abs(rows).max(axis=1)
    best_scale = np.zeros(len(rows), np.float16)
    best = np.zeros(rows.shape, np.int8)
    best_error = np.full(len(rows), np.inf, np.float32)
    for shrink in SHRINK:
        scale = (peak * shrink / 7).astype(np.float16)
        divisor = np.where(scale > 0, scale.astype(np.float32), 1.0)[:, None]
        codes = np.clip(np.rint(rows / divisor), -8, 7)
        error = ((codes * scale.astype(np.float32)[:, None] - rows) ** 2).sum(axis=1)
        better = error < best_error
        best_error = np.where(better, error, best_error)
        best_scale[better] = scale[better]
        best[better] = codes[better].astype(np.int8)
    packed = np.empty((len(rows), BLOCK_BYTES), np.uint8)
    packed[:, :2] = best_scale.view(np.uint8).reshape(-1, 2)
    shifted = (best + 8).astype(np.uint8)
    packed[:, 2:] = shifted[:, :16] | (shifted[:, 16:] << 4)
    return packed.tobytes()


def packed_bytes(count: int, four_bit: bool) -> int:
    """Return how many bytes `count` numbers take in the file, in 4 bits or as float16."""
    return -(-count // BLOCK) * BLOCK_BYTES if four_bit else 2 * count


def dequantise(data: bytes | memoryview, count: int) -> NDArray[np.float32]:
    """Return `count` numbers from 4-bit blocks."""
    import numpy as np

    rows = np.frombuffer(data, np.uint8).reshape(-1, BLOCK_BYTES)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    codes = np.concatenate([rows[:, 2:] & 0x0F, rows[:, 2:] >> 4], axis=1).astype(np.float32)
    return ((codes - 8) * scale).reshape(-1)[:count]


def write_reader_weights(path: Path, weights: ReaderWeights) -> None:
    """Write the file: matrices of layers in 4 bits, everything else in float16."""

    entries, parts = [], []
    for name, tensor in weights.tensors.items():
        four_bit = tensor.ndim == 2 and name.startswith(LAYERS)
        data = quantise(tensor) if four_bit else tensor.astype("<f2").tobytes()
        entries.append([name, list(tensor.shape), "q4" if four_bit else "f2", len(data)])
        parts.append(data)
    body = b"".join(parts)
    header = {
        "frozen": weights.frozen,
        "base": weights.base,
        "check": zlib.crc32(body),
        "tensors": entries,
        "notes": dict(weights.notes),
    }
    text = json.dumps(header, separators=(",", ":")).encode()
    path.write_bytes(MAGIC + struct.pack("<I", len(text)) + text + body)


class PackedTensors(Mapping[str, "NDArray[np.float32]"]):
    """Tensors by name, unpacked each time they are looked up, so that not all are in memory at once."""

    def __init__(self, stored: Mapping[str, tuple[tuple[int, ...], bool, memoryview]]) -> None:
        """Take the shape of each, whether it is in 4 bits, and its bytes."""
        self._stored = stored

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        import numpy as np

        shape, four_bit, data = self._stored[name]
        if four_bit:
            return dequantise(data, math.prod(shape)).reshape(shape)
        return np.frombuffer(data, "<f2").astype(np.float32).reshape(shape)

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def read_reader_weights(path: Path) -> ReaderWeights:
    """Read the file at `path`.

    Raises:
        ModelError: the file is missing, cut short or not in this format.
    """
    try:
        raw = path.read_bytes()
        if raw[:4] != MAGIC:
            raise ValueError("wrong magic")
        (length,) = struct.unpack_from("<I", raw, 4)
        header = json.loads(raw[8 : 8 + length])
        body = memoryview(raw)[8 + length :]
        if zlib.crc32(body) != header["check"]:
            raise ValueError("wrong checksum")
        stored, offset = {}, 0
        for name, shape, kind, size in header["tensors"]:
            shape, four_bit = tuple(map(int, shape)), kind == "q4"
            if size != packed_bytes(math.prod(shape), four_bit):
                raise ValueError(f"tensor {name} has {size} bytes")
            stored[name] = shape, four_bit, body[offset : offset + size]
            offset += size
        return ReaderWeights(
            header["frozen"], header["base"], PackedTensors(stored), header["notes"]
        )
    except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
        raise ModelError(
            f"{path} is not the reader's weights file ({error}). "
            "Install the package again, or make the file with: python -m training.reader.export"
        ) from error
