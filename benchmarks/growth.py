"""Measures how building and searching grow: python -m benchmarks.growth [--articles 100 1000 …] [--vectors 1000000].

Each size is built in a process of its own, from nothing, and searched in others: build time, time of a search
and of embedding a question alone, peak memory of building and of answering, disk. Then the search among
synthetic vectors alone, with its recall@10 against comparing all. Writes a table and a plot.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import peak_megabytes
from benchmarks.growth_plot import plot
from benchmarks.growth_search import search
from benchmarks.growth_vectors import search_vectors
from index.chunking import Chunking
from index.embedding.embedder import Embedder

ROOT = Path(__file__).parents[1]
QUESTIONS = 60  # searched for, and as many embedded alone
PROCESSES = 5  # that search, one after the other


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("data/benchmark/growth"))
    parser.add_argument("--articles", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--vectors", type=int, default=1_000_000)
    parser.add_argument(
        "--built",
        action="store_true",
        help="search the indexes in WORK, as an earlier run built them",
    )
    parser.add_argument("--note", default="", help="to be written below the table")
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        parts = {
            "build": partial(build, options.data, options.work),
            "search": partial(search, options.data, options.work, QUESTIONS),
            "vectors": partial(search_vectors, options.work, QUESTIONS),
        }
        print(json.dumps(parts[options.inside[0]](options.inside[1])))
        return
    rows: list[dict[str, Any]] = []
    notes = [*NOTES, *filter(None, [options.note])]
    options.work.mkdir(parents=True, exist_ok=True)
    if options.vectors:
        synthetic = inside("vectors", str(options.vectors), options)
        found = ", ".join(f"{name} {value:,}" for name, value in synthetic.items())
        notes.append(f"the search among vectors alone, synthetic ones: {found}.")
        print(notes[-1], file=sys.stderr, flush=True)
    for name in map(str, sorted(options.articles)):
        figures = options.work / f"{name}.json"
        if not (options.built and figures.exists()):
            figures.write_text(json.dumps(inside("build", name, options)), encoding="utf-8")
        built = json.loads(figures.read_text(encoding="utf-8"))
        searched = [inside("search", name, options) for _ in range(PROCESSES)]
        rows.append(built | {key: median(one[key] for one in searched) for key in searched[0]})
        print(rows[-1], file=sys.stderr, flush=True)
        print(report(rows, notes))


def report(rows: Sequence[dict[str, Any]], notes: Sequence[str]) -> str:
    """Write table and plot of what has been measured so far, and return the table."""
    from benchmarks.speed_report import write

    plot(list(rows), Path(__file__).parent / "results" / "growth.png")
    command = "growth " + " ".join(sys.argv[1:])
    return write("growth", "How Khaobot grows with the collection", rows, notes, command)


NOTES = (
    "ThaiGov items. `built by` is the commit that the index was built on; `build s` begins when the models are loaded.",
    "the clock is that of a machine shared with other work; processor time is not. A search uses two threads.",
    f"searches: the median of {PROCESSES} processes, each with {QUESTIONS} questions of XQuAD to search for and as many to "
    "embed alone, half of them Thai and half English; the files were read once before, so that the system had them in memory.",
    "`bot peak MB`: after these searches and as many answers, with the reader and what Telegram needs loaded.",
)


def inside(what: str, name: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one part, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", "--inside", what, name,
         "--data", str(options.data.resolve()), "--work", str(options.work.resolve())],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def build(data: Path, work: Path, name: str) -> dict[str, Any]:
    """Build an index of the first `name` ThaiGov items in WORK/NAME, where nothing is left of an earlier one."""
    from benchmarks.report import commit
    from bot.app import App
    from bot.settings import Settings
    from index.build import Builder
    from index.sources.files import read_files

    folder = work / name
    shutil.rmtree(folder, ignore_errors=True)
    app = App(replace(Settings(), data_dir=folder))
    app.warm_up()
    items = islice(read_files([data / "thaigov_news_20k.jsonl.gz"]), int(name))
    embedder = Timed(app.embedder)
    started, used = time.perf_counter(), time.process_time()
    builder = Builder(app.generations, embedder, Chunking(), lambda *_: None)
    manifest = builder.build(items).manifest
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    files = app.generations.path(manifest.generation).iterdir()
    return {
        "articles": manifest.articles + manifest.copies,
        "passages": manifest.passages,
        "vectors": manifest.vectors,
        "built by": commit(ROOT),
        "build s": round(seconds, 1),
        "build processor s": round(processor, 1),
        "embedding processor s": round(embedder.seconds, 1),
        "disk MB": round(sum(file.stat().st_size for file in files) / 1e6, 1),
        "build peak MB": peak_megabytes(),
    }


class Timed:
    """An `Embedder` that adds up the processor seconds that another one takes for passages."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self.dimension, self.window_shape = embedder.dimension, embedder.window_shape
        self.seconds = 0.0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_views(texts)[0]

    def embed_views(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        used = time.process_time()
        found = self._embedder.embed_views(texts)
        self.seconds += time.process_time() - used
        return found

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        return self.embed_views(texts)[1]

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embedder.embed_questions(texts)


if __name__ == "__main__":
    main()
