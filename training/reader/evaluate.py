"""Measures an exported reader on iApp valid, the written questions or, as a last measure only, on XQuAD.

`python -m training.reader.evaluate index/reading/reader-v1.bin iapp` (or `written`, or `xquad`).
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.wording import Wording
from training.reader.examples import HERE
from training.reader.metrics import auroc, score_answer
from training.reader.wheel import wheel_file
from training.reader.written import ENGLISH, FILE, THAI, read_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from index.reading.reader import Reader, Reading

QUOTE = 240


@dataclass(frozen=True)
class Question:
    """A question, its passage, and the gold answers in it."""

    text: str
    passage: str
    answers: tuple[str, ...]


def read_questions(data: Path, name: str, here: Path) -> dict[str, list[Question]]:
    """Return the questions of a set, in Thai and in English; `here` is this folder."""
    if name == "written":
        _, held_out = read_written(data, here / FILE)
        return {
            lang: [
                Question(e.question, e.context, tuple(e.context[a:b] for a, b in e.answers))
                for e in held_out[name]
            ]
            for lang, name in (("th", THAI), ("en", ENGLISH))
        }
    if name == "xquad":
        lines = (data / "xquad_th_en.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return {
            lang: [
                Question(r[f"question_{lang}"], r["passage_th"], _answers(r["answers_th"]))
                for r in rows
            ]
            for lang in ("th", "en")
        }
    with gzip.open(data / "iapp_wiki_qa_valid.jsonl.gz", "rt", encoding="utf-8") as lines_:
        rows = [json.loads(line) for line in lines_]
    pairs = [json.loads(line) for line in (here / HERE).read_text().splitlines()]
    english = {pair["id"]: pair["question"] for pair in pairs}
    return {
        "th": [Question(r["question"], r["context"], _answers(r["answers"])) for r in rows],
        "en": [
            Question(english[r["id"]], r["context"], _answers(r["answers"]))
            for r in rows
            if r["id"] in english
        ],
    }


def _answers(answers: Sequence[Any]) -> tuple[str, ...]:
    return tuple(a if isinstance(a, str) else a["text"] for a in answers)


def quote(passage: str, start: int, end: int, room: int = QUOTE) -> str:
    """Return the span with the clauses around it, as many whole ones as fit in `room` characters."""
    edges = [0, *(m.end() for m in re.finditer(r"\s+", passage)), len(passage)]
    left = max(e for e in edges if e <= start)
    right = min(e for e in edges if e >= end)
    while True:
        before = max((e for e in edges if e < left), default=None)
        after = min((e for e in edges if e > right), default=None)
        options = [
            (left if o is None else min(left, o), right if p is None else max(right, p))
            for o, p in ((before, None), (None, after))
            if (o, p) != (None, None)
        ]
        fitting = [(a, b) for a, b in options if b - a <= room]
        if not fitting:
            return passage[left:right]
        left, right = min(fitting, key=lambda w: abs((start - w[0]) - (w[1] - end)))


def measure(
    reader: Reader, questions: Sequence[Question], others: Sequence[str]
) -> dict[str, float]:
    """Return EM, F1, character F1, the share of gold inside the quote, and AUROC against `others`.

    Questions are worded as for answering.
    """
    wording = Wording.bundled()
    own: list[Reading] = []
    other: list[Reading] = []
    for question, wrong in zip(questions, others, strict=True):
        both = [question.passage, wrong]
        first, second = reader.read(wording.of(question.text, both), both)
        own.append(first)
        other.append(second)
    scores = [
        score_answer(q.passage[r.start : r.end], q.answers)
        for q, r in zip(questions, own, strict=True)
    ]
    quoted = [
        any(a.strip() in quote(q.passage, r.start, r.end) for a in q.answers)
        for q, r in zip(questions, own, strict=True)
    ]
    count = len(questions)
    return {
        "n": count,
        "em": sum(s.exact for s in scores) / count,
        "f1": sum(s.f1 for s in scores) / count,
        "char_f1": sum(s.char_f1 for s in scores) / count,
        "in_quote": sum(quoted) / count,
        "auroc_answerable": auroc([r.answerable for r in own], [r.answerable for r in other]),
        "auroc_score": auroc([r.score for r in own], [r.score for r in other]),
        "auroc_both": auroc(
            [r.answerable + r.score / 4 for r in own], [r.answerable + r.score / 4 for r in other]
        ),
        "found_above_0": sum(r.answerable > 0 for r in own) / count,
        "refused_below_0": sum(r.answerable < 0 for r in other) / count,
        "right_passage_first": sum(a.score > b.score for a, b in zip(own, other, strict=True))
        / count,
    }


def retrieved(model: SentenceTransformer, questions: Sequence[Question]) -> list[str]:
    """Return, for every question, the passage nearest to it that isn't its own."""
    import torch

    passages = list(dict.fromkeys(q.passage for q in questions))
    with torch.autocast("cpu", torch.bfloat16):
        there = _vectors(model, [f"passage: {p}" for p in passages])
        asked = _vectors(model, [f"query: {q.text}" for q in questions])
    order = (-(asked @ there.T)).argsort(axis=1)
    return [
        next(passages[i] for i in row if passages[i] != q.passage)
        for q, row in zip(questions, order.tolist(), strict=True)
    ]


def _vectors(model: SentenceTransformer, texts: list[str]) -> NDArray[np.float32]:
    vectors: NDArray[np.float32] = model.encode(texts, batch_size=16, convert_to_numpy=True)
    return vectors


def latency(
    reader: Reader, model: SentenceTransformer, questions: Sequence[Question], rounds: int = 30
) -> dict[str, float]:
    """Return median seconds to read three passages, and to embed them as the index does and in bfloat16."""
    import torch

    rng = random.Random(1)
    passages = list(dict.fromkeys(q.passage for q in questions))
    times: dict[str, list[float]] = {"read_s": [], "embed_s": [], "embed_bf16_s": []}
    for _ in range(rounds):
        question, three = rng.choice(questions), rng.sample(passages, 3)
        prefixed = [f"passage: {p}" for p in three]
        begun = time.perf_counter()
        reader.read(question.text, three)
        read = time.perf_counter()
        model.encode(prefixed)
        embedded = time.perf_counter()
        with torch.autocast("cpu", torch.bfloat16):
            model.encode(prefixed)
        done = time.perf_counter()
        times["read_s"].append(read - begun)
        times["embed_s"].append(embedded - read)
        times["embed_bf16_s"].append(done - embedded)
    return {name: sorted(values)[len(values) // 2] for name, values in times.items()}


def main() -> None:
    """Parse the command line and print one line a language."""
    from index.embedding.e5_model import build_sentence_transformer
    from index.reading.reader import Reader

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("set", choices=("iapp", "written", "xquad"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    import torch

    torch.set_num_threads(arguments.threads)
    model = build_sentence_transformer(wheel_file())
    first: Any = model[0]
    reader = Reader(arguments.weights, first.bert, first.tokenizer)
    here = Path(__file__).parent
    for lang, questions in read_questions(arguments.data, arguments.set, here).items():
        figures = measure(reader, questions, retrieved(model, questions))
        print(arguments.set, lang, {k: round(v, 3) for k, v in figures.items()}, flush=True)
    print({k: round(v, 4) for k, v in latency(reader, model, questions).items()}, flush=True)


if __name__ == "__main__":
    main()
