"""Turns texts into vectors with one of the bundled networks: split into pieces, batched, put back in order.

Texts of like length go together, as many as `TOKENS` pieces hold, so that little is padding and what a
layer works on stays in the processor's cache. While one batch is computed, the next texts are split.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Protocol

from index.embedding.processors import many_threads

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray

    from index.embedding.pieces import Encoded, Splitter

TOKENS = 4096  # in a batch, padding included
TEXTS = 512  # split and sorted at a time
PAD_TO = 16
# Pieces of a question. More threads than one would gain a seventh of it, and then keep the other processor
# busy waiting for more while the words are looked up and the vectors scanned.
ALONE = 128


class Network(Protocol):
    """Makes vectors of pieces."""

    def vectors(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return (texts, dimension) float32 of length 1; `ids` and `mask` are (texts, pieces) int64."""
        ...


class TextEncoder:
    """A network and its tokenizer."""

    def __init__(self, network: Network, tokenizer: Splitter, pad: int) -> None:
        self._threads = many_threads()
        self._network = network
        self._tokenizer = tokenizer
        self._pad = pad

    def encode(
        self,
        texts: Sequence[str],
        prompt: str = "",
        compute: Callable[[torch.Tensor, torch.Tensor], torch.Tensor] | None = None,
    ) -> NDArray[np.float32]:
        """Return (texts, dimension) vectors of length 1 of the texts with `prompt` before each.

        `compute` makes of ids and mask what is wanted, (texts, …), instead of the network's `vectors`.
        """
        import numpy as np
        import torch

        compute = compute or self._network.vectors
        made: list[NDArray[np.float32]] = []
        with torch.inference_mode():
            for encodings in self._split(texts, prompt):
                lengths = [len(encoding.ids) for encoding in encodings]
                order = np.argsort(lengths, kind="stable")[::-1]
                # It counts for this thread alone: an index may be built at the same time.
                torch.set_num_threads(1 if sum(lengths) <= ALONE else self._threads)
                found = [
                    compute(*padded([encodings[n] for n in part], self._pad)).numpy()
                    for part in batches([lengths[n] for n in order], order.tolist())
                ]
                ordered = np.empty((len(encodings), *found[0].shape[1:]), dtype=np.float32)
                ordered[order] = np.concatenate(found)
                made.append(ordered)
        return np.concatenate(made)

    def _split(self, texts: Sequence[str], prompt: str) -> Iterator[Sequence[Encoded]]:
        """Yield the pieces of `TEXTS` texts at a time, the next of them already being split."""
        parts = [
            [prompt + text for text in texts[start : start + TEXTS]]
            for start in range(0, len(texts), TEXTS)
        ]
        split = self._tokenizer.encode_batch_fast
        if len(parts) == 1:
            yield split(parts[0])
            return
        with ThreadPoolExecutor(1) as ahead:
            coming = ahead.submit(split, parts[0])
            for part in parts[1:]:
                encodings, coming = coming.result(), ahead.submit(split, part)
                yield encodings
            yield coming.result()


def batches(lengths: Sequence[int], items: Sequence[int]) -> list[list[int]]:
    """Return `items` in batches of at most `TOKENS` pieces; `lengths` are theirs, the longest first."""
    made: list[list[int]] = []
    widest = 0
    for item, length in zip(items, lengths, strict=True):
        if not made or (len(made[-1]) + 1) * widest > TOKENS:
            made.append([])
            widest = rounded(length)
        made[-1].append(item)
    return made


def padded(encodings: Sequence[Encoded], pad: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return ids and mask, both (texts, longest text) int64."""
    import numpy as np
    import torch

    # Rounded up, because the matrix library keeps a plan in memory for every shape it meets.
    longest = rounded(max((len(encoding.ids) for encoding in encodings), default=0))
    ids = np.full((len(encodings), longest), pad, dtype=np.int64)
    mask = np.zeros((len(encodings), longest), dtype=np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def rounded(length: int) -> int:
    """Return `length` rounded up to a multiple of `PAD_TO`."""
    return -(-length // PAD_TO) * PAD_TO
