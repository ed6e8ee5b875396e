"""Trains the reader: `python -m training.reader.train`; run it again to go on from the last checkpoint."""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
import torch.nn.functional as F

from index.embedding.e5_model import build_bert, build_tokenizer
from index.embedding.e5_weights import read_e5_weights
from index.reading.loading import load_network
from index.reading.network import ReaderNetwork
from index.reading.weights import read_reader_weights
from index.reading.windows import pad
from training.reader.batches import Sampler, pack
from training.reader.examples import HERE, read_corpus
from training.reader.held_out import measure
from training.reader.plan import Plan, State
from training.reader.prepare import prepare
from training.reader.runs import Run, add_plan_options, load, planned
from training.reader.threads import Threads
from training.reader.wheel import wheel_file

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.reader.batches import Sample
    from training.reader.prepare import Prepared


class Trainer:
    """A run: its network, optimiser, running average of the weights, and place in the data."""

    def __init__(
        self,
        plan: Plan,
        network: ReaderNetwork,
        tokenizer: Tokenizer,
        data: Prepared,
        run: Run,
        threads: Threads,
    ) -> None:
        self.plan = plan
        self.network = network
        self.tokenizer = tokenizer
        self.data = data
        self.folder = run
        self.threads = threads
        self.trained = network.trained()
        for name, parameter in network.named_parameters():
            parameter.requires_grad_(name in self.trained)
        self.average = {n: p.detach().clone() for n, p in self.trained.items()}
        self.optimiser = torch.optim.AdamW(
            _groups(self.trained, plan), betas=(0.9, 0.98), fused=True
        )
        self.state = State()
        self.cursors: dict[str, int] = {}

    def run(self, hold: float) -> None:
        """Train to the plan's end, with a checkpoint after every chunk and a measurement now and then."""
        plan, state = self.plan, self.state
        sampler = Sampler(self.data.train, self.tokenizer, plan)
        last_measured = state.seconds
        while state.samples < plan.samples:
            progress = state.samples / plan.samples
            limit = plan.early_limit if progress < plan.early else plan.limit
            mixed = plan.mixture_from + (1 - plan.mixture_from) * progress
            samples = sampler.chunk(state.chunk, mixed, limit, self.cursors)
            rng = random.Random(f"{plan.seed}-order-{state.chunk}")
            begun, losses, tokens = time.monotonic(), [], 0
            for batch in pack(samples, plan.tokens, rng):
                started = time.monotonic()
                losses.append(self._step(batch))
                size = sum(len(s.window.ids) for s in batch)
                tokens += size
                self.threads.note(size / (time.monotonic() - started))
            state.chunk += 1
            took = time.monotonic() - begun
            state.seconds += took
            mean = [sum(column) / len(losses) for column in zip(*losses, strict=True)]
            self.folder.log(
                {
                    "chunk": state.chunk,
                    "samples": state.samples,
                    "step": state.step,
                    "rate": round(self._rate(), 4),
                    "span_loss": round(mean[0], 4),
                    "answerable_loss": round(mean[1], 4),
                    "tokens_per_s": round(tokens / took),
                    "threads": torch.get_num_threads(),
                    "minutes": round(state.seconds / 60, 1),
                }
            )
            if state.seconds - last_measured > hold:
                last_measured = state.seconds
                self.measure(120)
            self.save()
        self.measure(400)
        self.save()

    def measure(self, most: int) -> None:
        """Log the figures of the averaged weights on the held-out slices."""
        kept = {n: p.detach().clone() for n, p in self.trained.items()}
        self._put(self.average)
        figures = measure(self.network, self.tokenizer, self.data.held_out, most)
        self._put(kept)
        for name, values in figures.items():
            rounded = {key: round(value, 3) for key, value in values.items()}
            self.folder.log({"samples": self.state.samples, "slice": name} | rounded)

    def save(self) -> None:
        """Write the checkpoint."""
        self.folder.save(
            {
                "state": vars(self.state),
                "cursors": self.cursors,
                "trained": {n: p.detach() for n, p in self.trained.items()},
                "average": self.average,
                "optimiser": self.optimiser.state_dict(),
                "plan": vars(self.plan),
            }
        )

    def load(self, saved: dict[str, Any]) -> None:
        """Go on from what a checkpoint holds."""
        self._put(saved["trained"])
        self.average = saved["average"]
        self.optimiser.load_state_dict(saved["optimiser"])
        self.state = State(**saved["state"])
        self.cursors = saved["cursors"]

    def load_weights(self, path: Path) -> None:
        """Begin from exported weights: the optimiser and the place in the data start anew."""
        self._put(load_network(read_reader_weights(path), self.network.bert).trained())
        self.average = {name: p.detach().clone() for name, p in self.trained.items()}

    def _put(self, tensors: dict[str, torch.Tensor]) -> None:
        with torch.no_grad():
            for name, tensor in tensors.items():
                self.trained[name].copy_(tensor)

    def _rate(self) -> float:
        plan, done = self.plan, self.state.samples / self.plan.samples
        if done < plan.warm_up:
            return max(0.02, done / plan.warm_up)
        left = (1 - done) / plan.cool_down
        return min(1.0, max(0.02, left))

    def _step(self, batch: list[Sample]) -> tuple[float, float]:
        plan = self.plan
        ids, mask, marks = (torch.from_numpy(a) for a in pad([s.window for s in batch]))
        starts = torch.tensor([s.start for s in batch])
        ends = torch.tensor([s.end for s in batch])
        spans, logits, _ = self.network(ids, mask, marks, self.network.fuse(torch.bfloat16))
        allowed = (marks[:, :, 0] > 0) | (torch.arange(ids.shape[1]) == 0)
        spans = spans.masked_fill(~allowed[:, :, None], -1e4)
        span_loss = (
            F.cross_entropy(spans[:, :, 0], starts) + F.cross_entropy(spans[:, :, 1], ends)
        ) / 2
        answerable_loss = F.binary_cross_entropy_with_logits(logits, (ends > 0).float())
        (span_loss + plan.answerable_weight * answerable_loss).backward()
        torch.nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * self._rate()
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.state.samples += len(batch)
        self.state.step += 1
        if self.state.step % 4 == 0:
            keep = min(plan.average, self.state.step / (self.state.step + 40)) ** 4
            names = list(self.trained)
            torch._foreach_lerp_(
                [self.average[n] for n in names],
                [self.trained[n].detach() for n in names],
                1 - keep,
            )
        return span_loss.item(), answerable_loss.item()


