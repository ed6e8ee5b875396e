"""The refiner's loss, its draws, and that it learns: over a tiny random network."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from index.embedding.e5_model import build_tokenizer  # noqa: E402
from index.embedding.e5_weights import E5Vocabulary  # noqa: E402
from index.reading.network import ReaderNetwork  # noqa: E402
from index.reading.windows import best_pair, pad  # noqa: E402
from training.reader.batches import make_pool  # noqa: E402
from training.reader.examples import IAPP, Example  # noqa: E402
from training.reader.refine import Draws, Plan, joint_loss, train  # noqa: E402

LETTERS = "กขคงจ"


def questions(count: int) -> list[Example]:
    """Questions whose answer is what stands between brackets, long or short."""
    rng = random.Random(4)
    examples = []
    for _ in range(count):
        answer = "".join(rng.choices(LETTERS, k=rng.randint(1, 3)))
        before, after = ("".join(rng.choices(LETTERS, k=3)) for _ in range(2))
        context = f"{before}({answer}){after}"
        start = context.index("(") + 1
        examples.append(Example(IAPP, "อะไร", context, ((start, start + len(answer)),)))
    return examples


def draws() -> Draws:
    letters = sorted(set(LETTERS + "อะไร() query:▁"))
    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces = (*special, *((letter, -3.0) for letter in letters))
    tokenizer = build_tokenizer(E5Vocabulary(pieces, bos=0, eos=2, pad=1, unk=3), 512)
    pool = make_pool(questions(60), tokenizer)
    return Draws({IAPP: pool}, tokenizer, limit=64, rng=random.Random(2))


def network() -> ReaderNetwork:
    from transformers import BertConfig, BertModel

    torch.manual_seed(6)
    config = BertConfig(
        vocab_size=64,
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    bert = BertModel(config, add_pooling_layer=False).eval()
    return ReaderNetwork(bert, frozen=1).requires_grad_(False).eval()


def test_the_loss_is_that_of_all_answers_among_all_spans_of_the_passage() -> None:
    scores = torch.zeros(1, 5, 5)
    marks = torch.zeros(1, 5, 2)
    marks[:, 2:4, 0] = 1  # two pieces, so three spans
    alone = joint_loss(scores, marks, [frozenset({(2, 3)})])
    both = joint_loss(scores, marks, [frozenset({(2, 3), (2, 2)})])
    assert alone.item() == pytest.approx(math.log(3))
    assert both.item() == pytest.approx(math.log(3 / 2))


def test_draws_hold_the_answer_in_their_window() -> None:
    source = draws()
    opening = source.tokenizer.token_to_id("(")
    closing = source.tokenizer.token_to_id(")")
    for sample in source.take(40):
        ((first, last),) = sample.spans
        assert sample.window.ids[[first - 1, last + 1]].tolist() == [opening, closing]


def test_training_finds_both_ends_and_leaves_the_reader_as_it_was() -> None:
    source, reader = draws(), network()
    before = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
    plan = Plan(samples=3072, refined=2, tokens=1024, rate=5e-3, head_rate=1e-2)
    refiner = train(reader, source, plan)
    assert all((reader.state_dict()[name] == tensor).all() for name, tensor in before.items())
    samples = source.take(60)
    layers, own = reader.fuse(torch.float32), refiner.fuse(torch.float32)
    right = 0
    for sample in samples:
        ids, mask, marks = (torch.from_numpy(a) for a in pad([sample.window]))
        with torch.no_grad():
            states = reader(ids, mask, marks, layers)[2]
            scores: np.ndarray = refiner(states, mask, own)[0].numpy()
        found = best_pair(scores, sample.window, longest=48)
        shift = sample.window.offset - sample.window.first
        right += (found.first + shift, found.last + shift) in sample.spans
    assert right > 30
