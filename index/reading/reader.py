"""Reads passages for an answer, with the layers of the bundled model and the reader's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.embedding.pieces import uncut
from index.embedding.precision import native_dtype
from index.embedding.processors import many_threads
from index.reading.loading import load_network, load_refiner
from index.reading.trimming import trim
from index.reading.weights import read_reader_weights
from index.reading.windows import (
    QUERY_PROMPT,
    best_pair,
    best_span,
    cut_windows,
    pad,
    split_pieces,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from torch import Tensor
    from transformers import BertModel

    from index.embedding.bert import Bert
    from index.embedding.pieces import Splitter
    from index.reading.network import LayerWeights, ReaderNetwork
    from index.reading.refiner import Refiner
    from index.reading.windows import Span, Window

WINDOW, STRIDE, LONGEST_SPAN = 384, 200, 48
WASTE = 1.25
BATCH_PIECES = 6144


@dataclass(frozen=True, slots=True)
class Reading:
    """The best span of one passage, in code points, and how sure the reader is.

    `score` is the span's logits over those of "nothing here": it orders spans, higher is better.
    `answerable` is a logit: above 0 the passage rather answers than not.
    """

    start: int
    end: int
    score: float
    answerable: float


NOTHING = Reading(0, 0, -100.0, -100.0)


@dataclass(frozen=True, slots=True)
class _Best:
    """The window of a passage that answers best: its span, what the reader says of it, and its states."""

    window: Window
    span: Span
    score: float
    answerable: float
    states: Tensor


class Reader:
    """The reader; thread-safe once made, because it only reads its weights."""

    def __init__(self, path: Path, bert: BertModel | Bert, tokenizer: Splitter) -> None:
        """Put the weights at `path` over `bert`, which stays as it is and shares its frozen layers.

        Raises:
            ModelError: the file can't be read, or was made for another base model.
        """
        weights = read_reader_weights(path)
        network = load_network(weights, bert)
        refiner = load_refiner(weights, network)
        refined = refiner.hand_over(native_dtype()) if refiner else []
        layers = network.hand_over(native_dtype())
        self._spans = SpanFinder(uncut(tokenizer), network, layers, refiner, refined)

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Return, for every passage, the span that answers `question` best."""
        import torch

        torch.set_num_threads(many_threads())
        return self._spans.find([(question, passage) for passage in passages])


class SpanFinder:
    """A network and its refiner, if there is one, with the layers of both in the type they compute in."""

    def __init__(
        self,
        tokenizer: Splitter,
        network: ReaderNetwork,
        layers: list[LayerWeights],
        refiner: Refiner | None = None,
        refined: Sequence[LayerWeights] = (),
    ) -> None:
        self._tokenizer = tokenizer
        self._network = network
        self._layers = layers
        self._refiner = refiner
        self._refined = list(refined)

    def find(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """Return, for every question and passage, the span that answers best."""
        import torch

        questions = list(dict.fromkeys(question for question, _ in pairs))
        texts = [QUERY_PROMPT + question for question in questions]
        pieces = split_pieces(self._tokenizer, [*texts, *(passage for _, passage in pairs)])
        asked = dict(zip(questions, pieces, strict=False))
        split = pieces[len(questions) :]
        windows = [
            (number, window)
            for number, ((question, _), own) in enumerate(zip(pairs, split, strict=True))
            if len(own.ids)
            for window in cut_windows(asked[question].ids, own.ids, WINDOW, STRIDE)
        ]
        with torch.inference_mode():
            best = self._best_windows(windows)
            spans = self._refined_spans(best)
        readings = {
            number: Reading(
                *trim(pairs[number][1], split[number], spans[number]), found.score, found.answerable
            )
            for number, found in best.items()
        }
        return [readings.get(number, NOTHING) for number in range(len(pairs))]

    def _best_windows(self, windows: Sequence[tuple[int, Window]]) -> dict[int, _Best]:
        import torch

        best: dict[int, _Best] = {}
        for batch in _batches(windows):
            ids, mask, marks = (torch.from_numpy(a) for a in pad([w for _, w in batch]))
            logits, answerable, states = self._network(ids, mask, marks, self._layers)
            for row, (number, window) in enumerate(batch):
                scores = logits[row].numpy()
                span = best_span(scores, window, LONGEST_SPAN)
                score = span.score - float(scores[0].sum())
                if number not in best or score > best[number].score:
                    kept = states[row, : len(window.ids)]
                    best[number] = _Best(window, span, score, float(answerable[row]), kept)
        return best

    def _refined_spans(self, best: dict[int, _Best]) -> dict[int, Span]:
        """Return the spans of the best windows, chosen by the refiner if the weights hold one."""
        import torch
        from torch.nn.utils.rnn import pad_sequence

        spans = {number: found.span for number, found in best.items()}
        if self._refiner is None:
            return spans
        for batch in _batches((number, found.window) for number, found in best.items()):
            _, mask, _ = pad([window for _, window in batch])
            states = pad_sequence([best[number].states for number, _ in batch], batch_first=True)
            scores = self._refiner(states, torch.from_numpy(mask), self._refined)
            for row, (number, window) in enumerate(batch):
                spans[number] = best_pair(scores[row].numpy(), window, LONGEST_SPAN)
        return spans


def _batches(windows: Iterable[tuple[int, Window]]) -> list[list[tuple[int, Window]]]:
    """Return the windows in batches of like length."""
    batches: list[list[tuple[int, Window]]] = []
    real = 0
    for item in sorted(windows, key=lambda item: len(item[1].ids)):
        length = len(item[1].ids)
        padded = length * (len(batches[-1]) + 1) if batches else 0
        if not batches or padded > BATCH_PIECES or padded > WASTE * (real + length):
            batches.append([])
            real = 0
        batches[-1].append(item)
        real += length
    return batches
