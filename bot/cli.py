"""The command line: `khaobot COMMAND …`."""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from bot import __version__
from bot.app import App
from bot.commands import ask, backup, chat, doctor, evaluate, feedback, index, run, search
from bot.scrubbing import scrubbed
from bot.settings import Settings, read_environment
from index.errors import KhaobotError

COMMANDS = (index, search, ask, chat, run, feedback, evaluate, backup, doctor)
DESCRIPTION = "Ask a collection of Thai news articles, in Thai or English."
EPILOG = """\
examples:
  khaobot index build examples/articles
  khaobot ask "What did Putin sign in Hanoi?"

Settings come from the environment or a .env file; .env.example describes each.
Every command has its own help: khaobot ask --help
"""


def main(
    arguments: Sequence[str] | None = None, app_factory: Callable[[Settings], App] = App
) -> int:
    """Run one command and return its exit code: 0 fine, 1 failed, 2 wrong usage."""
    # Importing torch and reading a vocabulary make a million objects that stay: looking through them
    # for garbage every few hundred would take a fifth of the time.
    gc.set_threshold(100_000, 20, 100)
    # Nor need it look through them at the exit, which takes longer than a second.
    atexit.register(gc.freeze)
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return 2
    try:
        settings = Settings.from_env(read_environment(os.environ, Path(".env")))
        if options.data_dir is not None:
            settings = replace(settings, data_dir=options.data_dir)
        status: int = options.run(app_factory(settings), options)
        sys.stdout.flush()
        return status
    except KhaobotError as error:
        if options.debug:
            raise
        print(f"khaobot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("khaobot: stopped; the index in use is unchanged.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain about it while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except ModuleNotFoundError as error:
        if options.debug:
            raise
        # As after an upgrade of the sources alone.
        print(
            f"khaobot: {error.name} isn't installed. Install what this version needs, in its checkout: "
            "pip install --constraint constraints.txt --editable .",
            file=sys.stderr,
        )
        return 1
    except Exception as error:
        if options.debug:
            raise
        print(
            f"khaobot: something unexpected went wrong ({type(error).__name__}: {scrubbed(str(error))}). "
            "The same command with --debug shows where.",
            file=sys.stderr,
        )
        return 1


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        "khaobot",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"khaobot {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        metavar="DIR",
        help="where the index is kept (default: DATA_DIR, or data/index)",
    )
    common.add_argument("--debug", action="store_true", help="show the traceback of an error")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers, common)
    return parser
