"""What the models that come with the package have in common: vectors without sentence-transformers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.embedding.pieces import Splitter
    from index.embedding.text_encoder import TextEncoder


@dataclass(frozen=True)
class BundledModel:
    """A loaded model. `sentence_transformer` makes a SentenceTransformer over the same weights.

    Importing that library takes longer than loading the weights and answering, so that it is only
    done where somebody asks for it; both give the same vectors.
    """

    encoder: TextEncoder
    tokenizer: Splitter
    network: Any
    dimension: int
    prompts: Mapping[str, str]
    sentence_transformer: Callable[[], SentenceTransformer]
