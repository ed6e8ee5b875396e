"""Writes the figures of the speed benchmarks: one JSON and one Markdown file each, with what made them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.report import commit, machine, now, versions

RESULTS = Path(__file__).parent / "results"


def write(
    name: str,
    title: str,
    rows: Sequence[Mapping[str, Any]],
    notes: Sequence[str],
    command: str = "",
) -> str:
    """Write `name`.json and `name`.md into the results and return the table.

    `command` is the module of benchmarks with its options, where it isn't `name` alone.
    """
    record = {
        "title": title,
        "rows": [dict(row) for row in rows],
        "notes": list(notes),
        "date": now(),
        "machine": machine(),
        "commit": commit(Path(__file__).parent),
        "versions": versions(),
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    (RESULTS / f"{name}.json").write_text(text, encoding="utf-8")
    columns = list(dict.fromkeys(key for row in rows for key in row))
    lines = [
        f"# {title}",
        "",
        f"Made by `python -m benchmarks.{command or name}`.",
        "",
        "| " + " | ".join(columns) + " |",
        "|" + "---|" * len(columns),
        *("| " + " | ".join(shown(row.get(key, "")) for key in columns) + " |" for row in rows),
        "",
        *(f"- {note}" for note in notes),
        "",
        f"{record['date']}, commit {record['commit']}, {record['machine']}; "
        + ", ".join(f"{name} {version}" for name, version in versions().items())
        + ".",
        "",
    ]
    (RESULTS / f"{name}.md").write_text("\n".join(lines), encoding="utf-8")
    return "\n".join(lines)


def shown(value: object) -> str:
    """Return a value for a table: numbers short, the rest as it is."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of `values` lie, from 0 to 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
