"""`khaobot search`: the passages that fit a question, ranked."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from bot.commands.batches import read_question, run_batch
from bot.commands.parsing import add_command
from bot.rendering.records import search_record
from bot.rendering.terminal import TerminalRenderer

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = add_command(
        subparsers, common, "search", "show the passages that fit a question best",
        'khaobot search "ปูตินเยือนเวียดนาม" -k 5\nkhaobot search --batch questions.jsonl -k 10 > hits.jsonl',
        run,
    )  # fmt: skip
    parser.add_argument(
        "question", nargs="*", help="the question, in Thai or English; - reads stdin"
    )
    parser.add_argument(
        "-k", type=positive, default=10, metavar="N", help="how many passages (default 10)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--leg",
        choices=("fused", "dense", "lexical"),
        default="fused",
        help="rank by one leg alone, to compare (default fused)",
    )
    parser.add_argument(
        "--batch", metavar="FILE", help='JSON lines of {"id", "question"}; - reads stdin'
    )


def run(app: App, options: argparse.Namespace) -> int:
    question = None if options.batch else read_question(" ".join(options.question))
    app.warm_up(reading=False)
    searcher = app.searcher_of(options.leg)
    if question is None:
        return run_batch(
            options.batch,
            app.settings.max_question_length,
            lambda qs: [search_record(result) for result in searcher.search_many(qs, options.k)],
        )
    result = searcher.search(question, options.k)
    if options.json:
        print(json.dumps(search_record(result), ensure_ascii=False, indent=2))
    elif not result.hits:
        print("khaobot: no passage fits.", file=sys.stderr)
    else:
        print(TerminalRenderer(sys.stdout.isatty()).search(result))
    return 0


def positive(text: str) -> int:
    """Parse a whole number from 1 to 1,000."""
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1000")
    return int(text)
