"""Fits when the check suspects a passage: python -m training.grounding.fit_suspicion.

The reader's logits of the passages are those of the bot's own search and reader, over one collection
of all development passages. Of all margins that cost at most `LOST` of the sentences that the check keeps
without the reader, the widest that catches most of the sentences about something else is taken, with the
strictness in the middle of those that do as well. To be run again when the reader or `index/confidence.json` changes.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.grounding import Trial, is_right, trials
from bot.answering.grounding import Grounding
from bot.answering.suspicion import FILE_NAME, Margin
from index.embedding.use_model import UseEmbedder
from training.grounding.reading import Asked, answering

PARTS = ("development", "development-2", "development-3", "development-4", "development-5")
BEHIND = tuple(float(step) for step in np.arange(0.5, 8.1, 0.5))
STRICTER = (0.0, 0.1, 0.2)
LOST = 0.02
NEVER = Margin(1000.0, 0.0)


def main() -> None:
    tried = [trial for part in PARTS for trial in trials(part)]
    asked = [trial for trial in tried if trial.question]
    with tempfile.TemporaryDirectory() as folder:
        logits = answering(
            [(trial.question, trial.passages) for trial in asked],
            [passage for trial in tried for passage in trial.passages],
            Path(folder),
        )
    margin = fit(asked, logits)
    path = Path(__file__).parents[2] / "bot" / "answering" / FILE_NAME
    path.write_text(json.dumps({"behind": margin.behind, "stricter": margin.stricter}) + "\n")
    print(path.read_text(encoding="utf-8"), end="")


def fit(asked: Sequence[Trial], logits: Mapping[Asked, tuple[float | None, ...]]) -> Margin:
    """Return the margin, and print what each keeps and catches."""
    embedder = UseEmbedder()

    def counts(margin: Margin) -> tuple[int, int]:
        grounding = Grounding(embedder, margin=margin)
        right = [
            (trial.kind, is_right(grounding, trial, logits[trial.question, trial.passages]))
            for trial in asked
        ]
        return sum(ok for kind, ok in right if not kind), sum(ok for kind, ok in right if kind)

    least = counts(NEVER)[0] - LOST * len([trial for trial in asked if not trial.kind])
    found: dict[Margin, int] = {}
    for margin in (Margin(behind, stricter) for behind in BEHIND for stricter in STRICTER):
        kept, caught = counts(margin)
        print(f"{margin}: {kept} kept, {caught} caught")
        if kept >= least:
            found[margin] = caught
    best = [margin for margin, caught in found.items() if caught == max(found.values())]
    widest = [margin for margin in best if margin.behind == max(one.behind for one in best)]
    return widest[len(widest) // 2]


if __name__ == "__main__":
    main()
