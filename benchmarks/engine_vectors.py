"""Embeds texts with some of the compared engines, each batched as Khaobot batches, in their own environment.

`vectors_of` starts `python -m benchmarks.engine_vectors FOLDER` there; the folder passes texts and vectors on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchmarks.engine_makers import Engine, makers
from benchmarks.engines import ENGINES, ROOT, in_batches
from benchmarks.environment import python_of

if TYPE_CHECKING:
    import torch

TASK = "task.json"


def vectors_of(
    names: Sequence[str],
    texts: Mapping[str, Sequence[str]],
    calibration: Sequence[str],
    environment: Path,
) -> dict[str, dict[str, NDArray[np.float32]]]:
    """Return (texts, dimension) vectors of length 1 by engine and prompt; `texts` are by prompt.

    An engine that wants to see activations before it is quantised sees those of the passages `calibration`.
    """
    python = python_of(environment, ENGINES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        task = {"engines": names, "texts": texts, "calibration": calibration}
        (folder / TASK).write_text(json.dumps(task), encoding="utf-8")
        subprocess.run(
            [str(python), "-m", "benchmarks.engine_vectors", str(folder)],
            cwd=ROOT, check=True, stdout=sys.stderr,
            env=os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip
        return {
            engine: {prompt: np.load(folder / f"{engine} {prompt}.npy") for prompt in texts}
            for engine in names
        }


def main() -> None:
    import torch

    from index.embedding.e5_model import E5_PROMPTS, build_bert, load_e5
    from index.embedding.e5_weights import find_wheel_file, read_e5_weights

    folder = Path(sys.argv[1])
    task = json.loads((folder / TASK).read_text(encoding="utf-8"))
    torch.set_grad_enabled(False)
    path = find_wheel_file()
    assert path is not None
    model, bert = load_e5(path), build_bert(read_e5_weights(path))
    calibration = in_batches(model.tokenizer, task["calibration"])
    for name, make in makers(bert, path, calibration, folder):
        if name in task["engines"]:
            compute = computing(make())
            for prompt, texts in task["texts"].items():
                vectors = model.encoder.encode(texts, E5_PROMPTS[prompt], compute)
                np.save(folder / f"{name} {prompt}.npy", vectors)


def computing(engine: Engine) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return what makes vectors of ids and mask with `engine`, for a `TextEncoder`."""
    import torch

    return lambda ids, mask: torch.from_numpy(engine((ids.numpy(), mask.numpy())))


if __name__ == "__main__":
    main()
