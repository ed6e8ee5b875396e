"""`khaobot feedback export`: people's votes as questions for `khaobot eval`."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from bot.commands.parsing import add_command

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser("feedback", help="export what people liked and disliked")
    parser.set_defaults(run=lambda app, options: _show_help(parser), debug=False, data_dir=None)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    export = add_command(
        actions, common, "export", "print liked answers as JSON lines, ready for khaobot eval",
        "khaobot feedback export > liked.jsonl\nkhaobot eval liked.jsonl\n"
        "khaobot feedback export --disliked > to-review.jsonl",
        run,
    )  # fmt: skip
    export.add_argument(
        "--disliked",
        action="store_true",
        help="those with more 👎 instead, to be corrected by hand",
    )


def run(app: App, options: argparse.Namespace) -> int:
    count = 0
    for record in app.feedback.export(options.disliked):
        print(json.dumps(record, ensure_ascii=False))
        count += 1
    print(f"{count:,} answers exported from {app.settings.state_path}.", file=sys.stderr)
    return 0


def _show_help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 2
