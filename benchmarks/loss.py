"""Measures what the engine costs in quality: python -m benchmarks.loss.

XQuAD's questions, Thai and English, over its 240 passages, by the cosine of e5-small alone: once as
`SentenceTransformer` embeds them in float32 from the same weights, once as Khaobot does. nDCG@10 of both in
one run, and of how many questions the first passage differs.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
LANGUAGES = ("th", "en")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loss", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    options = parser.parse_args()
    from benchmarks.speed import plain_sentence_transformer
    from benchmarks.speed_report import write
    from bot.evaluating.questions import read_xquad
    from index.embedding.e5_model import build_bert
    from index.embedding.e5_weights import find_wheel_file, read_e5_weights
    from index.embedding.precision import native_dtype
    from index.embedding.sentence_transformer import SentenceTransformerEmbedder

    everything = read_xquad(options.data / "xquad_th_en.jsonl")
    ids = [article.id for article in everything.articles]
    texts = [article.text for article in everything.articles]
    asked = [question.question for question in everything.questions]
    right = [str(question.article_id) for question in everything.questions]
    of_language = {
        lang: [n for n, question in enumerate(everything.questions) if question.lang == lang]
        for lang in LANGUAGES
    }

    path = find_wheel_file()
    assert path is not None
    plain = plain_sentence_transformer(build_bert(read_e5_weights(path)), path)
    ours = SentenceTransformerEmbedder()

    def encoded(lines: list[str], prompt: str) -> NDArray[np.float32]:
        return np.asarray(plain.encode(lines, prompt_name=prompt, show_progress_bar=False))

    theirs = encoded(texts, "passage"), encoded(asked, "query")
    mine = ours.embed_passages(texts), embedded(ours, asked)
    rankings = {
        "SentenceTransformer, float32": ranking(*theirs),
        f"Khaobot, {str(native_dtype()).removeprefix('torch.')}": ranking(*mine),
    }
    scores = {
        name: {
            lang: ndcg(
                [[ids[row] for row in ranked[n]] for n in chosen], [right[n] for n in chosen]
            )
            for lang, chosen in of_language.items()
        }
        for name, ranked in rankings.items()
    }
    rows: list[dict[str, Any]] = [
        {"engine": name} | {f"{lang} nDCG@10": round(of[lang], 5) for lang in LANGUAGES}
        for name, of in scores.items()
    ]
    base, shipped = scores.values()
    before, after = rankings.values()
    rows.append(
        {"engine": "loss"}
        | {f"{lang} nDCG@10": round(base[lang] - shipped[lang], 5) for lang in LANGUAGES}
    )
    differing = int((before[:, 0] != after[:, 0]).sum())
    cosines = [float((a * b).sum(axis=1).min()) for a, b in zip(theirs, mine, strict=True)]
    notes = [
        f"{len(texts)} passages of XQuAD, whole, and {len(asked):,} questions; dense search by e5-small alone; "
        "asked for: a loss of at most .005.",
        f"the first passage differs for {differing} questions; lowest cosine of a vector to that in float32: "
        f"{cosines[0]:.5f} among passages, {cosines[1]:.5f} among questions.",
    ]
    print(write("loss", "What the engine costs in nDCG@10", rows, notes))


def embedded(embedder: Any, questions: list[str], batch: int = 128) -> NDArray[np.float32]:
    parts = [questions[start : start + batch] for start in range(0, len(questions), batch)]
    return np.concatenate([embedder.embed_questions(part) for part in parts])


def ranking(passages: NDArray[np.float32], questions: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the rows of the best `DEPTH` passages for each question, (questions, DEPTH)."""
    return np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, :DEPTH]


def ndcg(ranked: Sequence[Sequence[str]], right: Sequence[str]) -> float:
    """Return the mean nDCG@10 of rankings with one right passage each."""
    from index.evaluation import mean, ndcg_at_k

    return mean(
        [ndcg_at_k(ids, {relevant}, DEPTH) for ids, relevant in zip(ranked, right, strict=True)]
    )


if __name__ == "__main__":
    main()
