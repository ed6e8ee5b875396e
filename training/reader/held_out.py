"""Measures a network on the held-out slices: never on XQuAD."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.reader.examples import ENGLISH_IAPP, IAPP
from training.reader.metrics import auroc, score_answer
from training.reader.read_many import read_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tokenizers import Tokenizer

    from index.reading.network import ReaderNetwork
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
    contexts: Mapping[str, Sequence[str]],
    most: int,
) -> dict[str, dict[str, float]]:
    """Return EM, F1 and AUROC (own passage against a mined one) by slice, over `most` questions each."""
    figures = {}
    for name in SLICES:
        if name not in pools:
            continue
        pool = pools[name]
        step = max(1, len(pool.examples) // most)
        chosen = [n for n in range(0, len(pool.examples), step) if pool.examples[n].answers][:most]
        pairs = [(pool.examples[n].question, pool.examples[n].context) for n in chosen]
        own = read_many(network, tokenizer, pairs)
        others = [
            (pool.examples[n].question, contexts[name][pool.negatives[n][0]])
            for n in chosen
            if pool.negatives[n]
        ]
        other = read_many(network, tokenizer, others)
        scores = [
            score_answer(c[f.start : f.end], [c[s:e] for s, e in pool.examples[n].answers])
            for n, f, (_, c) in zip(chosen, own, pairs, strict=True)
        ]
        figures[name] = {
            "n": len(chosen),
            "em": sum(s.exact for s in scores) / len(scores),
            "f1": sum(s.f1 for s in scores) / len(scores),
            "auroc": auroc([f.answerable for f in own], [f.answerable for f in other]),
            "auroc_span": auroc([f.score - f.null for f in own], [f.score - f.null for f in other]),
        }
    return figures
