"""Reads many question and passage pairs at once, with the network as it is during training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from index.reading.reader import SpanFinder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from index.reading.network import ReaderNetwork
    from index.reading.reader import Reading
    from index.reading.refiner import Refiner


def read_many(
    network: ReaderNetwork,
    tokenizer: Tokenizer,
    pairs: Sequence[tuple[str, str]],
    refiner: Refiner | None = None,
) -> list[Reading]:
    """Return what the reader would point at for every (question, passage), and how sure it would be."""
    layers = network.fuse(torch.bfloat16)
    refined = refiner.fuse(torch.bfloat16) if refiner else []
    return SpanFinder(tokenizer, network, layers, refiner, refined).find(pairs)
