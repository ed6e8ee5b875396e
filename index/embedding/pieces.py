"""Splits texts into the pieces of a large vocabulary without a tokenizer of all of it in memory.

A tokenizer of 250,000 pieces takes 230 MB and longer to make than a question to answer, for a few hundred
of them. So one is made for the texts at hand, of the pieces that stand in them. No other piece could
be matched, so the texts are split as by all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

Piece = tuple[str, float]

_BASE = 0x9E3779B97F4A7C15  # odd; its bits are well mixed
_TOLD_BY = (
    22  # bits of a hash: with a quarter of a million pieces, one in 16 of other strings gets by
)


class Encoded(Protocol):
    """A text in pieces: their numbers, and the code points [start, end) of each."""

    @property
    def ids(self) -> Sequence[int]: ...

    @property
    def offsets(self) -> Sequence[tuple[int, int]]: ...


class Splitter(Protocol):
    """What a tokenizer is used for here; `encode_batch_fast` leaves out the offsets."""

    @property
    def truncation(self) -> Any: ...

    def encode_batch(
        self, texts: list[str], /, *, add_special_tokens: bool = True
    ) -> Sequence[Encoded]: ...

    def encode_batch_fast(
        self, texts: list[str], /, *, add_special_tokens: bool = True
    ) -> Sequence[Encoded]: ...


@dataclass(frozen=True, slots=True)
class Split:
    """An `Encoded`."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]


class PieceTable:
    """The pieces of a vocabulary with their log probabilities, found by hash; no object for each."""

    def __init__(
        self, content: bytes, bounds: NDArray[np.integer[Any]], scores: NDArray[np.float32]
    ) -> None:
        """Take the pieces in UTF-8 one after the other, (n + 1) where each begins, and their (n) scores.

        Raises:
            ValueError: they are not in UTF-8.
        """
        import numpy as np

        self._content = content
        self._bounds = bounds
        self._scores = scores
        codes = _codes(content.decode())
        begins = (np.frombuffer(content, np.uint8) & 0xC0) != 0x80
        starts = np.concatenate([[0], np.cumsum(begins)])[bounds]
        lengths = np.diff(starts)
        hashes = np.zeros(len(scores), dtype=np.uint64)
        self._longest = int(lengths.max(initial=0))
        left = np.arange(len(scores))
        for place in range(self._longest):
            left = left[lengths[left] > place]
            hashes[left] = hashes[left] * np.uint64(_BASE) + codes[starts[left] + place]
        # Of equal pieces the last one counts, as in `tokenizers`.
        self._hashes, last = np.unique(hashes[::-1], return_index=True)
        self._numbers = (len(scores) - 1 - last).astype(np.int32)
        self._known = np.zeros(1 << _TOLD_BY, dtype=np.bool_)
        self._known[_told(self._hashes)] = True
        self._rarest = int(np.argmin(scores))

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> PieceTable:
        """Return a table of these pieces."""
        import numpy as np

        texts = [text.encode() for text, _ in pieces]
        bounds = np.cumsum([0, *map(len, texts)])
        return cls(b"".join(texts), bounds, np.array([score for _, score in pieces], np.float32))

    def __len__(self) -> int:
        return len(self._scores)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self.some(range(len(self))))

    def some(self, numbers: Iterable[int]) -> list[Piece]:
        """Return the pieces with these numbers."""
        return [(self._text(number), float(self._scores[number])) for number in numbers]

    def enough_for(self, text: str, special: int) -> NDArray[np.int64]:
        """Return the numbers, ascending, of pieces that `text` is split into as it would be into all.

        They are the first `special`, those that stand in `text`, and the rarest, on whose score hangs
        what an unknown character costs.
        """
        import numpy as np

        codes = _codes(text)
        hashes = np.zeros(len(codes), dtype=np.uint64)
        found = [hashes[:0]]
        for length in range(1, min(self._longest, len(codes)) + 1):
            hashes = hashes[: len(codes) - length + 1] * np.uint64(_BASE) + codes[length - 1 :]
            found.append(hashes[self._known[_told(hashes)]])
        standing = np.unique(np.concatenate(found))
        at = np.searchsorted(self._hashes, standing).clip(max=len(self._hashes) - 1)
        numbers = self._numbers[at[self._hashes[at] == standing]]
        always = np.arange(min(special, len(self)))
        return np.unique(np.concatenate([always, [self._rarest], numbers]))

    def _text(self, number: int) -> str:
        return self._content[self._bounds[number] : self._bounds[number + 1]].decode()


class PieceTokenizer:
    """A `Splitter`: splits texts as the tokenizer that `build` makes of the whole table would."""

    def __init__(
        self, table: PieceTable, special: int, build: Callable[[Sequence[Piece]], Tokenizer]
    ) -> None:
        """`build` makes a tokenizer of some pieces, whose first `special` are those of the table."""
        self._table = table
        self._special = special
        self._build = build
        self._bare = build(table.some(range(special)))

    @property
    def truncation(self) -> Any:
        return self._bare.truncation

    def uncut(self) -> PieceTokenizer:
        """Return the same that neither cuts texts nor frames them."""
        return PieceTokenizer(
            self._table, self._special, lambda pieces: _uncut(self._build(pieces))
        )

    def encode_batch(self, texts: list[str], /, *, add_special_tokens: bool = True) -> list[Split]:
        made, numbers = self._enough_for(texts)
        found = made.encode_batch(texts, add_special_tokens=add_special_tokens)
        return [Split(numbers[encoding.ids].tolist(), encoding.offsets) for encoding in found]

    def encode_batch_fast(
        self, texts: list[str], /, *, add_special_tokens: bool = True
    ) -> list[Split]:
        made, numbers = self._enough_for(texts)
        found = made.encode_batch_fast(texts, add_special_tokens=add_special_tokens)
        return [Split(numbers[encoding.ids].tolist(), ()) for encoding in found]

    def _enough_for(self, texts: Sequence[str]) -> tuple[Tokenizer, NDArray[np.int64]]:
        """Return a tokenizer that splits `texts`, and the number in the table of each of its pieces."""
        normalise = self._bare.normalizer.normalize_str
        words = self._bare.pre_tokenizer.pre_tokenize_str
        text = "".join(word for text in texts for word, _ in words(normalise(text)))
        numbers = self._table.enough_for(text, self._special)
        return self._build(self._table.some(numbers)), numbers


def uncut(tokenizer: Splitter) -> Splitter:
    """Return a tokenizer of the same pieces that neither cuts texts nor frames them."""
    return tokenizer.uncut() if isinstance(tokenizer, PieceTokenizer) else _uncut(tokenizer)


def _uncut(tokenizer: Any) -> Tokenizer:
    from tokenizers import Tokenizer

    made = Tokenizer(tokenizer.model)  # the model, which may be large, is shared
    made.normalizer, made.pre_tokenizer = tokenizer.normalizer, tokenizer.pre_tokenizer
    return made


def _codes(text: str) -> NDArray[np.uint64]:
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)


def _told(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return where in the table of known hashes to look, (n) below 2 to the power of `_TOLD_BY`."""
    import numpy as np

    # Once more times the base: the last character has changed only the low bits.
    return (hashes * np.uint64(_BASE)) >> np.uint64(64 - _TOLD_BY)