def _groups(trained: dict[str, torch.nn.Parameter], plan: Plan) -> list[dict[str, Any]]:
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in trained.items():
        parts = name.split(".")
        rate = plan.head_rate
        if parts[0] == "bert":
            rate = plan.rate * plan.layer_decay ** (11 - int(parts[3]))
        decay = plan.weight_decay if parameter.ndim > 1 and parts[0] == "bert" else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": params, "lr": rate, "peak": rate, "weight_decay": decay}
        for (rate, decay), params in groups.items()
    ]


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    cache = Path.home() / ".cache" / "khaobot-training"
    parser.add_argument("--out", type=Path, default=cache / "reader")
    parser.add_argument(
        "--from",
        dest="begin",
        type=Path,
        help="a checkpoint of another run, or exported weights (.bin), to begin from",
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--measure-every", type=float, default=600, metavar="SECONDS")
    add_plan_options(parser, Plan)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    run, begin = Run(arguments.out), arguments.begin
    saved = run.load()
    if saved is None and begin is not None and begin.suffix != ".bin":
        saved = load(begin)
    plan = planned(Plan, saved, arguments, settled=("seed", "frozen"))
    torch.manual_seed(plan.seed)
    weights = read_e5_weights(wheel_file())
    bert, tokenizer = build_bert(weights), build_tokenizer(weights.vocabulary, 1_000_000)
    corpus = read_corpus(arguments.data, Path(__file__).with_name(HERE))
    data = prepare(corpus, bert, tokenizer, arguments.out)
    network = ReaderNetwork(bert, plan.frozen)
    trainer = Trainer(plan, network, tokenizer, data, run, Threads(arguments.threads))
    if saved is not None:
        trainer.load(saved)
    elif begin is not None:
        trainer.load_weights(begin)
    run.log({"samples": trainer.state.samples, "plan": asdict(plan)})
    trainer.run(arguments.measure_every)


if __name__ == "__main__":
    main()
