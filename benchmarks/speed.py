"""Measures what issue 9 asks for besides: python -m benchmarks.speed [--collection DIR].

Passages embedded per second against `SentenceTransformer.encode` in float32; `khaobot ask` from the
shell against importing sentence-transformers, by the clock and in processor time; and, with --collection
(a data directory with an index of many articles), adding 10 articles to it against building 10 alone.
Medians of `ROUNDS`, in turn.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
ROUNDS = 5
QUESTION = "What did Putin sign in Hanoi?"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--passages", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument(
        "--parts", nargs="+", choices=("embed", "ask", "add"), default=["embed", "ask"]
    )
    parser.add_argument(
        "--processor-time", action="store_true", help="for --parts embed, on a machine that is busy"
    )
    parser.add_argument("--collection", type=Path, help="a data directory, for --parts add")
    options = parser.parse_args()
    from benchmarks.speed_report import write

    command = "speed " + " ".join(sys.argv[1:])
    rounds = f"medians of {options.rounds} rounds, the things compared in turn."
    rows: list[dict[str, Any]] = []
    if "embed" in options.parts:
        rows += embedding(options)
    if rows:
        clock = "processor time" if options.processor_time else "time on the clock"
        notes = [*NOTES, f"{options.passages} passages, {clock}.", rounds]
        print(write("speed", "Embedding", rows, notes, command))
    if "ask" in options.parts:
        print(write("starting", "From the shell to an answer", asking(options), [rounds], command))
    if "add" in options.parts:
        print(write("adding", "Adding to a large index", [adding(options)], [rounds], command))


NOTES = (
    "share of peak: 2 x (12 layers x (4 x 384 x 384 + 2 x 384 x 1,536)) operations a token plus attention, "
    "against a product of two 2,048 x 2,048 matrices in the same arithmetic, measured in the same run.",
)


def in_turn(
    parts: dict[str, Callable[[], object]],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> dict[str, float]:
    """Return the median seconds of each part on `clock`, after one round that doesn't count."""
    taken: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(rounds + 1):
        for name, part in parts.items():
            started = clock()
            part()
            taken[name].append(clock() - started)
    return {name: statistics.median(values[1:]) for name, values in taken.items()}


def embedding(options: argparse.Namespace) -> list[dict[str, Any]]:
    from index.embedding.kernel_caches import bound_kernel_caches

    bound_kernel_caches()  # as Khaobot does, before torch is imported
    import torch

    from benchmarks.engines import thaigov_passages
    from index.embedding.e5_model import build_bert, load_e5
    from index.embedding.e5_weights import find_wheel_file, read_e5_weights
    from index.embedding.precision import native_dtype
    from index.embedding.sentence_transformer import SentenceTransformerEmbedder
    from index.embedding.use_model import UseEmbedder

    texts = thaigov_passages(options.data / "thaigov_news_20k.jsonl.gz", options.passages)
    path = find_wheel_file()
    assert path is not None
    bert = build_bert(read_e5_weights(path))
    plain = plain_sentence_transformer(bert, path)
    ours, second = SentenceTransformerEmbedder(), UseEmbedder()
    model = load_e5(path)
    lengths = [len(e.ids) for e in model.tokenizer.encode_batch(["passage: " + t for t in texts])]
    matrix = torch.randn(2048, 2048).to(native_dtype())
    with torch.inference_mode():
        seconds = in_turn(
            {
                "SentenceTransformer.encode, float32": lambda: plain.encode(
                    texts, prompt_name="passage", show_progress_bar=False
                ),
                "Khaobot, e5 alone": lambda: ours.embed_passages(texts),
                "Khaobot, with the second encoder": lambda: (
                    ours.embed_passages(texts),
                    second.embed_views(texts),
                ),
                "matrix": lambda: matrix @ matrix,
            },
            options.rounds,
            time.process_time if options.processor_time else time.perf_counter,
        )
    theirs = plain.encode(texts, prompt_name="passage", show_progress_bar=False)
    cosine = float((np.asarray(theirs) * ours.embed_passages(texts)).sum(axis=1).min())
    peak = 2 * 2048**3 / seconds.pop("matrix")
    work = sum(2 * 12 * n * (4 * 384**2 + 2 * 384 * 1536 + 2 * n * 384) for n in lengths)
    base = seconds["SentenceTransformer.encode, float32"]
    rows: list[dict[str, Any]] = [
        {
            "what": name,
            "passages/s": round(len(texts) / taken, 1),
            "tokens/s": round(sum(lengths) / taken),
            "ratio": round(base / taken, 2),
        }
        for name, taken in seconds.items()
    ]
    rows[1]["lowest cosine"] = round(cosine, 5)
    rows[1]["share of peak"] = round(work / seconds["Khaobot, e5 alone"] / peak, 3)
    rows[1]["peak GFLOP/s"] = round(peak / 1e9)
    return rows


