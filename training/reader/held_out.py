"""Measures a network on the held-out slices: never on XQuAD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.evaluation import auroc, exact_match, mean, token_f1
from training.reader.examples import ENGLISH_IAPP, IAPP
from training.reader.read_many import read_many

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tokenizers import Tokenizer

    from index.reading.network import ReaderNetwork
    from index.reading.refiner import Refiner
    from training.reader.batches import Pool

SLICES = (
    IAPP,
    ENGLISH_IAPP,
    "squad2_train_part",
    "squadshifts_newwiki",
    "mlqa_dev_qen_cvi",
    "jaquad",
)


def measure(
    network: ReaderNetwork,
    tokenizer: Tokenizer,
    pools: Mapping[str, Pool],
    most: int,
    refiner: Refiner | None = None,
) -> dict[str, dict[str, float]]:
    """Return EM, F1 and AUROC by set, over `most` questions each.

    The AUROC are those of the answerable logit and of the span's score, between the question's own
    passage and the nearest mined one.
    """
    figures = {}
    for name, pool in pools.items():
        contexts = list(dict.fromkeys(example.context for example in pool.examples))
        step = max(1, len(pool.examples) // most)
        chosen = [n for n in range(0, len(pool.examples), step) if pool.examples[n].answers][:most]
        asked = [pool.examples[n] for n in chosen]
        others = [
            (pool.examples[n].question, contexts[pool.negatives[n][0]])
            for n in chosen
            if pool.negatives[n]
        ]
        own = read_many(network, tokenizer, [(e.question, e.context) for e in asked], refiner)
        other = read_many(network, tokenizer, others, refiner)
        answers = [
            (e.context[r.start : r.end], [e.context[start:end] for start, end in e.answers])
            for e, r in zip(asked, own, strict=True)
        ]
        figures[name] = {
            "n": len(chosen),
            "em": mean([exact_match(*answer) for answer in answers]),
            "f1": mean([token_f1(*answer) for answer in answers]),
            "auroc": auroc([r.answerable for r in own], [r.answerable for r in other]),
            "auroc_span": auroc([r.score for r in own], [r.score for r in other]),
        }
    return figures
