"""Measures how building and searching grow: python -m benchmarks.growth [--articles 100 1000 …] [--vectors 1000000].

Each size is built in a process of its own and searched in others: build time, time of a search and of embedding
a question alone, peak memory of a process that only searches, disk. --articles are read, cut and embedded. --stand-ins are read and
cut, but what the cache of embeddings in WORK/SIZE lacks is mixed from the real vectors in it; --collection
is a data directory, whose articles are built again so. Then the search among synthetic vectors alone,
with its recall@10 against comparing all. Writes a table and a plot.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
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
from benchmarks.variants import mixed
from index.chunking import Chunking
from index.embedding.embedder import Embedder
from index.sources.types import Found

ROOT = Path(__file__).parents[1]
QUESTIONS = 60  # searched for, and as many embedded alone
PROCESSES = 5  # that search, one after the other


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("data/benchmark/growth"))
    parser.add_argument("--articles", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--stand-ins", type=int, nargs="*", default=[])
    parser.add_argument("--collection", type=Path)
    parser.add_argument("--vectors", type=int, default=1_000_000)
    parser.add_argument(
        "--built",
        action="store_true",
        help="search the indexes in WORK, as an earlier run built them",
    )
    parser.add_argument("--collection-note", default="", help="what the collection is")
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        parts = {
            "build": partial(build, options),
            "search": partial(search, options.data, options.work, QUESTIONS),
            "vectors": partial(search_vectors, options.work, QUESTIONS),
        }
        print(json.dumps(parts[options.inside[0]](options.inside[1])))
        return
    rows: list[dict[str, Any]] = []
    synthetic: dict[str, Any] = {}
    names = ["collection"] if options.collection else []
    names += [f"{size} with stand-ins" for size in options.stand_ins]
    names += [str(size) for size in options.articles]
    options.work.mkdir(parents=True, exist_ok=True)
    if options.vectors:
        synthetic = inside("vectors", str(options.vectors), options)
        print(synthetic, file=sys.stderr, flush=True)
    for name in names:
        figures = options.work / f"{name.partition(' ')[0]}.json"
        if not (options.built and figures.exists()):
            figures.write_text(json.dumps(inside("build", name, options)), encoding="utf-8")
        built = json.loads(figures.read_text(encoding="utf-8"))
        searched = [inside("search", name, options) for _ in range(PROCESSES)]
        rows.append(built | {key: median(one[key] for one in searched) for key in searched[0]})
        print(rows[-1], file=sys.stderr, flush=True)
        print(report(rows, synthetic, options))


def report(
    rows: list[dict[str, Any]], synthetic: dict[str, Any], options: argparse.Namespace
) -> str:
    """Write table and plot of what has been measured so far, and return the table."""
    from benchmarks.speed_report import write

    rows = sorted(rows, key=lambda row: int(row["articles"]))
    embedded = [row for row in rows if not row["stand-ins"]]
    notes = list(NOTES)
    if embedded:
        rate = embedded[-1]["passages"] / embedded[-1]["embedding processor s"]
        notes.append(
            f"{embedded[-1]['articles']:,} articles were embedded at {rate:.1f} passages a processor second."
        )
        notes += [
            f"embedding {row['articles']:,} articles takes {row['passages'] / rate / 60:.0f} minutes of processor "
            "time at that rate."
            for row in rows
            if row["stand-ins"]
        ]
    if options.collection:
        notes.append(options.collection_note)
    if synthetic:
        found = ", ".join(f"{k} {v:,}" for k, v in synthetic.items())
        notes.append(f"the search among vectors alone, synthetic ones: {found}")
    plot(rows, Path(__file__).parent / "results" / "growth.png")
    return write("growth", "How Khaobot grows with the collection", rows, notes)


NOTES = (
    "stand-ins: how many of the vectors are mixed from real ones (one, six tenths of another, and noise) instead of "
    "embedded; everything else of a row is as it would be: search, memory, disk, and building but for embedding.",
    "of rows with stand-ins, `build s` has no embedding; what WORK/SIZE had in its caches was not cut again.",
    "the clock is that of a machine shared with other work; processor time is not. A search uses two threads.",
    f"searches: the median of {PROCESSES} processes, each with {QUESTIONS} questions to search for and as many to embed "
    "alone, half of them Thai and half English; the first process also brings the files into memory.",
)


def inside(what: str, name: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one part, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", "--inside", what, name,
         "--data", str(options.data.resolve()), "--work", str(options.work.resolve()),
         *(["--collection", str(options.collection.resolve())] if options.collection else [])],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def build(options: argparse.Namespace, name: str) -> dict[str, Any]:
    """Build an index of the ThaiGov items, or the articles of the collection, that `name` tells of."""
    from bot.app import App
    from bot.settings import Settings
    from index.build import Builder

    folder = options.work / name.partition(" ")[0]
    app = App(replace(Settings(), data_dir=folder))
    app.warm_up()
    items: Iterable[Found] = read_thaigov(options, name)
    embedder = Watched(app.embedder)
    if name == "collection":
        items = copy_collection(options.collection, folder)
    if not name.isdigit():
        embedder.pool = real_vectors(folder / "embeddings.sqlite", embedder.fingerprint)
    started, used = time.perf_counter(), time.process_time()
    builder = Builder(app.generations, embedder, Chunking(), lambda *_: None)
    manifest = builder.build(items).manifest
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    files = app.generations.path(manifest.generation).iterdir()
    return {
        "articles": manifest.articles + manifest.copies,
        "passages": manifest.passages,
        "stand-ins": embedder.made,
        "vectors": manifest.vectors,
        "build s": round(seconds, 1),
        "build processor s": round(processor, 1),
        "embedding processor s": round(embedder.seconds, 1),
        "disk MB": round(sum(file.stat().st_size for file in files) / 1e6, 1),
        "build peak MB": peak_megabytes(),
    }


class Watched:
    """An `Embedder` that measures another one; with a `pool` of vectors it mixes them instead."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name, self.fingerprint = embedder.name, embedder.fingerprint
        self.dimension, self.window_shape = embedder.dimension, embedder.window_shape
        self.pool: NDArray[np.float32] | None = None
        self.made, self.seconds = 0, 0.0
        self._rng = np.random.default_rng(0)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_views(texts)[0]

    def embed_views(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        if self.pool is not None:
            self.made += len(texts)
            # Windows of nothing: they take the room and the time of others.
            windows = np.zeros((len(texts), *self.window_shape), dtype=np.int8)
            return mixed(self.pool, len(texts), self._rng), windows
        used = time.process_time()
        found = self._embedder.embed_views(texts)
        self.seconds += time.process_time() - used
        return found

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        return self.embed_views(texts)[1]

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._embedder.embed_questions(texts)


def read_thaigov(options: argparse.Namespace, name: str) -> Iterator[Found]:
    """Yield as many ThaiGov items as `name` begins with."""
    from index.sources.files import read_files

    count = name.partition(" ")[0]
    if count.isdigit():
        yield from islice(read_files([options.data / "thaigov_news_20k.jsonl.gz"]), int(count))


def copy_collection(collection: Path, folder: Path) -> list[Found]:
    """Copy the caches of a data directory to `folder`, and return its articles as they came in."""
    from index.generations import Generations
    from index.store import FILE_NAME, PassageStore

    folder.mkdir(parents=True, exist_ok=True)
    for name in ("embeddings.sqlite", "work.sqlite"):
        shutil.copy(collection / name, folder / name)
    generations = Generations(collection)
    with closing(PassageStore(generations.path(generations.current()) / FILE_NAME)) as store:
        return list(store.incoming())


def real_vectors(path: Path, model: str, count: int = 10_000) -> NDArray[np.float32]:
    """Return some of the vectors in a cache of embeddings; it has windows, too, of the same texts."""
    with closing(sqlite3.connect(path)) as database:
        query = "SELECT vector FROM vectors WHERE model = ? LIMIT ?"
        rows = database.execute(query, (model, count))
        return np.stack([np.frombuffer(vector, "<f4") for (vector,) in rows])


if __name__ == "__main__":
    main()
