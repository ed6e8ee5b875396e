"""Cuts question and passage into the windows that the reader's network takes, and spans out of its logits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.embedding.pieces import Splitter

BOS, PAD, EOS = 0, 1, 2
QUERY_PROMPT = "query: "
MAX_QUESTION = 64


@dataclass(frozen=True)
class Pieces:
    """A text as piece ids, each with the code points [start, end) that it covers."""

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


@dataclass(frozen=True)
class Window:
    """One input of the network: ids, which of them the question shares, where the passage begins.

    Piece `first` of the passage stands at position `offset` of `ids`; the last id is `</s>`.
    """

    ids: NDArray[np.int32]
    shared: NDArray[np.bool_]
    offset: int
    first: int


@dataclass(frozen=True)
class Span:
    """Pieces [first, last] of the passage, and the score of that span."""

    first: int
    last: int
    score: float


def split_pieces(tokenizer: Splitter, texts: Sequence[str]) -> list[Pieces]:
    """Return the pieces of every text, without special tokens."""
    import numpy as np

    split = []
    for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False):
        offsets = np.array(encoding.offsets, dtype=np.int32).reshape(-1, 2)
        split.append(Pieces(np.array(encoding.ids, np.int32), offsets[:, 0], offsets[:, 1]))
    return split


def join(question: NDArray[np.int32], passage: NDArray[np.int32], first: int) -> Window:
    """Return `<s> question </s></s> passage </s>`, where `passage` begins at piece `first` of the whole."""
    import numpy as np

    question = shortened(question)
    offset = len(question) + 3
    ids = np.empty(offset + len(passage) + 1, np.int32)
    ids[0], ids[offset - 2], ids[offset - 1], ids[-1] = BOS, EOS, EOS, EOS
    ids[1 : offset - 2] = question
    ids[offset:-1] = passage
    shared = np.zeros(len(ids), np.bool_)
    shared[offset:-1] = np.isin(passage, question)
    return Window(ids, shared, offset, first)


def shortened(question: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return a question in at most `MAX_QUESTION` pieces: of a longer one its beginning and its end.

    Who tells how they came to ask does so before the question or after it, and seldom around it.
    """
    import numpy as np

    if len(question) <= MAX_QUESTION:
        return question
    end = MAX_QUESTION // 2
    return np.concatenate([question[: MAX_QUESTION - end], question[-end:]])


def cut_windows(
    question: NDArray[np.int32], passage: NDArray[np.int32], limit: int, stride: int
) -> Iterator[Window]:
    """Yield windows of at most `limit` ids that cover the passage, one every `stride` pieces."""
    room = limit - min(len(question), MAX_QUESTION) - 4
    first = 0
    while True:
        yield join(question, passage[first : first + room], first)
        if first + room >= len(passage):
            return
        first += min(stride, room)


def best_span(logits: NDArray[np.float32], window: Window, longest: int) -> Span:
    """Return the span of the window's passage with the highest sum of start and end logit.

    Args:
        logits: (tokens, 2), start and end.
        longest: the most pieces a span may have.
    """
    return best_pair(logits[:, 0][:, None] + logits[:, 1][None, :], window, longest)


def best_pair(scores: NDArray[np.float32], window: Window, longest: int) -> Span:
    """Return the span of the window's passage with the highest score.

    Args:
        scores: (tokens, tokens), by start and end.
        longest: the most pieces a span may have.
    """
    import numpy as np

    passage = slice(window.offset, len(window.ids) - 1)
    inside = scores[passage, passage]
    if not len(inside):
        return Span(window.first, window.first, float("-inf"))
    distance = np.arange(len(inside))[None, :] - np.arange(len(inside))[:, None]
    allowed = np.where((distance >= 0) & (distance < longest), inside, -np.inf)
    first, last = divmod(int(allowed.argmax()), len(inside))
    return Span(window.first + first, window.first + last, float(allowed[first, last]))


def pad(
    windows: Sequence[Window],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return ids and mask, (windows, longest), and marks, (windows, longest, 2): passage and overlap."""
    import numpy as np

    shape = (len(windows), max(len(w.ids) for w in windows))
    ids = np.full(shape, PAD, np.int64)
    mask = np.zeros(shape, np.int64)
    marks = np.zeros((*shape, 2), np.float32)
    for row, window in enumerate(windows):
        length = len(window.ids)
        ids[row, :length] = window.ids
        mask[row, :length] = 1
        marks[row, window.offset : length - 1, 0] = 1
        marks[row, :length, 1] = window.shared
    return ids, mask, marks
