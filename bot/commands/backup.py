"""`khaobot backup` and `khaobot restore`: state and index in one file, also while the bot runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.backup.packing import Packer
from bot.backup.restoring import Restorer
from bot.commands.parsing import add_command
from bot.progress import ProgressBar

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    backup = add_command(
        subparsers, common, "backup", "pack the state and the index in use into one file",
        "khaobot backup khaobot-$(date +%F).backup", run_backup,
    )  # fmt: skip
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write; it is new")
    restore = add_command(
        subparsers, common, "restore", "put the state and the index of a backup in use",
        "khaobot restore khaobot-2026-11-22.backup\nkhaobot index rollback      # the index before, if it was a mistake",
        run_restore,
    )  # fmt: skip
    restore.add_argument("file", type=Path, metavar="FILE", help="what khaobot backup has written")


def run_backup(app: App, options: argparse.Namespace) -> int:
    with ProgressBar() as progress:
        packer = Packer(app.generations, app.settings.state_path, app.added_folder, progress)
        packed = packer.pack(options.file)
    state = "and the state" if packed.with_state else f"no state yet at {app.settings.state_path}"
    print(
        f"{options.file}: {packed.manifest.generation} with {packed.manifest.articles:,} articles, "
        f"{state}; {packed.bytes / 1e6:,.1f} MB."
    )
    return 0


def run_restore(app: App, options: argparse.Namespace) -> int:
    with ProgressBar() as progress:
        restorer = Restorer(
            app.generations,
            lambda generation: generation.check(app.embedder),
            app.settings.state_path,
            app.added_folder,
            progress,
        )
        restored = restorer.restore(options.file)
    state = "The state is" if restored.with_state else "The state stays as it was; the index is"
    print(
        f"{restored.manifest.generation} is in use: {restored.manifest.articles:,} articles, "
        f"{restored.manifest.passages:,} passages. {state} of {restored.made_at}."
    )
    return 0
