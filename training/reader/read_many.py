"""Reads many question and passage pairs at once, with the network as it is during training."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from index.reading.windows import best_span, cut_windows, pad, split_pieces
from training.reader.batches import question_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from index.reading.network import ReaderNetwork
    from index.reading.windows import Window

LIMIT, STRIDE, LONGEST = 384, 200, 48
TOKENS = 12000


@dataclass(frozen=True)
class Found:
    """The best span of a passage in code points, its score, and the answerability logit."""

    start: int
    end: int
    score: float
    answerable: float
    null: float


def read_many(
    network: ReaderNetwork,
    tokenizer: Tokenizer,
    pairs: Sequence[tuple[str, str]],
    dtype: torch.dtype = torch.bfloat16,
) -> list[Found]:
    """Return what is found for every (question, passage)."""
    questions = question_ids(tokenizer, [q for q, _ in pairs])
    passages = split_pieces(tokenizer, [p for _, p in pairs])
    windows: list[tuple[int, Window]] = []
    for number, (question, passage) in enumerate(zip(questions, passages, strict=True)):
        windows.extend((number, w) for w in cut_windows(question, passage.ids, LIMIT, STRIDE))
    windows.sort(key=lambda item: len(item[1].ids))
    layers = network.fuse(dtype)
    best: dict[int, tuple[float, Found]] = {}
    with torch.inference_mode():
        for batch in _batches(windows):
            ids, mask, marks = (torch.from_numpy(a) for a in pad([w for _, w in batch]))
            spans, logits, _ = network(ids, mask, marks, layers)
            for row, (number, window) in enumerate(batch):
                raw = spans[row].numpy()
                span = best_span(raw, window, LONGEST)
                answerable = float(logits[row])
                rank = span.score - float(raw[0].sum())
                if number not in best or rank > best[number][0]:
                    pieces = passages[number]
                    found = Found(
                        int(pieces.starts[span.first]),
                        int(pieces.ends[span.last]),
                        span.score,
                        answerable,
                        float(raw[0].sum()),
                    )
                    best[number] = (rank, found)
    return [best[n][1] for n in range(len(pairs))]


def _batches(windows: list[tuple[int, Window]]) -> list[list[tuple[int, Window]]]:
    batches: list[list[tuple[int, Window]]] = []
    for item in windows:
        if not batches or len(item[1].ids) * (len(batches[-1]) + 1) > TOKENS:
            batches.append([])
        batches[-1].append(item)
    return batches
