"""Measures retrieval, abstention and quotes: python -m benchmarks.retrieval [--parts xquad …].

Each part takes the place of its older figures in `benchmarks/results`; the others stay. The parts:
xquad (minutes), thaigov (3,000 items to embed), answerable, false, quotes (the passage given) and
end_to_end (among the items); the last four read as well.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path

from benchmarks import report
from benchmarks.asking import Bench
from benchmarks.parts import PARTS
from bot.settings import Settings

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.retrieval",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--work", type=Path, default=Path("data/benchmark"), help="kept between runs"
    )
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--parts", nargs="+", choices=sorted(PARTS), default=list(PARTS))
    parser.add_argument("--sample", type=int, default=0, help="questions of each set; 0 is all")
    parser.add_argument("--distractors", type=int, default=3000, help="ThaiGov items")
    parser.add_argument("--no-reader", action="store_true", help="measure the search alone")
    options = parser.parse_args()
    settings = Settings.from_env(os.environ)
    if options.no_reader:
        settings = replace(settings, reader=False)
    bench = Bench(options.data, options.work, settings, options.distractors, options.sample)
    for part in options.parts:
        started = time.perf_counter()
        figures = PARTS[part](bench)
        run = report.Run(
            part=part,
            figures={name: round(value, 4) for name, value in figures.items()},
            date=report.now(),
            machine=report.machine(),
            commit=report.commit(Path(__file__).parent),
            index=bench.app("xquad").embedder.fingerprint,
            sample=options.sample,
            distractors=options.distractors if part in ("thaigov", "false", "end_to_end") else 0,
            seconds=round(time.perf_counter() - started, 1),
            versions=report.versions(),
        )
        runs = report.kept(options.results / "retrieval.json", {part: run})
        print(report.write(options.results, runs), flush=True)


if __name__ == "__main__":
    main()
