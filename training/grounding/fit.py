"""Fits the similarities that the check of written sentences asks for: python -m training.grounding.fit.

A sentence that its passage supports must stay, one that somebody made up about the same news must go;
so must one about other news. Each is as similar to a passage as the least similar of its claims. Of all
thresholds that keep the share `KEPT` of the supported ones the highest is taken, for each encoder and
language. The pairs are those of `pairs.jsonl` and of the development part; none of the final part.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from bot.answering.clauses import claims
from bot.answering.evidence import stretches_of
from bot.answering.meaning import FILE_NAME, Meanings
from index.embedding.composite import CompositeEmbedder
from index.embedding.embedder import Embedder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.use_model import UseEmbedder
from index.language import language_of

PAIRS = (
    Path(__file__).with_name("pairs.jsonl"),
    Path(__file__).parents[2] / "examples" / "grounding" / "development.jsonl",
)
KEPT = 0.97
SLACK = 0.02  # below the least similar one that is kept: the pairs are few


def main() -> None:
    lines = [line for path in PAIRS for line in path.read_text(encoding="utf-8").splitlines()]
    records = [json.loads(line) for line in lines]
    e5, use = SentenceTransformerEmbedder(), UseEmbedder()
    fitted = {
        embedder.name: fit(embedder, records) for embedder in (use, e5, CompositeEmbedder(e5, use))
    }
    path = Path(__file__).parents[2] / "bot" / "answering" / FILE_NAME
    path.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def fit(embedder: Embedder, records: list[dict[str, object]]) -> dict[str, float]:
    """Return the threshold of each language, and print what it keeps and catches."""
    meanings = Meanings(embedder)
    found: dict[tuple[str, str], list[float]] = {}
    for at, record in enumerate(records):
        other = records[(at + 1) % len(records)]
        for sentence in record["supported"]:
            found.setdefault((language_of(sentence), "supported"), []).append(
                support(meanings, sentence, record)
            )
            found.setdefault((language_of(sentence), "of other news"), []).append(
                support(meanings, sentence, other)
            )
        for wrong in record["unsupported"]:
            if wrong["kind"] == "invented":
                sentence = wrong["sentence"]
                found.setdefault((language_of(sentence), "invented"), []).append(
                    support(meanings, sentence, record)
                )
    thresholds = {}
    for language in ("th", "en"):
        kept = np.array(found[language, "supported"])
        threshold = float(np.quantile(kept, 1 - KEPT, method="lower")) - SLACK
        thresholds[language] = round(threshold, 3)
        caught = {
            kind: f"{np.mean(np.array(found[language, kind]) < threshold):.2f}"
            for kind in ("invented", "of other news")
        }
        print(
            f"{embedder.name} {language}: {threshold:.3f} keeps {np.mean(kept >= threshold):.2f}, catches {caught}"
        )
    return thresholds


def support(meanings: Meanings, sentence: str, record: dict[str, object]) -> float:
    """Return the support that the best stretch of a record's passages gives a sentence."""
    language = language_of(sentence)
    stretches = [stretch for text in record["passages"] for stretch in stretches_of(text)]
    return max(meanings.support(claims(sentence, language), stretch) for stretch in stretches)


if __name__ == "__main__":
    main()
