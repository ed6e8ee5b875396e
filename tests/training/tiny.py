"""A tiny world to train in: five letters, questions about what stands in brackets, a random network."""

from __future__ import annotations

import random

import torch
from tokenizers import Tokenizer

from index.embedding.e5_model import build_tokenizer
from index.embedding.e5_weights import E5Vocabulary
from index.reading.network import ReaderNetwork
from training.reader.batches import Pool, make_pool
from training.reader.examples import IAPP, Example

LETTERS = "กขคงจ"


def questions(count: int, seed: int = 4) -> list[Example]:
    """Questions whose answer is what stands between brackets, long or short."""
    rng = random.Random(seed)
    examples = []
    for _ in range(count):
        answer = "".join(rng.choices(LETTERS, k=rng.randint(1, 3)))
        before, after = ("".join(rng.choices(LETTERS, k=3)) for _ in range(2))
        context = f"{before}({answer}){after}"
        start = context.index("(") + 1
        examples.append(Example(IAPP, "อะไร", context, ((start, start + len(answer)),)))
    return examples


def tokenizer() -> Tokenizer:
    """A piece for every letter."""
    letters = sorted(set(LETTERS + "อะไร() query:▁"))
    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces = (*special, *((letter, -3.0) for letter in letters))
    return build_tokenizer(E5Vocabulary(pieces, bos=0, eos=2, pad=1, unk=3), 512)


def pool(count: int, seed: int = 4) -> Pool:
    return make_pool(questions(count, seed), tokenizer())


def network() -> ReaderNetwork:
    """Three layers, of which the first is frozen; the same numbers every time."""
    from transformers import BertConfig, BertModel

    torch.manual_seed(6)
    config = BertConfig(
        vocab_size=64,
        hidden_size=32,
        num_hidden_layers=3,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=512,
        attn_implementation="sdpa",
    )
    bert = BertModel(config, add_pooling_layer=False).eval()
    return ReaderNetwork(bert, frozen=1).requires_grad_(False).eval()
