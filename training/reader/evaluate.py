"""Measures an exported reader on iApp valid, the written questions or, as a last measure only, on XQuAD.

`python -m training.reader.evaluate index/reading/reader-v1.bin iapp` (or `written`, or `xquad`). What the bot
makes of the same questions, and how long reading takes: `khaobot eval FILE --format iapp` (or `xquad`).
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.evaluating.given import read_whole
from index.evaluation import (
    auroc,
    character_f1,
    contains_answer,
    exact_match,
    mean,
    token_f1,
)
from index.types import Article
from index.wording import Wording
from training.reader.examples import HERE
from training.reader.wheel import WHEEL_MISSING
from training.reader.written import ENGLISH, FILE, THAI, read_written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.embedding.embedder import Embedder
    from index.reading.judge import PassageReader


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


def measure(
    reader: PassageReader, questions: Sequence[Question], others: Sequence[str]
) -> dict[str, float]:
    """Return EM, F1, character F1, the share of quotes that hold the answer, and AUROC against `others`.

    Questions are worded as for answering; the quote is the sentence that the bot would show.
    """
    wording = Wording.bundled()
    both = [
        read_whole(reader, wording, q.text, [Article("own", q.passage), Article("other", other)])
        for q, other in zip(questions, others, strict=True)
    ]
    own, other = [own for own, _ in both], [other for _, other in both]
    found = [(given, q.answers) for given, q in zip(own, questions, strict=True)]
    return {
        "n": len(questions),
        "em": mean([exact_match(given.span, gold) for given, gold in found]),
        "f1": mean([token_f1(given.span, gold) for given, gold in found]),
        "char_f1": mean([character_f1(given.span, gold) for given, gold in found]),
        "in_quote": mean([contains_answer([given.quote], gold) for given, gold in found]),
        "auroc": auroc([given.score for given in own], [given.score for given in other]),
        "right_passage_first": mean([float(a.score > b.score) for a, b in both]),
    }


def nearest_others(embedder: Embedder, questions: Sequence[Question]) -> list[str]:
    """Return, for every question, the passage nearest to it that isn't its own."""
    passages = list(dict.fromkeys(q.passage for q in questions))
    there = embedder.embed_passages(passages)
    asked = embedder.embed_questions([q.text for q in questions])
    order = (-(asked @ there.T)).argsort(axis=1)
    return [
        next(passages[i] for i in row if passages[i] != q.passage)
        for q, row in zip(questions, order.tolist(), strict=True)
    ]


def main() -> None:
    """Parse the command line and print one line a language."""
    import torch

    from index.embedding.sentence_transformer import SentenceTransformerEmbedder
    from index.reading.reader import Reader

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("set", choices=("iapp", "written", "xquad"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sample", type=int, default=0, help="questions of a language; 0 is all")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    embedder = SentenceTransformerEmbedder()
    base = embedder.bundled()
    if base is None:
        raise SystemExit(WHEEL_MISSING)
    reader = Reader(arguments.weights, base.network.bert, base.tokenizer)
    here = Path(__file__).parent
    for lang, questions in read_questions(arguments.data, arguments.set, here).items():
        asked = questions[: arguments.sample or None]
        figures = measure(reader, asked, nearest_others(embedder, asked))
        print(arguments.set, lang, {k: round(v, 3) for k, v in figures.items()}, flush=True)


if __name__ == "__main__":
    main()