def plain_sentence_transformer(bert: Any, path: Path) -> Any:
    """Return what `SentenceTransformer(folder)` gives for the same weights saved by transformers."""
    from benchmarks.peers import save_model

    with tempfile.TemporaryDirectory() as folder:
        from sentence_transformers import SentenceTransformer

        save_model(Path(folder) / "model")
        return SentenceTransformer(
            str(Path(folder) / "model"),
            device="cpu",
            prompts={"query": "query: ", "passage": "passage: "},
        )


def asking(options: argparse.Namespace) -> list[dict[str, Any]]:
    """Answer a question from the examples in a new process, and import sentence-transformers in another."""
    commands = {
        "khaobot ask": ["-m", "bot", "ask", QUESTION, "--data-dir"],
        "import sentence_transformers": ["-c", "import sentence_transformers"],
        "import torch": ["-c", "import torch"],
    }
    clocks: dict[str, list[float]] = {name: [] for name in commands}
    processor: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        commands["khaobot ask"].append(f"{folder}/index")
        for _ in range(options.rounds + 1):
            for name, arguments in commands.items():
                started, used = time.perf_counter(), of_children()
                subprocess.run(
                    [sys.executable, *arguments],
                    cwd=ROOT,
                    env=os.environ | {"PYTHONPATH": str(ROOT)},
                    check=True,
                    capture_output=True,
                )
                clocks[name].append(time.perf_counter() - started)
                processor[name].append(of_children() - used)
    # The first round builds the index and warms the disk.
    seconds, used_seconds = (
        {name: statistics.median(values[1:]) for name, values in of.items()}
        for of in (clocks, processor)
    )
    base = "import sentence_transformers"
    return [
        {
            "what": name,
            "s": round(seconds[name], 2),
            "ratio": round(seconds[name] / seconds[base], 2),
            "processor s": round(used_seconds[name], 2),
            "ratio of processor time": round(used_seconds[name] / used_seconds[base], 2),
        }
        for name in commands
    ]


def of_children() -> float:
    """Return the processor seconds of the processes that were started here and have ended."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def adding(options: argparse.Namespace) -> dict[str, Any]:
    """Add 10 articles that are new to the collection, and build the same 10 alone."""
    from bot.app import App
    from bot.settings import Settings

    settings = Settings()
    seconds: dict[str, list[float]] = {"add": [], "alone": []}
    processor: dict[str, list[float]] = {"add": [], "alone": []}
    with tempfile.TemporaryDirectory(dir=options.collection.parent) as work:
        whole = Path(work) / "whole"
        shutil.copytree(options.collection, whole)
        app = App(replace(settings, data_dir=whole))
        with app.current.reading() as generation:
            some = [a for _, a in zip(range(10), generation.store.articles(), strict=False)]
            count = generation.manifest.articles
        for number in range(options.rounds + 1):
            # Every line differs, so that nothing of them is in a cache or taken for a copy.
            fresh = [
                replace(
                    a,
                    id=f"new-{number}-{a.id}",
                    text=re.sub("(?m)^", f"ข่าวใหม่ {number} ", a.text),
                    title=f"{a.title} {number}",
                )
                for a in some
            ]
            for name, folder in (("add", whole), ("alone", Path(work) / f"alone{number}")):
                made = App(replace(settings, data_dir=folder))
                made.warm_up()
                builder = made.builder(lambda *_: None)
                started, used = time.perf_counter(), time.process_time()
                builder.add_or_build(fresh)
                seconds[name].append(time.perf_counter() - started)
                processor[name].append(time.process_time() - used)
                print(name, f"{seconds[name][-1]:.1f} s", file=sys.stderr, flush=True)
    add, alone = (statistics.median(seconds[name][1:]) for name in ("add", "alone"))
    cpu_add, cpu_alone = (statistics.median(processor[name][1:]) for name in ("add", "alone"))
    return {
        "what": f"adding 10 articles to {count:,}: {add:.1f} s ({cpu_add:.1f} s of processor time); "
        f"building 10 alone: {alone:.1f} s ({cpu_alone:.1f} s)",
        "ratio": round(add / alone, 2),
        "ratio of processor time": round(cpu_add / cpu_alone, 2),
    }


if __name__ == "__main__":
    main()
