"""Draws the questions that the refiner is trained on, from a mixture of sets, and packs them into batches."""

from __future__ import annotations

import random
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.language import language_of
from index.reading.reader import LONGEST_SPAN
from index.reading.windows import MAX_QUESTION, Window, join
from training.reader.batches import crop, locate, question_ids
from training.reader.lexicon import mix
from training.reader.rephrase import rephrase

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from training.reader.batches import Pool

REPHRASED = 0.3


@dataclass(frozen=True)
class Sample:
    """A window, and the first and last position of every answer in it."""

    window: Window
    spans: frozenset[tuple[int, int]]


@dataclass
class Draws:
    """Draws answerable questions from a mixture of sets, set by set in a shuffled order."""

    mixture: Mapping[str, float]
    pools: dict[str, Pool]
    tokenizer: Tokenizer
    limit: int
    rng: random.Random
    left: dict[str, list[int]] = field(default_factory=dict)

    def take(self, count: int) -> list[Sample]:
        """Return the next `count` samples."""
        names = [name for name in self.mixture if name in self.pools]
        shares = [self.mixture[name] for name in names]
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

    def state(self) -> dict[str, Any]:
        """Return the place in the data, for a checkpoint."""
        return {"rng": self.rng.getstate(), "left": self.left}

    def go_on_from(self, state: dict[str, Any]) -> None:
        """Draw what would have been drawn after `state`."""
        self.rng.setstate(state["rng"])
        self.left = state["left"]

    def fingerprint(self) -> int:
        """Return a number that tells one mixture of questions from another."""
        check = zlib.crc32(repr(sorted(self.mixture.items())).encode())
        for name in sorted(self.pools):
            for example in self.pools[name].examples:
                check = zlib.crc32(repr(example).encode(), check)
        return check

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


def batches(samples: list[Sample], tokens: int, rng: random.Random) -> list[list[Sample]]:
    """Return batches of at most `tokens` padded pieces, in random order."""
    packed: list[list[Sample]] = [[]]
    for sample in sorted(samples, key=lambda s: len(s.window.ids)):
        if len(sample.window.ids) * (len(packed[-1]) + 1) > tokens:
            packed.append([])
        packed[-1].append(sample)
    rng.shuffle(packed)
    return packed
