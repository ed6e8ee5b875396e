"""Runs a model file with llama.cpp inside this process, as a server that only this process can use."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from index.embedding.processors import processors
from index.errors import ModelError

CONTEXT = 8192  # tokens of prompt and answer together
SILENT = -1
GGUF = b"GGUF"


class LlamaServer:
    """The server is up when the object is made. One at a time: llama.cpp can't end one of two."""

    def __init__(self, model: Path, context: int = CONTEXT) -> None:
        """Load the model file, which takes seconds and about as much memory as the file is large.

        Raises:
            ModelError: the file isn't a model, or llama.cpp isn't installed.
        """
        try:
            import xllamacpp
        except ImportError as error:
            raise ModelError(
                "LLM_GGUF needs llama.cpp, which isn't installed: pip install 'khaobot[local-llm]'"
            ) from error
        _check(model)
        self.key = secrets.token_urlsafe(24)
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(model)
        parameters.n_ctx = context
        parameters.n_parallel = 1
        # One core is left for searching; more threads than cores wait for each other.
        parameters.cpuparams.n_threads = max(1, processors() - 1)
        parameters.api_keys = [self.key]
        parameters.ui = False
        # What a model thinks before it answers costs LLM_MAX_TOKENS and seconds, and isn't read.
        parameters.enable_reasoning = 0
        parameters.verbosity = SILENT
        try:
            server = xllamacpp.Server(parameters)
        except RuntimeError as error:
            raise ModelError(f"{model} can't be loaded by llama.cpp ({error}).") from error
        self.url = f"{server.listening_address}/v1"
        self._server: Any = server

    def close(self) -> None:
        """End the server and give its memory back."""
        self._server = None  # it ends with its last reference


def _check(model: Path) -> None:
    # llama.cpp may end the whole process over a file that is none of its own.
    try:
        with model.open("rb") as file:
            found = file.read(len(GGUF))
    except OSError as error:
        raise ModelError(
            f"LLM_GGUF={model} can't be read ({error.strerror}). Name a .gguf file."
        ) from error
    if found != GGUF:
        raise ModelError(f"LLM_GGUF={model} is not a GGUF file. Name a .gguf file.")
