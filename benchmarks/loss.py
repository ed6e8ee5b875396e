"""Measures what the engine costs in quality: python -m benchmarks.loss [--environment DIR].

XQuAD's questions, Thai and English, over its 240 passages, by the cosine of e5-small alone: as
`SentenceTransformer` embeds them in float32, as Khaobot does, and as `INT8` do, all from the same weights.
nDCG@10 of each in one run, what is lost against float32, and of how many questions the first passage differs.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

DEPTH = 10
LANGUAGES = ("th", "en")
INT8 = ("OpenVINO int8", "CTranslate2 int8")
CALIBRATION = 64  # ThaiGov passages, as in benchmarks.engines

Vectors = tuple[NDArray[np.float32], NDArray[np.float32]]  # of passages and of questions


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loss", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--environment", type=Path, default=Path("data/benchmark/engines"))
    options = parser.parse_args()
    from benchmarks.engine_vectors import vectors_of
    from benchmarks.engines import ENGINES, thaigov_passages
    from benchmarks.environment import python_of, versions_in
    from benchmarks.speed import plain_sentence_transformer
    from benchmarks.speed_report import write
    from bot.evaluating.questions import read_xquad
    from index.embedding.e5_model import build_bert
    from index.embedding.e5_weights import find_wheel_file, read_e5_weights
    from index.embedding.precision import native_dtype
    from index.embedding.sentence_transformer import SentenceTransformerEmbedder

    everything = read_xquad(options.data / "xquad_th_en.jsonl")
    row_of = {article.id: row for row, article in enumerate(everything.articles)}
    texts = [article.text for article in everything.articles]
    asked = [question.question for question in everything.questions]
    right = [row_of[str(question.article_id)] for question in everything.questions]
    langs = [question.lang for question in everything.questions]

    path = find_wheel_file()
    assert path is not None
    plain = plain_sentence_transformer(build_bert(read_e5_weights(path)), path)
    ours = SentenceTransformerEmbedder()

    def encoded(lines: list[str], prompt: str) -> NDArray[np.float32]:
        return np.asarray(plain.encode(lines, prompt_name=prompt, show_progress_bar=False))

    shipped = f"Khaobot, {str(native_dtype()).removeprefix('torch.')}"
    vectors: dict[str, Vectors] = {
        "SentenceTransformer, float32": (encoded(texts, "passage"), encoded(asked, "query")),
        shipped: (ours.embed_passages(texts), in_parts(ours.embed_questions, asked)),
    }
    int8 = vectors_of(
        INT8,
        {"passage": texts, "query": asked},
        thaigov_passages(options.data / "thaigov_news_20k.jsonl.gz", CALIBRATION),
        options.environment,
    )
    vectors |= {name: (of["passage"], of["query"]) for name, of in int8.items()}
    vectors |= {
        f"{name}, questions as Khaobot": (of["passage"], vectors[shipped][1])
        for name, of in int8.items()
    }
    versions = versions_in(
        python_of(options.environment, ENGINES), ("openvino", "nncf", "ctranslate2")
    )
    notes = [
        f"{len(texts)} passages of XQuAD, whole, and {len(asked):,} questions; dense search by e5-small alone; "
        "asked for: a loss of at most .005.",
        "loss: against float32, with its standard error over the questions; differ: questions whose first passage "
        "is another than in float32; cosine: the lowest of a vector to that in float32.",
        "int8: both passages and questions, but for the last rows, whose questions are embedded as Khaobot does; "
        f"OpenVINO calibrated with {CALIBRATION} ThaiGov passages. "
        + ", ".join(" ".join(pair) for pair in versions.items())
        + ".",
    ]
    print(write("loss", "What the engine costs in nDCG@10", rows(vectors, right, langs), notes))


def in_parts(
    embed: Callable[[Sequence[str]], NDArray[np.float32]], texts: Sequence[str], size: int = 128
) -> NDArray[np.float32]:
    return np.concatenate([embed(texts[at : at + size]) for at in range(0, len(texts), size)])


def rows(
    vectors: dict[str, Vectors], right: Sequence[int], langs: Sequence[str]
) -> list[dict[str, Any]]:
    """Return a row for each engine; all are compared with the first."""
    base = next(iter(vectors.values()))
    before = ranking(*base)
    made: list[dict[str, Any]] = []
    for name, of in vectors.items():
        ranked = ranking(*of)
        row: dict[str, Any] = {"engine": name}
        losses: dict[str, Any] = {}
        for lang in LANGUAGES:
            chosen = np.array(langs) == lang
            gains = ndcg(ranked, right)[chosen]
            lost = ndcg(before, right)[chosen] - gains
            row[f"{lang} nDCG@10"] = round(float(gains.mean()), 5)
            losses[f"{lang} loss"] = round(float(lost.mean()), 5)
            losses[f"{lang} ±"] = round(float(lost.std(ddof=1) / len(lost) ** 0.5), 5)
        made.append(
            row
            | losses
            | {"differ": int((before[:, 0] != ranked[:, 0]).sum())}
            | {
                f"cosine of {what}": round(float((a * b).sum(axis=1).min()), 5)
                for what, a, b in zip(("passages", "questions"), base, of, strict=True)
            }
        )
    return made


def ranking(passages: NDArray[np.float32], questions: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the rows of the best `DEPTH` passages for each question, (questions, DEPTH)."""
    return np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, :DEPTH]


def ndcg(ranked: NDArray[np.int64], right: Sequence[int]) -> NDArray[np.float64]:
    """Return nDCG@10 of each ranking, (questions,), with one right passage each."""
    from index.evaluation import ndcg_at_k

    return np.array(
        [
            ndcg_at_k([str(row) for row in best], {str(relevant)}, DEPTH)
            for best, relevant in zip(ranked, right, strict=True)
        ]
    )


if __name__ == "__main__":
    main()
