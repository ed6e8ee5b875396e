"""`khaobot index …`: build, add, sync, remove, info, rollback, verify."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.parsing import add_command
from bot.progress import ProgressBar
from index.build import BuildReport
from index.errors import NoArticlesError
from index.generation import Generation
from index.manifest import Manifest, read_manifest
from index.sources.types import Rejection
from index.sync import SyncReport

if TYPE_CHECKING:
    from bot.app import App
    from bot.commands.parsing import Subparsers

SHOWN_REJECTIONS = 20


def add_parser(subparsers: Subparsers, common: argparse.ArgumentParser) -> None:
    parser = subparsers.add_parser("index", help="build and look after the index")
    parser.set_defaults(run=lambda app, options: _show_help(parser), debug=False, data_dir=None)
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    sources = {"nargs": "+", "metavar": "SOURCE"}
    kinds = (
        "a file or folder of .txt, .md, .html or .jsonl (also .gz), or the URL of a feed or page"
    )

    build = add_command(
        actions, common, "build", "make a new index of these sources alone",
        "khaobot index build examples/articles\nkhaobot index build archive.jsonl.gz more/",
        run_build,
    )  # fmt: skip
    build.add_argument("sources", help=kinds, **sources)  # type: ignore[arg-type]
    add = add_command(
        actions, common, "add", "add articles to the index; the same id replaces the old text",
        "khaobot index add today/\nkhaobot index add https://example.org/rss", run_add,
    )  # fmt: skip
    add.add_argument("sources", help=kinds, **sources)  # type: ignore[arg-type]
    sync = add_command(
        actions, common, "sync", "take what is new or changed in the folders, feeds and pages of sources.toml",
        "khaobot index sync\nkhaobot index sync --sources news.toml", run_sync,
    )  # fmt: skip
    sync.add_argument(
        "--sources",
        type=Path,
        metavar="FILE",
        help="the file that names them (default: SOURCES_FILE, or sources.toml)",
    )
    remove = add_command(
        actions, common, "remove", "remove articles from the index",
        "khaobot index remove putin-hanoi-2024", run_remove,
    )  # fmt: skip
    remove.add_argument("ids", nargs="+", metavar="ID", help="the id of an article")
    info = add_command(
        actions, common, "info", "show what is in use and what made it",
        "khaobot index info\nkhaobot index info --articles", run_info,
    )  # fmt: skip
    info.add_argument("--json", action="store_true", help="print the manifest as JSON")
    info.add_argument(
        "--articles", action="store_true", help="list the articles, one a line, copies too"
    )
    add_command(
        actions, common, "rollback", "go back to the generation before the one in use",
        "khaobot index rollback", run_rollback,
    )  # fmt: skip
    add_command(
        actions, common, "verify", "check every file and count of the generation in use",
        "khaobot index verify", run_verify,
    )  # fmt: skip


def run_build(app: App, options: argparse.Namespace) -> int:
    with ProgressBar() as progress:
        report = app.builder(progress).build(app.articles(options.sources))
    return _finish(report)


def run_add(app: App, options: argparse.Namespace) -> int:
    with ProgressBar() as progress:
        report = app.builder(progress).add(app.articles(options.sources))
    return _finish(report)


def run_sync(app: App, options: argparse.Namespace) -> int:
    if options.sources is not None:
        app.settings = replace(app.settings, sources_file=options.sources)
    with ProgressBar() as progress:
        report = app.syncer().sync(progress)
    _print_rejections(report.rejections)
    _check_that_something_was_read(report)
    for article_id in report.added:
        print(f"added {article_id}", file=sys.stderr)
    for article_id in report.replaced:
        print(f"replaced {article_id}", file=sys.stderr)
    print(
        f"{len(report.added):,} added, {len(report.replaced):,} replaced, "
        f"{report.unchanged:,} unchanged, {len(report.rejections):,} rejected."
    )
    print(_in_use(report.manifest) if report.built else f"{report.manifest.generation} stays.")
    return 0


def run_remove(app: App, options: argparse.Namespace) -> int:
    with ProgressBar() as progress:
        report = app.builder(progress).remove(options.ids)
    return _finish(report)


def run_info(app: App, options: argparse.Namespace) -> int:
    name = app.generations.current()
    folder = app.generations.path(name)
    manifest = read_manifest(folder)
    if options.articles:
        generation = Generation.open(folder)
        # Copies too: each has an id that can be removed. The texts are let go of at once.
        rows = ((a.published or date.max, a.id, a.title) for a in generation.store.incoming())
        for published, article_id, title in sorted(rows):
            print(f"{article_id}\t{'-' if published == date.max else published}\t{title}")
        generation.close()
    elif options.json:
        kept = app.generations.names()
        print(json.dumps(asdict(manifest) | {"kept": kept}, ensure_ascii=False, indent=2))
    else:
        _print_manifest(manifest, app.generations.names())
    return 0


def run_rollback(app: App, options: argparse.Namespace) -> int:
    print(f"In use now: {app.generations.rollback()}")
    return 0


def run_verify(app: App, options: argparse.Namespace) -> int:
    name = app.generations.current()
    manifest = app.generations.verify(name)
    Generation.open(app.generations.path(name)).close()
    articles, passages = manifest.articles, manifest.passages
    print(f"{name} is whole: {_counted(articles, 'article')}, {_counted(passages, 'passage')}.")
    return 0


def _show_help(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 2


def _finish(report: BuildReport) -> int:
    """Say what was done on stdout, and what was rejected on stderr."""
    _print_rejections(report.rejections)
    _check_that_something_was_read(report)
    changes = {
        "added": len(report.added),
        "replaced": len(report.replaced),
        "removed": len(report.removed),
        "unchanged": report.unchanged,
        "rejected": len(report.rejections),
    }
    said = ", ".join(f"{count:,} {what}" for what, count in changes.items() if count)
    print(f"{_in_use(report.manifest)} ({said or 'nothing changed'}).")
    return 0


def _check_that_something_was_read(report: BuildReport | SyncReport) -> None:
    """Fail where all that was found was rejected: nobody looks into what cron did with exit code 0.

    Raises:
        NoArticlesError: there were rejections, and not one article beside them.
    """
    if report.rejections and not (report.added or report.replaced or report.unchanged):
        count = len(report.rejections)
        raise NoArticlesError(
            f"No article could be read, {count:,} rejected (see above); {report.manifest.generation} "
            "stays in use. Mend the sources, then run the same command again."
        )


def _print_rejections(rejections: Sequence[Rejection]) -> None:
    for rejection in rejections[:SHOWN_REJECTIONS]:
        print(f"rejected {rejection}", file=sys.stderr)
    more = len(rejections) - SHOWN_REJECTIONS
    if more > 0:
        print(f"… and {more:,} more rejected", file=sys.stderr)


def _in_use(manifest: Manifest) -> str:
    copies = f" and {_counted(manifest.copies, 'copy', 'copies')}" if manifest.copies else ""
    return (
        f"{manifest.generation} is in use: {_counted(manifest.articles, 'article')}{copies}, "
        f"{_counted(manifest.passages, 'passage')}"
    )


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def _print_manifest(manifest: Manifest, kept: list[str]) -> None:
    rows = {
        "generation": manifest.generation,
        "built at": manifest.built_at,
        "articles": f"{manifest.articles:,}",
        "copies": f"{manifest.copies:,} more, word for word",
        "stories": f"{manifest.stories:,}",
        "passages": f"{manifest.passages:,}",
        "model": f"{manifest.model} ({manifest.model_fingerprint})",
        "dimension": str(manifest.dimension),
        "vectors": manifest.vectors,
        "segmentation": manifest.segmentation,
        "chunking": manifest.chunking,
        "kept": ", ".join(kept),
    }
    for name, value in rows.items():
        print(f"{name:<14}{value}")
