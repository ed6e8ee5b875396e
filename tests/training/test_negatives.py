"""Passages that search would confuse with the right one, and those that must not be among them."""

from __future__ import annotations

from tests.training.tiny import tokenizer
from training.reader.batches import make_pool
from training.reader.examples import IAPP, Example

OWN = "กขกข(ค)งจ"
NEAR = "กขกข(ง)งจ"  # of the same letters
HOLDS = "กขกขคงจ"  # holds the answer
FAR = "จจจจจ"


def example(context: str, answer: str) -> Example:
    start = context.index(answer)
    return Example(IAPP, "กข", context, ((start, start + len(answer)),))


def test_the_nearest_comes_first_and_none_holds_the_answer_or_is_the_own_passage() -> None:
    # Letters that are in more than a fifth of the passages say nothing: fill up with others.
    filling = [a + b for a in "quer" for b in "y:อะ"]
    contexts = [OWN, NEAR, HOLDS, FAR, *filling]
    examples = [example(OWN, "ค"), *(example(c, c[0]) for c in contexts[1:])]
    pool = make_pool(examples, tokenizer())
    mined = [contexts[number] for number in pool.negatives[0]]
    assert mined[0] == NEAR
    assert OWN not in mined
    assert HOLDS not in mined


def test_a_passage_alone_has_no_negatives() -> None:
    assert make_pool([example(OWN, "ค")], tokenizer()).negatives == [[]]
