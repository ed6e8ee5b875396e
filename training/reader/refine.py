"""Trains the refiner over a finished reader: `python -m training.reader.refine READER.bin OUT.bin`.

The reader stays as it is: what it says of a passage, and so the confidence fitted to it, doesn't change.
Run it again to go on from the last checkpoint.
"""

from __future__ import annotations

import argparse
import random
import time
import zlib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from index.embedding.e5_model import build_bert, build_tokenizer
from index.embedding.e5_weights import read_e5_weights
from index.reading.loading import load_network
from index.reading.reader import LONGEST_SPAN
from index.reading.refiner import Refiner
from index.reading.weights import REFINER, read_reader_weights
from index.reading.windows import pad
from training.reader.batches import make_pool
from training.reader.examples import ENGLISH_IAPP, HERE, IAPP, read_corpus
from training.reader.export import ship
from training.reader.held_out import measure
from training.reader.plan import State
from training.reader.prepare import prepare
from training.reader.refiner_draws import Draws, batches
from training.reader.runs import Run, add_plan_options, planned
from training.reader.wheel import wheel_file
from training.reader.written import ENGLISH, FILE, THAI, read_written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

    from index.reading.network import ReaderNetwork
    from training.reader.batches import Pool
    from training.reader.refiner_draws import Sample

MIXTURE = {
    THAI: 0.34,
    ENGLISH: 0.20,
    IAPP: 0.22,
    ENGLISH_IAPP: 0.07,
    "iapp_mixed": 0.03,
    "squad2_train_part": 0.03,
    "squad_train_cs224n_val": 0.03,
    "squadshifts_newwiki": 0.02,
    "mlqa_dev_qen_cvi": 0.01,
    "mlqa_dev_qvi_cen": 0.005,
    "jaquad": 0.02,
    "jsquad_valid_test": 0.005,
    "drcd_dev_test": 0.005,
    "cmrc2018_dev_trial": 0.003,
    "idk_mrc": 0.01,
    "nq_qed_dev": 0.002,
}
CHUNK = 512
NEVER = -1e4


@dataclass(frozen=True)
class Plan:
    """Everything about a run that changes its weights."""

    seed: int = 1
    samples: int = 16384
    refined: int = 4
    limit: int = 224
    tokens: int = 4096
    rate: float = 1.2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.05
    cool_down: float = 0.6
    weight_decay: float = 0.01
    average: float = 0.99


def joint_loss(
    scores: Tensor, marks: Tensor, spans: Sequence[frozenset[tuple[int, int]]]
) -> Tensor:
    """Return the mean negative logarithm of the probability that all answers of a window have together.

    Args:
        scores: (texts, tokens, tokens), by start and end.
        marks: (texts, tokens, 2), as the network takes them.
        spans: for every text, the positions of its answers.
    """
    passage = marks[:, :, 0] > 0
    places = torch.arange(scores.shape[1])
    distance = places[None, :] - places[:, None]
    short = (distance >= 0) & (distance < LONGEST_SPAN)
    allowed = passage[:, :, None] & passage[:, None, :] & short
    everything = scores.masked_fill(~allowed, NEVER).flatten(1).logsumexp(1)
    right = torch.stack(
        [
            torch.stack([scores[row, start, end] for start, end in sorted(own)]).logsumexp(0)
            for row, own in enumerate(spans)
        ]
    )
    return (everything - right).mean()


