"""`khaobot run`: the Telegram bot."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands.parsing import add_command
from bot.logs import set_up_logging
from bot.state.instance import only_instance
from index.errors import KhaobotError

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers

NO_TOKEN = (
    "TELEGRAM_TOKEN is missing. Get one from @BotFather in Telegram (/newbot) and write it into .env: "
    "TELEGRAM_TOKEN=123456789:AA…"
)


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    add_command(
        subparsers, common, "run", "answer in Telegram, until Ctrl-C",
        "khaobot run\nTELEGRAM_TOKEN=… khaobot run", run,
    )  # fmt: skip


def run(app: App, options: argparse.Namespace) -> int:
    missing = what_is_missing(app)
    for line in missing:
        print(f"khaobot: {line}", file=sys.stderr)
    if missing:
        return 1
    settings = app.settings
    set_up_logging(settings.log_format, settings.secrets)
    with only_instance(settings.state_path):
        # Load everything now: the first person shouldn't wait for it.
        app.warm_up()
        app.service().run()
    return 0


def what_is_missing(app: App) -> list[str]:
    """Return a line for each thing without which the bot can't start, naming the fix."""
    missing = [] if app.settings.telegram_token else [NO_TOKEN]
    try:
        app.generations.current()
    except KhaobotError as error:
        missing.append(str(error))
    return missing
