"""Windows cover the passage, spans stay inside it, and offsets are code points of the passage."""

import numpy as np
import pytest

from index.reading.windows import (
    BOS,
    EOS,
    MAX_QUESTION,
    PAD,
    Span,
    best_pair,
    best_span,
    cut_windows,
    join,
    pad,
    shortened,
)


def ids(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int32)


def test_a_window_joins_question_and_passage_and_marks_what_they_share() -> None:
    window = join(ids(10, 11), ids(20, 11, 21), first=4)
    assert window.ids.tolist() == [BOS, 10, 11, EOS, EOS, 20, 11, 21, EOS]
    assert window.offset == 5
    assert np.flatnonzero(window.shared).tolist() == [6]


def test_of_a_long_question_both_ends_are_kept() -> None:
    question = np.arange(100, 600, dtype=np.int32)
    window = join(question, ids(20), first=0)
    assert len(window.ids) == MAX_QUESTION + 5
    asked = window.ids[1 : window.offset - 2].tolist()
    assert asked == sorted(set(asked))
    assert asked[: MAX_QUESTION // 2] == list(range(100, 100 + MAX_QUESTION // 2))
    assert asked[-MAX_QUESTION // 2 :] == list(range(600 - MAX_QUESTION // 2, 600))


@pytest.mark.parametrize("length", [0, 1, MAX_QUESTION])
def test_a_question_that_fits_is_kept_whole(length: int) -> None:
    question = np.arange(100, 100 + length, dtype=np.int32)
    assert shortened(question).tolist() == question.tolist()


@pytest.mark.parametrize("length", [0, 1, 10, 11, 29, 30, 31, 200])
def test_windows_cover_every_piece_and_stay_within_the_limit(length: int) -> None:
    passage = np.arange(100, 100 + length, dtype=np.int32)
    windows = list(cut_windows(ids(5, 6), passage, limit=20, stride=7))
    seen: set[int] = set()
    for window in windows:
        inside = window.ids[window.offset : -1]
        assert len(window.ids) <= 20
        assert inside.tolist() == passage[window.first : window.first + len(inside)].tolist()
        seen.update(inside.tolist())
    assert seen == set(passage.tolist())


def test_the_best_span_is_ordered_short_and_in_the_passage() -> None:
    window = join(ids(10), ids(20, 21, 22, 23), first=7)
    logits = np.zeros((len(window.ids), 2), np.float32)
    logits[0] = 99  # <s>: "not here", no span
    logits[-1] = 99  # </s>
    logits[window.offset + 3, 0] = 5  # the best start comes after the best end
    logits[window.offset + 1, 1] = 5
    logits[window.offset + 1, 0] = 3
    assert best_span(logits, window, longest=4) == Span(8, 8, 8.0)
    logits[window.offset, 0] = 4.5
    assert best_span(logits, window, longest=4) == Span(7, 8, 9.5)
    assert best_span(logits, window, longest=1) == Span(8, 8, 8.0)


def test_the_best_pair_is_scored_as_a_whole() -> None:
    window = join(ids(10), ids(20, 21, 22, 23), first=7)
    scores = np.zeros((len(window.ids), len(window.ids)), np.float32)
    scores[0, 0] = 99  # <s> is no span
    scores[window.offset + 2, window.offset] = 50  # nor is what ends before it begins
    scores[window.offset, window.offset + 3] = 9
    scores[window.offset + 1, window.offset + 2] = 8
    assert best_pair(scores, window, longest=4) == Span(7, 10, 9.0)
    assert best_pair(scores, window, longest=3) == Span(8, 9, 8.0)


def test_padding_is_masked_and_unmarked() -> None:
    short, long = join(ids(10), ids(10), 0), join(ids(10), ids(20, 21, 22), 0)
    padded, mask, marks = pad([short, long])
    assert padded.shape == mask.shape == (2, 8)
    assert padded[0].tolist()[-2:] == [PAD, PAD]
    assert mask.sum(axis=1).tolist() == [6, 8]
    assert marks[0, :, 0].tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    assert marks[0, :, 1].tolist() == [0, 0, 0, 0, 1, 0, 0, 0]
    assert marks[1, :, 0].sum() == 3
