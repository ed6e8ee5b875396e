"""`khaobot ask`: one answer, quoted, with its source and date."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from bot.commands.batches import read_question, run_batch
from bot.commands.examples import build_examples_if_empty
from bot.commands.parsing import add_command
from bot.rendering.records import answer_record
from bot.rendering.terminal import TerminalRenderer
from index.search import check_question

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = add_command(
        subparsers, common, "ask", "answer a question with the sentence that says it",
        'khaobot ask "What did Putin sign in Hanoi?"\n'
        'khaobot ask "ลูกาเชนโกดำรงตำแหน่งตั้งแต่ปีใด" --json\n'
        "khaobot ask --batch questions.jsonl > answers.jsonl",
        run,
    )  # fmt: skip
    parser.add_argument(
        "question", nargs="*", help="the question, in Thai or English; - reads stdin"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument(
        "--batch", metavar="FILE", help='JSON lines of {"id", "question"}; - reads stdin'
    )


def run(app: App, options: argparse.Namespace) -> int:
    longest = app.settings.max_question_length
    question = read_question(" ".join(options.question))
    if not options.batch:
        check_question(question, longest)
    build_examples_if_empty(app)
    app.warm_up()
    with app.asker() as asker:
        if options.batch:
            return run_batch(
                options.batch,
                longest,
                lambda qs: [answer_record(answer) for answer in asker.answer_many(qs)],
            )
        answer = asker.answer(question)
    if options.json:
        print(json.dumps(answer_record(answer), ensure_ascii=False, indent=2))
    else:
        print(TerminalRenderer(sys.stdout.isatty()).answer(answer))
    return 0
