"""Training the reader over a tiny network: resumed as if never stopped, exported, averaged, measured."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from index.reading.loading import base_fingerprint  # noqa: E402
from index.reading.reader import Reader  # noqa: E402
from index.reading.weights import read_reader_weights, write_reader_weights  # noqa: E402
from tests.training.tiny import network, pool, questions, tokenizer  # noqa: E402
from training.reader.average import averaged  # noqa: E402
from training.reader.examples import IAPP  # noqa: E402
from training.reader.export import pack  # noqa: E402
from training.reader.plan import Plan  # noqa: E402
from training.reader.prepare import Prepared  # noqa: E402
from training.reader.runs import Run, add_plan_options, planned  # noqa: E402
from training.reader.threads import Threads  # noqa: E402
from training.reader.train import Trainer  # noqa: E402

CHUNK = 192
PLAN = Plan(samples=2 * CHUNK, chunk=CHUNK, frozen=1, limit=64, early_limit=64, tokens=1024,
            rate=5e-3, head_rate=1e-2)  # fmt: skip


def trainer(folder: Path, plan: Plan = PLAN) -> Trainer:
    data = Prepared({IAPP: pool(60)}, {IAPP: pool(12, seed=5)})
    return Trainer(plan, network(), tokenizer(), data, Run(folder), Threads(1))


def rows(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Trainer]:
    """A run of two chunks at once, and its folder."""
    folder = tmp_path_factory.mktemp("whole")
    training = trainer(folder)
    training.run(hold=1000)
    return folder, training


def test_a_run_that_is_resumed_draws_and_learns_what_it_would_have(
    whole: tuple[Path, Trainer], tmp_path: Path
) -> None:
    stopping = trainer(tmp_path)

    def stop_after_the_first() -> None:
        Trainer.save(stopping)
        raise KeyboardInterrupt

    stopping.save = stop_after_the_first  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        stopping.run(hold=1000)
    resumed = trainer(tmp_path)
    saved = Run(tmp_path).load()
    assert saved is not None
    resumed.load(saved)
    assert resumed.state.samples == CHUNK
    resumed.run(hold=1000)
    _, uninterrupted = whole
    assert resumed.cursors == uninterrupted.cursors
    assert resumed.state.step == uninterrupted.state.step
    for name, parameter in uninterrupted.trained.items():
        assert torch.equal(parameter, resumed.trained[name]), name
        assert torch.equal(uninterrupted.average[name], resumed.average[name]), name


def test_the_log_holds_losses_and_held_out_figures(whole: tuple[Path, Trainer]) -> None:
    folder, _ = whole
    losses = [row["span_loss"] for row in rows(folder) if "span_loss" in row]
    assert len(losses) == 2
    assert losses[1] < losses[0]
    (figures,) = [row for row in rows(folder) if row.get("slice") == IAPP]
    assert (figures["samples"], figures["n"]) == (2 * CHUNK, 12)


def test_an_exported_run_is_a_reader_and_two_are_averaged(
    whole: tuple[Path, Trainer], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, training = whole
    bert = network().bert
    monkeypatch.setattr("training.reader.export.bundled_bert", lambda: bert)
    first, second = (pack(folder / "checkpoint.pt", part) for part in ("average", "trained"))
    assert first.base == base_fingerprint(bert)
    mean = averaged(first, second)
    for name, parameter in training.trained.items():
        base = dict(network().named_parameters())[name] if name.startswith("bert.") else 0
        between = (training.average[name] + parameter.detach()) / 2 - base
        assert torch.allclose(torch.from_numpy(mean.tensors[name]), between, atol=1e-6), name
    path = tmp_path / "reader.bin"
    write_reader_weights(path, mean)
    assert read_reader_weights(path).notes["trained"] == f"{2 * CHUNK} samples, seed {PLAN.seed}"
    (found,) = Reader(path, bert, tokenizer()).read("อะไร", [questions(1)[0].context])
    assert 0 <= found.start < found.end


def test_files_of_different_bases_are_not_averaged(
    whole: tuple[Path, Trainer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.reader.export.bundled_bert", lambda: network().bert)
    weights = pack(whole[0] / "checkpoint.pt", "average")
    with pytest.raises(SystemExit, match="different bases"):
        averaged(weights, replace(weights, base=weights.base + 1))


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_plan_options(parser, Plan)
    return parser.parse_args(arguments)


def test_a_resumed_run_keeps_its_plan_but_for_what_is_given() -> None:
    saved = {"plan": asdict(PLAN)}
    assert planned(Plan, None, options()) == Plan()
    assert planned(Plan, None, options("--samples", "7")) == Plan(samples=7)
    assert planned(Plan, saved, options()) == PLAN
    assert planned(Plan, saved, options("--cool-down", "0.2")) == replace(PLAN, cool_down=0.2)


def test_what_is_settled_when_a_run_begins_stays() -> None:
    saved = {"plan": asdict(PLAN)}
    same = options("--frozen", "1")
    assert planned(Plan, saved, same, settled=("seed", "frozen")) == PLAN
    with pytest.raises(SystemExit, match="frozen 1, not 2"):
        planned(Plan, saved, options("--frozen", "2"), settled=("seed", "frozen"))
