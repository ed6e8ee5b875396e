"""Compares ways to find the nearest vectors: python -m benchmarks.variants INDEX [--counts 20000 …].

The vectors are those of an index (a data directory), as many as each of --counts says, and the questions are XQuAD's, as a
search embeds them: half Thai, half English. Each way in turn on one thread, but for the shipped one's two:
recall@10 against comparing all in float32, time of a question, time to build, size.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

K, ASKED_FOR = 10, 100
Find = Callable[[NDArray[np.float32]], NDArray[np.int64]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.variants", description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--counts", type=int, nargs="*", default=[20_000])
    parser.add_argument("--questions", type=int, default=200)
    options = parser.parse_args()
    import faiss

    from benchmarks.speed_report import write

    faiss.omp_set_num_threads(1)
    vectors, asked = vectors_and_questions(options.index, options.data, options.questions)
    counts = sorted({min(count, len(vectors)) for count in options.counts})
    rows = [row for count in counts for row in compared(vectors[:count], asked)]
    notes = [
        f"{len(asked)} questions of XQuAD, half Thai, half English; the first passages of an index of {len(vectors):,}.",
        f"Each is asked for the best {ASKED_FOR}, as a search does, of which the first {K} count.",
        "times in processor time, on one thread but for the shipped way: its two parts are scanned at the same time.",
    ]
    command = "variants " + " ".join(["INDEX", *sys.argv[2:]])
    print(write("variants", "Ways to find the nearest vectors", rows, notes, command))


def vectors_and_questions(
    index: Path, data: Path, count: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return all vectors of an index, in float32, and those of `count` questions."""
    from bot.app import App
    from bot.settings import Settings
    from index.question_vectors import question_vectors

    lines = (data / "xquad_th_en.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines[:: len(lines) // count]][:count]
    questions = [
        record["question_en" if number % 2 else "question_th"]
        for number, record in enumerate(records)
    ]
    app = App(replace(Settings(), data_dir=index))
    with app.current.reading() as generation:
        asked = question_vectors(app.embedder, questions, generation.shared_by_questions)
        vectors = generation.vectors.rows(np.arange(len(generation.vectors)))
    return vectors, np.asarray(asked, dtype=np.float32)


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

    def one_bit() -> tuple[Find, int]:
        codes = faiss.IndexRaBitQFastScan(dimension, product)
        turned = faiss.RandomRotationMatrix(dimension, dimension)
        index = faiss.IndexPreTransform(turned, codes)
        index.train(vectors[:: -(-len(vectors) // 20_000)])
        index.add(vectors)
        exact = FaissVectorStore.of(vectors, exact_up_to=len(vectors))

        def find(question: NDArray[np.float32]) -> NDArray[np.int64]:
            rows: NDArray[np.int64] = index.search(question[None, :], 6 * ASKED_FOR)[1][0]
            order = np.argsort(-(exact.rows(rows) @ question))
            best: NDArray[np.int64] = rows[order[:ASKED_FOR]]
            return best

        return find, len(vectors) * (dimension * 2 + dimension // 8 + 8)

    def shipped() -> tuple[Find, int]:
        store = FaissVectorStore.of(vectors, exact_up_to=0)
        with tempfile.TemporaryDirectory() as folder:
            files = store.save(Path(folder) / "vectors.faiss")
            size = sum(file.stat().st_size for file in files)
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
        ("float16 after RaBitQ of one bit, 6 candidates for each", one_bit),
        ("float16 after RaBitQ of two bits, 2 candidates (shipped)", shipped),
    ]


if __name__ == "__main__":
    main()
