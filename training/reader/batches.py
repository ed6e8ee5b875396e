"""Draws questions from the mixture and packs them into batches of like length."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from index.language import language_of
from index.reading.windows import MAX_QUESTION, QUERY_PROMPT, Pieces, Window, join, split_pieces
from training.reader.examples import ENGLISH_IAPP, IAPP, Example
from training.reader.lexicon import mix
from training.reader.negatives import mine_negatives
from training.reader.rephrase import rephrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from training.reader.plan import Plan

SHORTEST_PART = 40

MIXTURE = {
    # set: (share at the beginning, share at the end)
    IAPP: (0.16, 0.30),
    ENGLISH_IAPP: (-0.04, 0.10),  # none in the first 29 %
    "iapp_mixed": (0.10, 0.10),
    "squad2_train_part": (0.07, 0.05),
    "squad_train_cs224n_val": (0.06, 0.05),
    "squadshifts_newwiki": (0.12, 0.08),
    "squadshifts_reddit": (0.04, 0.01),
    "squadshifts_amazon": (0.04, 0.01),
    "nq_qed_dev": (0.01, 0.01),
    "covidqa": (0.005, 0.0),
    "fairytaleqa_explicit": (0.03, 0.0),
    "mlqa_dev_qen_cvi": (0.02, 0.02),
    "mlqa_dev_qvi_cen": (0.01, 0.01),
    "jaquad": (0.10, 0.06),
    "jsquad_valid_test": (0.06, 0.04),
    "cmrc2018_dev_trial": (0.025, 0.02),
    "drcd_dev_test": (0.05, 0.04),
    "idk_mrc": (0.06, 0.05),
    "arcd": (0.01, 0.01),
    "kazqad_valid": (0.01, 0.01),
}


@dataclass(frozen=True)
class Sample:
    """A window with the positions of its answer; 0 and 0 if the answer isn't in it."""

    window: Window
    start: int
    end: int


@dataclass
class Pool:
    """One set, ready to be drawn from: questions, passages as pieces, and negatives.

    With a `lexicon`, words of every question drawn are put into English by it.
    """

    examples: list[Example]
    questions: list[NDArray[np.int32]]
    passages: list[Pieces]
    own: list[int]
    negatives: list[list[int]]
    lexicon: dict[str, str] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)


def make_pool(examples: Sequence[Example], tokenizer: Tokenizer) -> Pool:
    """Tokenise a set once and mine its negatives."""
    contexts = list(dict.fromkeys(e.context for e in examples))
    number = {context: n for n, context in enumerate(contexts)}
    passages = split_pieces(tokenizer, contexts)
    questions = question_ids(tokenizer, [e.question for e in examples])
    negatives = mine_negatives(examples, contexts, questions, [p.ids for p in passages])
    own = [number[e.context] for e in examples]
    return Pool(list(examples), questions, passages, own, negatives)


def question_ids(tokenizer: Tokenizer, questions: Sequence[str]) -> list[NDArray[np.int32]]:
    """Return the pieces of `query: question`."""
    return [p.ids for p in split_pieces(tokenizer, [QUERY_PROMPT + q for q in questions])]


