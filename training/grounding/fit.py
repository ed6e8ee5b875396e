"""Fits what the check of written sentences asks of their meaning: python -m training.grounding.fit.

A sentence that its passage supports must stay, one that somebody made up about the same news must go;
so must one about other news, and a supported one that goes on with a made-up claim. Of all thresholds
that keep the share `KEPT` of the supported ones (`KEPT_BY_CLAIM` by their claims) the highest is taken, for each encoder, and apart for
sentences in the language of the passage and in another. The sentences are those of `pairs.jsonl`,
`invented.jsonl` and all parts of `examples/grounding`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bot.answering.clauses import claims
from bot.answering.evidence import stretches_of
from bot.answering.meaning import FILE_NAME, Meanings
from bot.answering.written import read_sentence
from index.embedding.composite import CompositeEmbedder
from index.embedding.embedder import Embedder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.use_model import UseEmbedder
from index.language import language_of

DEVELOPMENT = (
    "development",
    *(f"development-{number}" for number in range(2, 8)),
    "final",  # the final parts were seen: from now on they are for development too
    "final-2",
    "final-3",
)
HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples" / "grounding"
PAIRS = (
    HERE / "pairs.jsonl",
    *(EXAMPLES / f"{name}.jsonl" for name in DEVELOPMENT),
)
INVENTED = HERE / "invented.jsonl"
KEPT = 0.98
KEPT_BY_CLAIM = 0.98
SLACK = 0.02  # below the least similar one that is kept: the pairs are few
SLACK_OF_A_CLAIM = 0.33
"""The same in standard deviations of supported claims: on pairs not fitted on, less lost more right ones than it caught."""
JOINED = {"th": "{} และ{}", "en": "{}, and {}"}


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of one record, and the sentences that they support and don't."""

    texts: tuple[str, ...]
    supported: tuple[str, ...]
    invented: tuple[str, ...]


def read() -> list[Passages]:
    added = {record["id"]: record["sentences"] for record in _records(INVENTED)}
    return [
        Passages(
            tuple(record["passages"]),
            tuple(read_sentence(sentence).text for sentence in record["supported"]),
            (
                *(one["sentence"] for one in record["unsupported"] if one["kind"] == "invented"),
                *added.get(record["id"], ()),
            ),
        )
        for path in PAIRS
        for record in _records(path)
    ]


def _records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    e5, use = SentenceTransformerEmbedder(), UseEmbedder()
    records = read()
    fitted = {
        embedder.name: fit(embedder, records) for embedder in (use, e5, CompositeEmbedder(e5, use))
    }
    path = HERE.parents[1] / "bot" / "answering" / FILE_NAME
    path.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def fit(embedder: Embedder, records: Sequence[Passages]) -> dict[str, dict[str, float]]:
    """Return the thresholds of one encoder, and print what they keep and catch."""
    meanings = Meanings(embedder)
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for at, record in enumerate(records):
        other = records[(at + 1) % len(records)]
        for sentence in record.supported:
            pair = "same" if language_of(sentence) == "th" else "across"
            found.setdefault((pair, "supported"), []).append(nearest(meanings, sentence, record))
            found.setdefault((pair, "of other news"), []).append(nearest(meanings, sentence, other))
            going_on = next(
                (more for more in record.invented if language_of(more) == language_of(sentence)),
                None,
            )
            if going_on:
                joined = JOINED[language_of(sentence)].format(sentence.rstrip("."), going_on)
                found.setdefault((pair, "going on"), []).append(nearest(meanings, joined, record))
        for sentence in record.invented:
            pair = "same" if language_of(sentence) == "th" else "across"
            found.setdefault((pair, "invented"), []).append(nearest(meanings, sentence, record))
    thresholds = {}
    for pair in ("same", "across"):
        kept = np.array(found[pair, "supported"])
        least = np.array(
            [
                np.quantile(kept[:, at], 1 - share, method="lower") - slack
                for at, (share, slack) in enumerate(
                    ((KEPT, SLACK), (KEPT_BY_CLAIM, SLACK_OF_A_CLAIM * kept[:, 1].std()))
                )
            ]
        )
        thresholds[pair] = {
            "sentence": round(float(least[0]), 3),
            "claim": round(float(least[1]), 3),
        }
        passing = {
            kind: f"{np.mean((np.array(found[pair, kind]) >= least).all(axis=1)):.2f}"
            for kind in ("supported", "invented", "going on", "of other news")
        }
        print(f"{embedder.name} {pair}: {thresholds[pair]} let through {passing}")
    return thresholds


def nearest(meanings: Meanings, sentence: str, record: Passages) -> tuple[float, float]:
    """Return how near a sentence and the least near of its claims come to the stretch nearest to it.

    Claims are taken as they are cut; those too short for that the check compares together with others.
    """
    said = claims(sentence, language_of(sentence))
    stretches = [stretch for text in record.texts for stretch in stretches_of(text)]
    return max(
        (meanings.support([sentence], stretch), meanings.support(said, stretch))
        for stretch in stretches
    )


if __name__ == "__main__":
    main()
