"""A process that meets hundreds of shapes of input doesn't keep a kernel of each in memory."""

import os
import subprocess
import sys

import pytest

from index.embedding.kernel_caches import VARIABLES, bound_kernel_caches

# How many megabytes 400 shapes of input add to the memory of a process.
MEETS_MANY_SHAPES = """
import sys
from index.embedding.kernel_caches import bound_kernel_caches
if sys.argv[1] == "bounded":
    bound_kernel_caches()
import torch
from index.embedding.precision import native_dtype
torch.set_num_threads(1)
weight = torch.ones(384, 384, dtype=native_dtype())
states = torch.ones(450, 384, dtype=native_dtype())
def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6
def meet(lengths):
    with torch.inference_mode():
        for length in lengths:
            torch.nn.functional.linear(states[:length], weight)
meet(range(400, 450))
before = resident()
meet(range(1, 400))
print(resident() - before)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/statm"), reason="Linux tells memory here")
def test_shapes_of_input_do_not_fill_the_memory() -> None:
    grown = {}
    plain = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    for kind in ("bounded", "unbounded"):
        done = subprocess.run(
            [sys.executable, "-c", MEETS_MANY_SHAPES, kind],
            env=plain, capture_output=True, text=True, check=True, timeout=120,
        )  # fmt: skip
        grown[kind] = float(done.stdout)
    # Where products aren't oneDNN's there is nothing to bound, and neither grows.
    assert grown["bounded"] < 5 + grown["unbounded"] / 4, grown


def test_what_the_environment_says_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = VARIABLES
    monkeypatch.setenv(first, "500")
    monkeypatch.setenv(second, "")  # so that what is set is taken back
    monkeypatch.delenv(second)
    bound_kernel_caches()
    assert os.environ[first] == "500"
    assert int(os.environ[second]) > 0
