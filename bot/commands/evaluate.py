"""`khaobot eval`: scores over a file of questions with known answers."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.quoting import ReadQuotes
from bot.answering.reserve import QuotesInReserve
from bot.commands.parsing import add_command
from bot.evaluating.given import ReaderMeasures
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
    ("given_exact_match", "article given: EM"),
    ("given_token_f1", f"  F1 ({TOKENISER} tokens)"),
    ("given_character_f1", "  F1 (characters)"),
    ("given_quoted", "  answer inside the quote"),
    ("answered", "answered, of answerable"),
    ("unanswerable", "asked with no article"),
    ("false_answers", "  of these answered"),
    ("auroc", "AUROC of confidence"),
    ("median_ms", "ms an answer, median"),
    ("reading_ms", "ms to read 3 passages"),
    ("embedding_ms", "ms to embed them"),
    ("reading_to_embedding", "  reading / embedding"),
)
_NOTHING = "–"


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
        help="khaobot: asked of the index in use; xquad and iapp: of the passages in the file, "
        "and once more of the passages without their own",
    )
    parser.add_argument(
        "--among", nargs="+", default=[], metavar="SOURCE",
        help="with xquad and iapp: further articles to hide the passages among",
    )  # fmt: skip
    parser.add_argument("--retrieval-only", action="store_true", help="don't make answers")
    parser.add_argument(
        "--leg", choices=("fused", "dense", "lexical"), default="fused",
        help="what ranks passages: vectors (dense), words (lexical) or both; answers are made from what it finds",
    )  # fmt: skip
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
    """Score the questions; of a set that brings its articles, each is asked once more without its own."""
    searcher = app.searcher_of(options.leg)
    with ProgressBar() as progress:
        if options.retrieval_only:
            return score(questions.questions, searcher, None, progress)
        again = app.confidence if questions.articles else None
        with _reader_measures(app) as reader:
            return score(questions.questions, searcher, app.answerer_over, progress, again, reader)


@contextmanager
def _reader_measures(app: App) -> Iterator[ReaderMeasures | None]:
    """Yield what measures the reader over the articles of the index in use; None if no reader is used."""
    quotes = app.quotes
    if isinstance(quotes, QuotesInReserve):
        quotes = quotes.load()
    if not isinstance(quotes, ReadQuotes):
        yield None
        return
    with app.current.reading() as generation:
        yield ReaderMeasures(app.reader, app.wording, app.encoder, generation.store.article)


def _table(scores: list[Scores], retrieval_only: bool) -> str:
    rows = _ROWS[:7] if retrieval_only else _ROWS
    lines = [" " * 28 + "".join(f"{s.language:>9}" for s in scores)]
    for name, title in rows:
        lines.append(f"{title:<28}" + "".join(_cell(getattr(s, name)) for s in scores))
    return "\n".join(lines)


def _cell(value: int | float | None) -> str:
    if value is None:
        return f"{_NOTHING:>9}"
    return f"{value:>9,}" if isinstance(value, int) else f"{value:>9.3f}"
