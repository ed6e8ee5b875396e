"""`khaobot eval`: scores over a file of questions with known answers."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.parsing import add_command
from bot.evaluating.questions import QuestionSet, read_iapp, read_questions, read_xquad
from bot.evaluating.scoring import Scores, score
from bot.progress import ProgressBar
from index.evaluation import TOKENISER

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers

READERS = {"khaobot": read_questions, "xquad": read_xquad, "iapp": read_iapp}
_ROWS = (
    ("questions", "questions"),
    ("answerable", "of them answerable"),
    ("ndcg_10", "nDCG@10"),
    ("recall_1", "recall@1"),
    ("recall_5", "recall@5"),
    ("recall_10", "recall@10"),
    ("mrr", "MRR"),
    ("exact_match", "answer EM"),
    ("token_f1", f"answer F1 ({TOKENISER} tokens)"),
    ("character_f1", "answer F1 (characters)"),
    ("quoted", "answer inside the quotes"),
    ("answered", "answered, of answerable"),
    ("false_answers", "answered, of unanswerable"),
    ("auroc", "AUROC of confidence"),
    ("median_ms", "ms an answer, median"),
)


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = add_command(
        subparsers, common, "eval", "score retrieval, answers and abstention over known questions",
        "khaobot eval examples/questions.jsonl\n"
        "khaobot eval xquad_th_en.jsonl --format xquad --retrieval-only",
        run,
    )  # fmt: skip
    parser.add_argument("questions", type=Path, metavar="QUESTIONS", help="a .jsonl file")
    parser.add_argument(
        "--format",
        choices=sorted(READERS),
        default="khaobot",
        help="khaobot: asked of the index in use; xquad and iapp: of the passages in the file",
    )
    parser.add_argument(
        "--among", nargs="+", default=[], metavar="SOURCE",
        help="with xquad and iapp: further articles to hide the passages among",
    )  # fmt: skip
    parser.add_argument("--retrieval-only", action="store_true", help="don't make answers")
    parser.add_argument("--leg", choices=("fused", "dense", "lexical"), default="fused")
    parser.add_argument("--json", action="store_true", help="print JSON alone")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the JSON to FILE as well")


def run(app: App, options: argparse.Namespace) -> int:
    questions = READERS[options.format](options.questions)
    if not questions.articles:
        _warn_of_missing(app, questions)
        scores = _measure(app, questions, options)
    else:
        with tempfile.TemporaryDirectory(prefix="khaobot-eval-") as folder:
            scratch = type(app)(replace(app.settings, data_dir=Path(folder)))
            with ProgressBar() as progress:
                scratch.builder(progress).build(
                    [*questions.articles, *(app.articles(options.among) if options.among else ())]
                )
            scores = _measure(scratch, questions, options)
    record = json.dumps([asdict(s) for s in scores], ensure_ascii=False, indent=2)
    if options.out:
        options.out.write_text(record + "\n", encoding="utf-8")
    print(record if options.json else _table(scores, options.retrieval_only))
    return 0


def _warn_of_missing(app: App, questions: QuestionSet) -> None:
    """Say on stderr which articles the questions name and the index doesn't hold: no score tells that."""
    named = dict.fromkeys(q.article_id for q in questions.questions if q.article_id is not None)
    with app.current.reading() as generation:
        missing = [name for name in named if generation.store.article(name) is None]
    if missing:
        print(
            f"khaobot: {len(missing):,} of {len(named):,} articles that the questions name are not in the index, "
            f"{missing[0]} among them; what asks for them counts as missed. "
            "Add them with: khaobot index add SOURCE",
            file=sys.stderr,
        )


def _measure(app: App, questions: QuestionSet, options: argparse.Namespace) -> list[Scores]:
    answerer = None if options.retrieval_only else app.answerer
    with ProgressBar() as progress:
        return score(questions.questions, app.searcher_of(options.leg), answerer, progress)


def _table(scores: list[Scores], retrieval_only: bool) -> str:
    rows = _ROWS[:7] if retrieval_only else _ROWS
    lines = [" " * 28 + "".join(f"{s.language:>9}" for s in scores)]
    for name, title in rows:
        values = [getattr(s, name) for s in scores]
        cells = (f"{v:>9,}" if isinstance(v, int) else f"{v:>9.3f}" for v in values)
        lines.append(f"{title:<28}" + "".join(cells))
    return "\n".join(lines)
