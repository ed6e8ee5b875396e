"""Measures how building and searching grow: python -m benchmarks.growth [--articles 100 1000 …] [--vectors 1000000].

Each size in a process of its own: build time (articles are read, cut and embedded), time of a search
without its embedding and with it, peak memory of a process that only searches, disk. Then the search
among synthetic vectors alone, with its recall@10 against comparing all. Writes a table and a plot.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.environment import peak_megabytes

ROOT = Path(__file__).parents[1]
QUESTIONS = 60
DIMENSION = 896
RECALL_AT = 10


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("data/benchmark/growth"))
    parser.add_argument("--articles", type=int, nargs="*", default=[100, 1000, 5000])
    parser.add_argument("--vectors", type=int, default=1_000_000)
    parser.add_argument("--inside", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        what, size = options.inside[0], int(options.inside[1])
        parts = {"build": build, "search": search, "vectors": vectors}
        print(json.dumps(parts[what](options, size)))
        return
    from benchmarks.speed_report import write

    rows: list[dict[str, Any]] = []
    for size in options.articles:
        rows.append({"articles": size} | inside("build", size, options))
        rows[-1] |= inside("search", size, options)
        print(rows[-1], file=sys.stderr, flush=True)
    notes = []
    if options.vectors:
        found = inside("vectors", options.vectors, options)
        notes.append("synthetic vectors: " + ", ".join(f"{k} {v:,}" for k, v in found.items()))
    plot(rows, Path(__file__).parent / "results" / "growth.png")
    print(write("growth", "How Khaobot grows with the collection", rows, notes))


def inside(what: str, size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one part, measured in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", "--inside", what, str(size),
         "--data", str(options.data.resolve()), "--work", str(options.work.resolve())],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def build(options: argparse.Namespace, size: int) -> dict[str, Any]:
    """Build an index of `size` ThaiGov items in a new folder."""
    from bot.app import App
    from bot.settings import Settings
    from index.sources.files import read_files

    app = App(replace(Settings(), data_dir=options.work / str(size)))
    app.warm_up()
    items = islice(read_files([options.data / "thaigov_news_20k.jsonl.gz"]), size)
    started = time.perf_counter()
    manifest = app.builder(lambda *_: None).build(items).manifest
    seconds = time.perf_counter() - started
    folder = app.generations.path(manifest.generation)
    disk = sum(file.stat().st_size for file in folder.iterdir())
    return {
        "passages": manifest.passages,
        "vectors": manifest.vectors,
        "build s": round(seconds, 1),
        "passages/s": round(manifest.passages / seconds, 1),
        "disk MB": round(disk / 1e6, 1),
        "build peak MB": peak_megabytes(),
    }


def search(options: argparse.Namespace, size: int) -> dict[str, Any]:
    """Ask titles of the collection and XQuAD's questions of the index of `size` items."""
    from benchmarks.speed_report import percentile
    from bot.app import App
    from bot.settings import Settings

    app = App(replace(Settings(), data_dir=options.work / str(size)))
    app.warm_up()
    lines = (options.data / "xquad_th_en.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines[:: len(lines) // QUESTIONS]]
    questions = [r["question_th" if n % 2 else "question_en"] for n, r in enumerate(records)]
    for warm in ("ข่าววันนี้", "Who?"):
        app.searcher.search(warm)
    embedded, searched = [], []
    processor: dict[str, list[float]] = {"embedding": [], "the rest": []}
    for question in questions:
        started, used = time.perf_counter(), time.process_time()
        app.embedder.embed_questions([question])
        embedded.append((time.perf_counter() - started) * 1000)
        processor["embedding"].append((time.process_time() - used) * 1000)
        started, used = time.perf_counter(), time.process_time()
        app.searcher.search(question)  # the question's vector is remembered: this is the rest
        searched.append((time.perf_counter() - started) * 1000)
        processor["the rest"].append((time.process_time() - used) * 1000)
    whole = [a + b for a, b in zip(embedded, searched, strict=True)]
    return {
        "embedding p50 ms": round(percentile(embedded, 0.5), 2),
        "the rest p50 ms": round(percentile(searched, 0.5), 2),
        **{
            f"{part} processor p50 ms": round(percentile(used_ms, 0.5), 2)
            for part, used_ms in processor.items()
        },
        "search p50 ms": round(percentile(whole, 0.5), 2),
        "search p95 ms": round(percentile(whole, 0.95), 2),
        "against embedding": round(percentile(whole, 0.5) / percentile(embedded, 0.5), 2),
        "search peak MB": peak_megabytes(),
    }


def vectors(options: argparse.Namespace, size: int) -> dict[str, Any]:
    """Search among `size` synthetic vectors: groups around centres that share a direction, as e5's do."""
    from benchmarks.speed_report import percentile
    from index.vectors import FaissVectorStore

    rng = np.random.default_rng(0)
    centres = rng.standard_normal((2000, DIMENSION), dtype=np.float32)
    centres += 1.5 * rng.standard_normal(DIMENSION, dtype=np.float32)

    def near(count: int) -> NDArray[np.float32]:
        made = centres[rng.integers(len(centres), size=count)]
        made = made + rng.standard_normal((count, DIMENSION), dtype=np.float32)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made

    everything = np.empty((size, DIMENSION), dtype=np.float32)
    for start in range(0, size, 20_000):
        everything[start : start + 20_000] = near(min(20_000, size - start))
    asked = everything[rng.integers(size, size=QUESTIONS)] + 0.5 * near(QUESTIONS)
    best = [np.argpartition(-(everything @ q), RECALL_AT)[:RECALL_AT] for q in asked]
    started = time.perf_counter()
    made = FaissVectorStore.of(everything)
    built = time.perf_counter() - started
    del everything
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        files = made.save(Path(folder) / "vectors.faiss")
        del made
        store = FaissVectorStore.load(files[0])
        found, seconds = [], []
        for q in np.concatenate([asked[:5], asked]):
            started = time.perf_counter()
            found.append(store.search(q[None, :], 100)[1][0][:RECALL_AT])
            seconds.append((time.perf_counter() - started) * 1000)
        disk = sum(file.stat().st_size for file in files)
    shared = [len({*a.tolist()} & {*b.tolist()}) for a, b in zip(found[5:], best, strict=True)]
    return {
        "vectors": size,
        "recall@10": round(sum(shared) / len(shared) / RECALL_AT, 4),
        "search p50 ms": round(percentile(seconds[5:], 0.5), 2),
        "search p95 ms": round(percentile(seconds[5:], 0.95), 2),
        "index s": round(built, 1),
        "disk MB": round(disk / 1e6),
    }


def plot(rows: list[dict[str, Any]], path: Path) -> None:
    """Draw build time, search time, memory and disk over the number of articles, both axes by tens."""
    from PIL import Image, ImageDraw

    figures = ("build s", "search p50 ms", "search peak MB", "disk MB")
    wide, high, edge = 420, 300, 60
    image = Image.new("RGB", (2 * wide, 2 * high), "white")
    draw = ImageDraw.Draw(image)
    for at, figure in enumerate(figures):
        left, top = at % 2 * wide, at // 2 * high
        x = np.log10([row["articles"] for row in rows])
        y = np.log10([max(row[figure], 0.1) for row in rows])
        low, top_y = np.floor(y.min()), np.ceil(y.max() + 0.01)

        def place(
            a: float,
            b: float,
            x: Any = x,
            low: Any = low,
            top_y: Any = top_y,
            corner: Any = (left, top),
        ) -> tuple[float, float]:
            across = (a - x.min()) / max(np.ptp(x), 0.1)
            up = (b - low) / (top_y - low)
            return (
                corner[0] + edge + across * (wide - 2 * edge),
                corner[1] + high - edge - up * (high - 2 * edge),
            )

        draw.text((left + edge, top + 15), f"{figure} over articles", fill="black")
        draw.rectangle([place(x.min(), top_y), place(x.max(), low)], outline="gray")
        points = [place(a, b) for a, b in zip(x, y, strict=True)]
        draw.line(points, fill="navy", width=2)
        for point, row in zip(points, rows, strict=True):
            draw.ellipse([point[0] - 3, point[1] - 3, point[0] + 3, point[1] + 3], fill="navy")
            draw.text((point[0] - 12, point[1] - 18), f"{row[figure]:,.0f}", fill="black")
            draw.text((point[0] - 12, top + high - edge + 8), f"{row['articles']:,}", fill="black")
    image.save(path)


if __name__ == "__main__":
    main()
