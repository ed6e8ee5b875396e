"""Adds a command to the parser, with the form of help that all commands share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import App

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]
    Run = Callable[[App, argparse.Namespace], int]


def add_command(
    subparsers: Subparsers,
    common: argparse.ArgumentParser,
    name: str,
    summary: str,
    examples: str,
    run: Run,
) -> argparse.ArgumentParser:
    """Return the parser of command `name`, which calls `run`; `examples` are lines for its help."""
    parser = subparsers.add_parser(
        name,
        parents=[common],
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog="examples:\n" + "\n".join(f"  {line}" for line in examples.strip().splitlines()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser
