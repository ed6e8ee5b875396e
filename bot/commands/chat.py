"""`khaobot chat`: a conversation in the terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections import deque
from typing import TYPE_CHECKING

from bot.commands.examples import build_examples_if_empty
from bot.commands.parsing import add_command
from bot.conversation import TURNS
from bot.rendering.terminal import TerminalRenderer
from index.errors import QuestionError

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers

PROMPT = "> "
GOODBYES = ("/quit", "/exit", "/q", "quit", "exit")
# What looks like a command of the bot in Telegram; an article can't answer it.
_COMMAND = re.compile(r"/[a-z]*")
HOW_TO = "Ask in Thai or English. /quit or Ctrl-D ends."


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    add_command(
        subparsers, common, "chat", "talk to the articles in the terminal",
        "khaobot chat", run,
    )  # fmt: skip


def run(app: App, options: argparse.Namespace) -> int:
    build_examples_if_empty(app)
    renderer = TerminalRenderer(sys.stdout.isatty())
    print(HOW_TO, file=sys.stderr)
    before: deque[str] = deque(maxlen=TURNS)
    app.warm_up()
    with app.asker() as asker:
        while (question := _read_line()) is not None:
            said = question.strip()
            if not said:
                continue
            if said in GOODBYES:
                break
            if said == "help" or _COMMAND.fullmatch(said):
                print(HOW_TO, file=sys.stderr)
                continue
            try:
                print(renderer.answer(asker.answer(question, tuple(before))), end="\n\n")
            except QuestionError as error:
                print(f"khaobot: {error}", file=sys.stderr)
            else:
                before.append(question)
    return 0


def _read_line() -> str | None:
    # input() gives line editing where readline is there; the prompt belongs to the person, not to stdout.
    if sys.stdin.isatty():
        import contextlib

        with contextlib.suppress(ImportError):
            import readline  # noqa: F401
    try:
        if not sys.stdout.isatty():
            line = sys.stdin.readline()
            return line.rstrip("\n") if line else None
        return input(PROMPT)
    except (EOFError, KeyboardInterrupt):  # Ctrl-C at the prompt ends a conversation as Ctrl-D does
        print(file=sys.stderr)
        return None
