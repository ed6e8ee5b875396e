"""Measures the search among synthetic vectors: groups around centres that share a direction, as e5's do."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed_report import percentile

DIMENSION = 896
RECALL_AT = 10


def search_vectors(work: Path, questions: int, count: str) -> dict[str, Any]:
    """Search among `count` synthetic vectors, stored under `work`, for as many `questions` like them."""
    from index.vectors import FaissVectorStore

    size = int(count)
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
    asked = everything[rng.integers(size, size=questions)] + 0.5 * near(questions)
    best = [np.argpartition(-(everything @ q), RECALL_AT)[:RECALL_AT] for q in asked]
    started = time.perf_counter()
    made = FaissVectorStore.of(everything)
    built = time.perf_counter() - started
    del everything
    with tempfile.TemporaryDirectory(dir=work) as folder:
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
