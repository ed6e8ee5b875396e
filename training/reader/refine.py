"""Trains the refiner over a finished reader: `python -m training.reader.refine READER.bin OUT.bin`.

The reader stays as it is: what it says of a passage, and so the confidence fitted to it, doesn't change.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from index.embedding.e5_model import build_bert, build_tokenizer
from index.embedding.e5_weights import read_e5_weights
from index.language import language_of
from index.reading.loading import load_network
from index.reading.reader import LONGEST_SPAN
from index.reading.refiner import Refiner
from index.reading.weights import REFINER, read_reader_weights
from index.reading.windows import MAX_QUESTION, Window, join, pad
from training.reader.batches import crop, locate, make_pool, question_ids
from training.reader.examples import ENGLISH_IAPP, HERE, IAPP, read_corpus
from training.reader.export import ship
from training.reader.lexicon import mix
from training.reader.prepare import prepare
from training.reader.rephrase import rephrase
from training.reader.wheel import wheel_file
from training.reader.written import ENGLISH, FILE, THAI, read_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer
    from torch import Tensor

    from index.reading.network import ReaderNetwork
    from training.reader.batches import Pool

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
REPHRASED = 0.3
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


@dataclass(frozen=True)
class Sample:
    """A window, and the first and last position of every answer in it."""

    window: Window
    spans: frozenset[tuple[int, int]]


@dataclass
class Draws:
    """Draws answerable questions from the mixture, set by set in a shuffled order."""

    pools: dict[str, Pool]
    tokenizer: Tokenizer
    limit: int
    rng: random.Random
    left: dict[str, list[int]] = field(default_factory=dict)

    def take(self, count: int) -> list[Sample]:
        """Return the next `count` samples."""
        names = [name for name in MIXTURE if name in self.pools]
        shares = [MIXTURE[name] for name in names]
        samples: list[Sample] = []
        while len(samples) < count:
            (name,) = self.rng.choices(names, shares)
            order = self.left.setdefault(name, [])
            if not order:
                order.extend(range(len(self.pools[name].examples)))
                self.rng.shuffle(order)
            sample = self._sample(self.pools[name], order.pop())
            if sample is not None:
                samples.append(sample)
        return samples

    def _sample(self, pool: Pool, index: int) -> Sample | None:
        example, question = pool.examples[index], pool.questions[index]
        asked = example.question
        if self.rng.random() < REPHRASED and language_of(asked) == "th":
            asked = rephrase(asked, self.rng)
        if pool.lexicon:
            asked = mix(asked, pool.lexicon, self.rng.choice((0.5, 0.9)), self.rng)
        if asked != example.question:
            question = question_ids(self.tokenizer, [asked])[0]
        pieces = pool.passages[pool.own[index]]
        found = [span for answer in example.answers if (span := locate(pieces, *answer))]
        if not found:
            return None
        room = self.limit - min(len(question), MAX_QUESTION) - 4
        first = crop(len(pieces.ids), room, self.rng.choice(found), self.rng)
        window = join(question, pieces.ids[first : first + room], first)
        shift = window.offset - first
        spans = frozenset(
            (start + shift, end + shift)
            for start, end in found
            if start >= first and end < first + room and end - start < LONGEST_SPAN
        )
        return Sample(window, spans) if spans else None


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


def train(network: ReaderNetwork, draws: Draws, plan: Plan) -> Refiner:
    """Return a refiner trained over `network`, with the average of its weights along the run."""
    network.refined = plan.refined
    layers = network.fuse(torch.bfloat16)
    refiner = Refiner(network, plan.refined).requires_grad_(True)
    head = [p for n, p in refiner.named_parameters() if not n.startswith("layer.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": list(refiner.layer.parameters()), "peak": plan.rate},
            {"params": head, "peak": plan.head_rate, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
        weight_decay=plan.weight_decay,
        fused=True,
    )
    average = {name: p.detach().clone() for name, p in refiner.named_parameters()}
    samples, step, begun, losses = 0, 0, time.monotonic(), list[float]()
    while samples < plan.samples:
        for batch in _batches(draws.take(CHUNK), plan.tokens, draws.rng):
            ids, mask, marks = (torch.from_numpy(a) for a in pad([s.window for s in batch]))
            with torch.no_grad():
                _, _, states = network(ids, mask, marks, layers)
            scores = refiner(states, mask, refiner.fuse(torch.bfloat16))
            loss = joint_loss(scores, marks, [s.spans for s in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(refiner.parameters(), 1.0)
            done = samples / plan.samples
            rate = min(1.0, max(0.02, done / plan.warm_up), max(0.02, (1 - done) / plan.cool_down))
            for group in optimiser.param_groups:
                group["lr"] = group["peak"] * rate
            optimiser.step()
            optimiser.zero_grad()
            losses.append(loss.item())
            samples, step = samples + len(batch), step + 1
            if step % 4 == 0:
                keep = min(plan.average, step / (step + 40)) ** 4
                for name, parameter in refiner.named_parameters():
                    average[name].lerp_(parameter.detach(), 1 - keep)
        recent = sum(losses[-60:]) / len(losses[-60:])
        minutes = (time.monotonic() - begun) / 60
        print(f"{samples} samples, loss {recent:.3f}, {minutes:.1f} minutes", flush=True)
    refiner.load_state_dict(average)
    return refiner.requires_grad_(False).eval()


def _batches(samples: list[Sample], tokens: int, rng: random.Random) -> list[list[Sample]]:
    """Return batches of at most `tokens` padded pieces, in random order."""
    batches: list[list[Sample]] = [[]]
    for sample in sorted(samples, key=lambda s: len(s.window.ids)):
        if len(sample.window.ids) * (len(batches[-1]) + 1) > tokens:
            batches.append([])
        batches[-1].append(sample)
    rng.shuffle(batches)
    return batches


def main() -> None:
    """Parse the command line, train, and write the reader's weights with the refiner's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--samples", type=int, default=Plan.samples)
    parser.add_argument("--threads", type=int, default=2)
    cache = Path.home() / ".cache" / "khaobot-training"
    parser.add_argument("--cache", type=Path, default=cache / "reader")
    arguments = parser.parse_args()
    plan = Plan(samples=arguments.samples)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(plan.seed)
    arguments.cache.mkdir(parents=True, exist_ok=True)
    base = read_e5_weights(wheel_file())
    bert, tokenizer = build_bert(base), build_tokenizer(base.vocabulary, 1_000_000)
    here = Path(__file__).parent
    corpus = read_corpus(arguments.data, here / HERE)
    pools = prepare(corpus, bert, tokenizer, arguments.cache).train
    written, _ = read_written(arguments.data, here / FILE)
    pools |= {name: make_pool(examples, tokenizer) for name, examples in written.items()}
    weights = read_reader_weights(arguments.reader)
    reader = {n: t for n, t in weights.tensors.items() if not n.startswith(REFINER)}
    weights = replace(weights, tensors=reader)
    network = load_network(weights, bert)
    own = {REFINER + n: p.clone() for n, p in Refiner(network, plan.refined).named_parameters()}
    refiner = train(network, Draws(pools, tokenizer, plan.limit, random.Random(plan.seed)), plan)
    tensors = {
        name: (p - own[name] if name.startswith(REFINER + "layer.") else p).numpy()
        for name, p in ((REFINER + n, p.detach()) for n, p in refiner.named_parameters())
    }
    notes = {**weights.notes, "refined": f"{plan.samples} samples, seed {plan.seed}"}
    ship(replace(weights, tensors={**reader, **tensors}, notes=notes), arguments.out)


if __name__ == "__main__":
    main()
