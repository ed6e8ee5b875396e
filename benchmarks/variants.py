"""Compares ways to find the nearest vectors: python -m benchmarks.variants VECTORS.npy [--counts 20000 100000].

Some of the (n, dimension) vectors in the file, taken out, are the questions. Where more are wanted than
there are, the rest are mixed: one of them and six tenths of another, with noise. Each way in turn on one
thread: recall@10 against comparing all in float32, time of a question, time to build, size.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K, ASKED_FOR = 10, 100
Find = Callable[[NDArray[np.float32]], NDArray[np.int64]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.variants", description=__doc__)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("--counts", type=int, nargs="*", default=[20_000, 100_000])
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    import faiss

    from benchmarks.speed_report import write

    faiss.omp_set_num_threads(1)
    rng = np.random.default_rng(0)
    real = np.load(options.vectors)
    rng.shuffle(real)
    asked, real = real[: options.questions], real[options.questions :]
    rows = [row for count in options.counts for row in compared(more(real, count, rng), asked)]
    notes = [
        f"{len(real):,} real vectors of both encoders; beyond, mixed ones. {len(asked)} real ones are the questions.",
        f"Each is asked for the best {ASKED_FOR}, as a search does, of which the first {K} count; on one thread.",
        "time of a question in processor time: the machine was shared.",
    ]
    print(write("variants", "Ways to find the nearest vectors", rows, notes))


def more(real: NDArray[np.float32], count: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return `count` vectors: the real ones, and mixed ones of the same length where these end."""
    whole = np.empty((count, real.shape[1]), dtype=np.float32)
    whole[: len(real)] = real[:count]
    for start in range(min(count, len(real)), count, 20_000):
        whole[start : start + 20_000] = mixed(real, min(20_000, count - start), rng)
    return whole


def mixed(real: NDArray[np.float32], count: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return `count` vectors as long as the `real` ones: one of them, six tenths of another, and noise."""
    length = float(np.linalg.norm(real[0]))
    noise = rng.standard_normal((count, real.shape[1]), dtype=np.float32)
    made = (
        real[rng.integers(len(real), size=count)] + 0.6 * real[rng.integers(len(real), size=count)]
    )
    made += noise * np.float32(0.3 * length / real.shape[1] ** 0.5)
    made *= length / np.linalg.norm(made, axis=1, keepdims=True)
    return made


def compared(vectors: NDArray[np.float32], asked: NDArray[np.float32]) -> list[dict[str, Any]]:
    """Return a row for each way to search `vectors`."""
    exact: list[set[int]] = []
    rows: list[dict[str, Any]] = []
    for name, make in ways(vectors):
        started = time.process_time()
        find, size = make()
        built = time.process_time() - started
        for question in asked[:20]:
            find(question)
        found, seconds = [], []
        for question in asked:
            started = time.process_time()
            found.append(set(find(question)[:K].tolist()))
            seconds.append(time.process_time() - started)
        exact = exact or found
        shared = sum(len(a & b) for a, b in zip(exact, found, strict=True))
        rows.append(
            {
                "vectors": len(vectors),
                "way": name,
                "recall@10": round(shared / K / len(asked), 4),
                "p50 ms": round(float(np.median(seconds)) * 1000, 2),
                "build s": round(built, 1),
                "MB": round(size / 1e6),
            }
        )
        print(rows[-1], flush=True)
    return rows


def ways(
    vectors: NDArray[np.float32],
) -> list[tuple[str, Callable[[], tuple[Find, int]]]]:
    """Return what makes each way: a function from a question to rows, and bytes."""
    import faiss

    from index.vectors import FaissVectorStore

    dimension, product = vectors.shape[1], faiss.METRIC_INNER_PRODUCT

    def of(index: Any, bits: int, more: int = 0) -> tuple[Find, int]:
        if not index.is_trained:
            index.train(vectors[:: -(-len(vectors) // 20_000)])
        index.add(vectors)
        size = len(vectors) * (dimension * bits // 8 + more)
        return lambda question: index.search(question[None, :], ASKED_FOR)[1][0], size

    def scalar(kind: int, bits: int) -> Callable[[], tuple[Find, int]]:
        return lambda: of(faiss.IndexScalarQuantizer(dimension, kind, product), bits)

    graphs: list[Any] = []

    def hnsw(search: int) -> Callable[[], tuple[Find, int]]:
        def make() -> tuple[Find, int]:
            size = len(vectors) * (dimension * 2 + 32 * 2 * 4)
            if not graphs:
                kind: Any = faiss.ScalarQuantizer.QT_fp16
                index = faiss.IndexHNSWSQ(dimension, kind, 32, product)
                index.hnsw.efConstruction = 80
                index.train(vectors[:1])
                index.add(vectors)
                graphs.append(index)
            graphs[0].hnsw.efSearch = search
            return lambda q: graphs[0].search(q[None, :], ASKED_FOR)[1][0], size

        return make

    def inverted(probed: int) -> Callable[[], tuple[Find, int]]:
        def make() -> tuple[Find, int]:
            lists = int(4 * len(vectors) ** 0.5)
            quantiser = faiss.IndexFlatIP(dimension)
            index = faiss.IndexIVFScalarQuantizer(
                quantiser, dimension, lists, faiss.ScalarQuantizer.QT_fp16, product
            )
            index.nprobe = probed
            return of(index, 16, more=8)

        return make

    def shipped() -> tuple[Find, int]:
        store = FaissVectorStore.of(vectors, exact_up_to=0)
        size = len(vectors) * (dimension * 2 + dimension // 8 + 8)
        return lambda question: store.search(question[None, :], ASKED_FOR)[1][0], size

    quantiser = faiss.ScalarQuantizer
    return [
        ("exact, float32", lambda: of(faiss.IndexFlatIP(dimension), 32)),
        ("exact, float16", scalar(quantiser.QT_fp16, 16)),
        ("8-bit scalars", scalar(quantiser.QT_8bit, 8)),
        ("HNSW over float16, efSearch 128", hnsw(128)),
        ("the same, efSearch 400", hnsw(400)),
        ("IVF over float16, 16 lists", inverted(16)),
        ("the same, 64 lists", inverted(64)),
        ("float16 after RaBitQ (shipped)", shipped),
    ]


if __name__ == "__main__":
    main()
