"""The refiner's loss, its draws, that it learns, and that a run goes on where it stopped: over a tiny network."""

from __future__ import annotations

import json
import math
import random
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from index.reading.loading import base_fingerprint  # noqa: E402
from index.reading.reader import Reader  # noqa: E402
from index.reading.weights import (  # noqa: E402
    ReaderWeights,
    read_reader_weights,
    write_reader_weights,
)
from index.reading.windows import best_pair, pad  # noqa: E402
from tests.training.tiny import network, pool, questions, tokenizer  # noqa: E402
from training.reader import refine  # noqa: E402
from training.reader.examples import ENGLISH_IAPP, IAPP  # noqa: E402
from training.reader.prepare import Prepared  # noqa: E402
from training.reader.refine import Plan, Trainer, joint_loss, train  # noqa: E402
from training.reader.refiner_draws import Draws  # noqa: E402
from training.reader.runs import Run  # noqa: E402
from training.reader.written import THAI  # noqa: E402

SMALL = Plan(samples=1024, refined=2, tokens=1024, rate=5e-3, head_rate=1e-2)


def draws() -> Draws:
    return Draws({IAPP: 1.0}, {IAPP: pool(60)}, tokenizer(), limit=64, rng=random.Random(2))


def trainer(plan: Plan = SMALL) -> Trainer:
    return Trainer(network(), draws(), plan)


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


def test_training_finds_both_ends_and_leaves_the_reader_as_it_was(tmp_path: Path) -> None:
    training = trainer(replace(SMALL, samples=3072))
    reader, source = training.network, training.draws
    before = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
    refiner = train(training, Run(tmp_path), {}, measure_every=1000)
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


def test_a_run_that_is_resumed_draws_and_learns_what_it_would_have(tmp_path: Path) -> None:
    whole = trainer()
    whole.chunk()
    whole.chunk()
    first, run = trainer(), Run(tmp_path)
    first.chunk()
    run.save(first.saved())
    second = trainer()
    saved = run.load()
    assert saved is not None
    second.load(saved)
    second.chunk()
    assert second.state.samples == whole.state.samples
    assert second.draws.state() == whole.draws.state()
    for name, parameter in whole.refiner.named_parameters():
        assert torch.equal(parameter, second.refiner.get_parameter(name)), name
        assert torch.equal(whole.average[name], second.average[name]), name


def test_a_run_leaves_a_log_with_held_out_figures(tmp_path: Path) -> None:
    train(trainer(), Run(tmp_path), {IAPP: pool(12, seed=5)}, measure_every=0, most=12)
    rows = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [row["samples"] for row in rows if "loss" in row] == [512, 1024]
    figures = [row for row in rows if row.get("slice") == IAPP]
    assert [row["samples"] for row in figures] == [512, 1024, 1024]
    assert all(row["n"] == 12 and 0 <= row["em"] <= row["f1"] <= 1 for row in figures)


def test_a_checkpoint_over_another_reader_or_other_questions_is_refused() -> None:
    saved = trainer().saved()
    other_reader = network()
    with torch.no_grad():
        other_reader.span.bias.add_(1)
    with pytest.raises(SystemExit, match="weights of the checkpoint differ"):
        Trainer(other_reader, draws(), SMALL).load(saved)
    with pytest.raises(SystemExit, match="questions of the checkpoint differ"):
        Trainer(network(), replace(draws(), mixture={IAPP: 0.5}), SMALL).load(saved)
    fewer = replace(draws(), pools={IAPP: pool(59)})
    with pytest.raises(SystemExit, match="questions of the checkpoint differ"):
        Trainer(network(), fewer, SMALL).load(saved)


def test_the_command_writes_a_reader_with_its_refiner_and_can_be_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bert = network().bert
    reader = {n: np.zeros(tuple(p.shape), np.float32) for n, p in network().trained().items()}
    plain, out = tmp_path / "reader.bin", tmp_path / "refined.bin"
    write_reader_weights(plain, ReaderWeights(1, base_fingerprint(bert), reader, {"name": "tiny"}))
    both = {IAPP: pool(12), ENGLISH_IAPP: pool(12, seed=7)}
    written = {THAI: questions(12)}, {THAI: questions(6, seed=5)}
    for name, value in {
        "wheel_file": Path,
        "read_e5_weights": lambda path: SimpleNamespace(vocabulary=None),
        "build_bert": lambda weights: bert,
        "build_tokenizer": lambda vocabulary, longest: tokenizer(),
        "read_corpus": lambda data, translations: None,
        "prepare": lambda corpus, bert, tokenizer, cache: Prepared(both, both),
        "read_written": lambda data, file: written,
    }.items():
        monkeypatch.setattr(refine, name, value)
    folders = ["--cache", str(tmp_path / "cache"), "--run", str(tmp_path / "run")]
    options = ["--samples", "512", "--refined", "2", "--threads", "1"]
    monkeypatch.setattr(sys, "argv", ["refine", str(plain), str(out), *folders, *options])
    refine.main()
    first = out.read_bytes()
    assert read_reader_weights(out).notes["refined"] == "512 samples, seed 1"
    (found,) = Reader(out, bert, tokenizer()).read("อะไร", [questions(1)[0].context])
    assert 0 <= found.start < found.end
    monkeypatch.setattr(sys, "argv", ["refine", str(plain), str(out), *folders])
    refine.main()
    assert out.read_bytes() == first