def locate(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """Return the first and last piece that cover code points [start, end)."""
    touching = np.flatnonzero((pieces.starts < end) & (pieces.ends > start))
    return (int(touching[0]), int(touching[-1])) if len(touching) else None


class Sampler:
    """Draws samples: every set is gone through in a shuffled order, again and again.

    What the next chunk holds depends only on the seed and its number, so a run can be resumed.
    """

    def __init__(self, pools: dict[str, Pool], tokenizer: Tokenizer, plan: Plan) -> None:
        self._pools = {name: pool for name, pool in pools.items() if name in MIXTURE}
        self._tokenizer = tokenizer
        self._plan = plan

    def chunk(
        self, number: int, progress: float, limit: int, cursors: dict[str, int]
    ) -> list[Sample]:
        """Return the samples of one chunk, and move the `cursors` of the sets it drew from.

        Args:
            number: counts the chunks of a run.
            progress: how much of the run is done, from 0 to 1.
            limit: the most pieces a window may have.
            cursors: by set, how many of its questions have been drawn.
        """
        rng = random.Random(f"{self._plan.seed}-{number}")
        names = list(self._pools)
        shares = [max(0.0, a + (b - a) * progress) for a, b in (MIXTURE[name] for name in names)]
        samples = []
        for name in rng.choices(names, shares, k=self._plan.chunk):
            pool = self._pools[name]
            cursor = cursors.get(name, 0)
            cursors[name] = cursor + 1
            epoch, place = divmod(cursor, len(pool.examples))
            if not place or not pool.order:
                pool.order = list(range(len(pool.examples)))
                random.Random(f"{self._plan.seed}-{name}-{epoch}").shuffle(pool.order)
            samples.append(self._draw(pool, pool.order[place], limit, rng))
        return samples

    def _draw(self, pool: Pool, index: int, limit: int, rng: random.Random) -> Sample:
        example = pool.examples[index]
        question = pool.questions[index]
        asked = example.question
        # Without a share no number is drawn: a seed gives the questions that it always gave.
        if self._plan.rephrased_share and rng.random() < self._plan.rephrased_share:
            asked = rephrase(asked, rng) if language_of(asked) == "th" else asked
        if pool.lexicon:
            asked = mix(asked, pool.lexicon, rng.choice((0.5, 0.9)), rng)
        if asked != example.question:
            question = question_ids(self._tokenizer, [asked])[0]
        room = limit - min(len(question), MAX_QUESTION) - 4
        answers = example.answers
        number = pool.own[index]
        if answers and pool.negatives[index] and rng.random() < self._plan.negative_share:
            number = rng.choice(pool.negatives[index])
            answers = ()
        pieces = pool.passages[number]
        if answers and rng.random() < self._plan.elsewhere_share:
            elsewhere = _elsewhere(example, pieces, room, rng)
            if elsewhere is not None:
                return Sample(join(question, pieces.ids[elsewhere], elsewhere.start), 0, 0)
        found = locate(pieces, *rng.choice(answers)) if answers else None
        first = crop(len(pieces.ids), room, found, rng)
        window = join(question, pieces.ids[first : first + room], first)
        if found is None or found[1] - first >= room:
            return Sample(window, 0, 0)
        return Sample(window, found[0] - first + window.offset, found[1] - first + window.offset)


def crop(length: int, room: int, found: tuple[int, int] | None, rng: random.Random) -> int:
    """Return the first of `room` pieces out of `length`, at random, such that `found` is among them."""
    if length <= room:
        return 0
    if found is None:
        return rng.randint(0, length - room)
    low = max(0, min(found[1] - room + 1, length - room))
    high = min(found[0], length - room)
    return rng.randint(low, max(low, high))


def _elsewhere(example: Example, pieces: Pieces, room: int, rng: random.Random) -> slice | None:
    """Return a part of the passage in which no answer is written, or None if it is too short.

    So the reader learns what it meets in a collection: the passages next to the one that answers.
    """
    left = min(start for start, _ in example.answers)
    right = max(end for _, end in example.answers)
    before = int(np.searchsorted(pieces.ends, left, "right"))
    after = int(np.searchsorted(pieces.starts, right, "left"))
    parts = [(0, before), (after, len(pieces.ids))]
    parts = [(low, high) for low, high in parts if high - low >= SHORTEST_PART]
    if not parts:
        return None
    low, high = rng.choice(parts)
    first = rng.randint(low, max(low, high - room))
    last = min(first + room, high)
    text = example.context[pieces.starts[first] : pieces.ends[last - 1]]
    if any(example.context[start:end] in text for start, end in example.answers):
        return None
    return slice(first, last)


def pack(samples: Sequence[Sample], tokens: int, rng: random.Random) -> list[list[Sample]]:
    """Return batches of at most `tokens` padded pieces, in random order."""
    batches: list[list[Sample]] = []
    batch: list[Sample] = []
    for sample in sorted(samples, key=lambda s: (len(s.window.ids), rng.random())):
        if batch and len(sample.window.ids) * (len(batch) + 1) > tokens:
            batches.append(batch)
            batch = []
        batch.append(sample)
    if batch:
        batches.append(batch)
    rng.shuffle(batches)
    return batches
