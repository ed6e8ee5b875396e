"""Runs the bundled e5-small in llama.cpp for the comparison of engines: a GGUF file of its weights, and a server.

The file says what llama.cpp's own converter would of an e5 model, architecture `bert` with the tokeniser `t5`,
but for the table of character normalisations: ids are handed over, so that tokeniser has no part in this.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.embedding.e5_weights import E5Header, E5Vocabulary, E5Weights

# Computed together; a text must fit in. 2,048 were slower by a sixth.
TOKENS = 512
SILENT = -1


def write_gguf(file: Path, bert: Any, weights: E5Weights, kind: str) -> None:
    """Write `bert`, transformers' BertModel of `weights`, into `file`, its matrices as `kind`: F32, F16 or Q8_0."""
    import gguf

    header = weights.header
    writer = gguf.GGUFWriter(file, "bert")
    writer.add_context_length(header.positions)
    writer.add_embedding_length(header.hidden)
    writer.add_block_count(header.layers)
    writer.add_feed_forward_length(header.feed_forward)
    writer.add_head_count(header.heads)
    writer.add_layer_norm_eps(header.layer_norm_eps)
    writer.add_causal_attention(False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    _add_vocabulary(writer, header, weights.vocabulary)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, header.layers)
    for theirs, tensor in bert.state_dict().items():
        name = names.get_name(theirs, try_suffixes=(".weight", ".bias"))
        values = tensor.numpy()
        # Vectors and the two small tables of embeddings stay exact, as the converter leaves them.
        small = values.ndim == 1 or name in ("position_embd.weight", "token_types.weight")
        stored = gguf.GGMLQuantizationType["F32" if small else kind]
        writer.add_tensor(name, gguf.quants.quantize(values, stored), raw_dtype=stored)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_vocabulary(writer: Any, header: E5Header, vocabulary: E5Vocabulary) -> None:
    from gguf import TokenType

    # The table of embeddings has rows beyond the last piece, and llama.cpp wants a name for each.
    unused = [f"[PAD{n}]" for n in range(len(vocabulary.pieces), header.vocabulary)]
    types = [TokenType.NORMAL] * len(vocabulary.pieces) + [TokenType.UNUSED] * len(unused)
    types[vocabulary.unk] = TokenType.UNKNOWN
    for control in (vocabulary.bos, vocabulary.eos, vocabulary.pad):
        types[control] = TokenType.CONTROL
    writer.add_tokenizer_model("t5")
    writer.add_tokenizer_pre("default")
    writer.add_token_list([piece for piece, _ in vocabulary.pieces] + unused)
    writer.add_token_scores([score for _, score in vocabulary.pieces] + [-1000.0] * len(unused))
    writer.add_token_types(types)
    writer.add_token_type_count(header.token_types)
    writer.add_add_space_prefix(True)
    writer.add_remove_extra_whitespaces(True)
    writer.add_bos_token_id(vocabulary.bos)
    writer.add_eos_token_id(vocabulary.eos)
    writer.add_sep_token_id(vocabulary.eos)
    writer.add_pad_token_id(vocabulary.pad)
    writer.add_unk_token_id(vocabulary.unk)
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(True)


def load_llama_cpp(
    file: Path, threads: int, texts: int
) -> Callable[[list[list[int]]], NDArray[np.float32]]:
    """Return what makes (texts, dimension) vectors of length 1 of the ids of at most `texts` texts."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(file)
    parameters.embedding = True
    parameters.n_parallel = texts
    parameters.n_ctx = texts * TOKENS  # shared out among the texts
    parameters.n_batch = parameters.n_ubatch = TOKENS
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = threads
    parameters.ui = False
    parameters.verbosity = SILENT
    server = xllamacpp.Server(parameters)

    def run(ids: list[list[int]]) -> NDArray[np.float32]:
        answer = server.handle_embeddings({"input": ids})
        if "data" not in answer:
            raise ValueError(f"llama.cpp: {answer}")
        data = sorted(answer["data"], key=lambda one: one["index"])
        return np.array([one["embedding"] for one in data], dtype=np.float32)

    return run