class Trainer:
    """A run: its refiner, optimiser, running average of the weights, and place in the data."""

    def __init__(self, network: ReaderNetwork, draws: Draws, plan: Plan) -> None:
        """Take the reader's network, which stays as it is."""
        network.refined = plan.refined
        self.network = network
        self.draws = draws
        self.plan = plan
        self.layers = network.fuse(torch.bfloat16)
        self.refiner = Refiner(network, plan.refined).requires_grad_(True)
        head = [p for n, p in self.refiner.named_parameters() if not n.startswith("layer.")]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": list(self.refiner.layer.parameters()), "peak": plan.rate},
                {"params": head, "peak": plan.head_rate, "weight_decay": 0.0},
            ],
            betas=(0.9, 0.98),
            weight_decay=plan.weight_decay,
            fused=True,
        )
        self.average = {n: p.detach().clone() for n, p in self.refiner.named_parameters()}
        self.state = State()
        self.over = {"reader's weights": fingerprint(network), "questions": draws.fingerprint()}

    def chunk(self) -> dict[str, float]:
        """Train on the next questions, and return what the log should say of it."""
        begun, losses = time.monotonic(), list[float]()
        for batch in batches(self.draws.take(CHUNK), self.plan.tokens, self.draws.rng):
            losses.append(self._step(batch))
        self.state.chunk += 1
        self.state.seconds += time.monotonic() - begun
        return {
            "samples": self.state.samples,
            "step": self.state.step,
            "rate": round(self._rate(), 4),
            "loss": round(sum(losses) / len(losses), 4),
            "minutes": round(self.state.seconds / 60, 1),
        }

    def averaged(self) -> Refiner:
        """Return a refiner of the averaged weights."""
        refiner = Refiner(self.network, self.plan.refined)
        refiner.load_state_dict(self.average)
        return refiner.requires_grad_(False).eval()

    def saved(self) -> dict[str, Any]:
        """Return all that a checkpoint must hold."""
        return {
            "plan": vars(self.plan),
            "over": self.over,
            "state": vars(self.state),
            "draws": self.draws.state(),
            "refiner": {n: p.detach() for n, p in self.refiner.named_parameters()},
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
        }

    def load(self, saved: dict[str, Any]) -> None:
        """Go on from what a checkpoint holds, or end the program if its reader or its questions are others."""
        for what, number in self.over.items():
            if saved["over"][what] != number:
                raise SystemExit(f"The {what} of the checkpoint differ: give a --run of its own.")
        self.refiner.load_state_dict(saved["refiner"])
        self.average = saved["average"]
        self.optimiser.load_state_dict(saved["optimiser"])
        self.state = State(**saved["state"])
        self.draws.go_on_from(saved["draws"])

    def _rate(self) -> float:
        plan, done = self.plan, self.state.samples / self.plan.samples
        return min(1.0, max(0.02, done / plan.warm_up), max(0.02, (1 - done) / plan.cool_down))

    def _step(self, batch: Sequence[Sample]) -> float:
        refiner, state = self.refiner, self.state
        ids, mask, marks = (torch.from_numpy(a) for a in pad([s.window for s in batch]))
        with torch.no_grad():
            _, _, states = self.network(ids, mask, marks, self.layers)
        scores = refiner(states, mask, refiner.fuse(torch.bfloat16))
        loss = joint_loss(scores, marks, [s.spans for s in batch])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(refiner.parameters(), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * self._rate()
        self.optimiser.step()
        self.optimiser.zero_grad()
        state.samples, state.step = state.samples + len(batch), state.step + 1
        if state.step % 4 == 0:
            keep = min(self.plan.average, state.step / (state.step + 40)) ** 4
            for name, parameter in refiner.named_parameters():
                self.average[name].lerp_(parameter.detach(), 1 - keep)
        return loss.item()


def fingerprint(network: ReaderNetwork) -> int:
    """Return a number that tells one trained reader from another."""
    check = 0
    for parameter in network.trained().values():
        check = zlib.crc32(parameter.detach().numpy().tobytes(), check)
    return check


def train(
    trainer: Trainer, run: Run, held_out: Mapping[str, Pool], measure_every: float, most: int = 120
) -> Refiner:
    """Train to the plan's end, and return the averaged refiner.

    Every chunk is logged and followed by a checkpoint; every `measure_every` seconds, and at the end,
    the figures of the averaged weights on at most `most` questions of each set of `held_out`.
    """

    def measured() -> None:
        figures = measure(
            trainer.network, trainer.draws.tokenizer, held_out, most, trainer.averaged()
        )
        for name, values in figures.items():
            rounded = {key: round(value, 3) for key, value in values.items()}
            run.log({"samples": trainer.state.samples, "slice": name} | rounded)

    last = trainer.state.seconds
    while trainer.state.samples < trainer.plan.samples:
        run.log(trainer.chunk())
        if trainer.state.seconds - last > measure_every:
            last = trainer.state.seconds
            measured()
        run.save(trainer.saved())
    measured()
    return trainer.averaged()


def main() -> None:
    """Parse the command line, train, and write the reader's weights with the refiner's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--measure-every", type=float, default=600, metavar="SECONDS")
    cache = Path.home() / ".cache" / "khaobot-training"
    parser.add_argument("--cache", type=Path, default=cache / "reader", help="the sets, prepared")
    parser.add_argument("--run", type=Path, default=cache / "refiner", help="checkpoint and log")
    add_plan_options(parser, Plan)
    arguments = parser.parse_args()
    run = Run(arguments.run)
    saved = run.load()
    plan = planned(Plan, saved, arguments, settled=("seed", "refined"))
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(plan.seed)
    arguments.cache.mkdir(parents=True, exist_ok=True)
    base = read_e5_weights(wheel_file())
    bert, tokenizer = build_bert(base), build_tokenizer(base.vocabulary, 1_000_000)
    here = Path(__file__).parent
    corpus = read_corpus(arguments.data, here / HERE)
    prepared = prepare(corpus, bert, tokenizer, arguments.cache)
    written, apart = (
        {name: make_pool(examples, tokenizer) for name, examples in part.items()}
        for part in read_written(arguments.data, here / FILE)
    )
    weights = read_reader_weights(arguments.reader)
    reader = {n: t for n, t in weights.tensors.items() if not n.startswith(REFINER)}
    weights = replace(weights, tensors=reader)
    network = load_network(weights, bert)
    own = {REFINER + n: p.clone() for n, p in Refiner(network, plan.refined).named_parameters()}
    pools = prepared.train | written
    draws = Draws(MIXTURE, pools, tokenizer, plan.limit, random.Random(plan.seed))
    trainer = Trainer(network, draws, plan)
    if saved is not None:
        trainer.load(saved)
    run.log({"samples": trainer.state.samples, "plan": asdict(plan)})
    held_out = apart | {name: prepared.held_out[name] for name in (IAPP, ENGLISH_IAPP)}
    refiner = train(trainer, run, held_out, arguments.measure_every)
    tensors = {
        name: (p - own[name] if name.startswith(REFINER + "layer.") else p).numpy()
        for name, p in ((REFINER + n, p.detach()) for n, p in refiner.named_parameters())
    }
    notes = {**weights.notes, "refined": f"{plan.samples} samples, seed {plan.seed}"}
    ship(replace(weights, tensors={**reader, **tensors}, notes=notes), arguments.out)


if __name__ == "__main__":
    main()
