"""Tokenises the sets and mines their negatives once, and keeps the result beside the checkpoints."""

from __future__ import annotations

import hashlib
import pickle
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.reader.batches import Pool, make_pool
from training.reader.examples import IAPP
from training.reader.held_out import SLICES
from training.reader.lexicon import build_lexicon

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer
    from transformers import BertModel

    from training.reader.examples import Corpus


@dataclass(frozen=True)
class Prepared:
    """The pools to train on and those to measure on, by set."""

    train: dict[str, Pool]
    held_out: dict[str, Pool]


def prepare(corpus: Corpus, bert: BertModel, tokenizer: Tokenizer, out: Path) -> Prepared:
    """Return the pools of `corpus`, from `out` if they were made from the same questions before."""
    path = out / f"prepared-{digest(corpus)}.pickle"
    if path.exists():
        with path.open("rb") as file:
            prepared: Prepared = pickle.load(file)  # our own file, in our own cache
        return prepared
    english = [e for n in corpus.train if n.startswith("squad") for e in corpus.train[n]]
    lexicon = build_lexicon(bert, tokenizer, corpus.train[IAPP], english)
    train = {name: make_pool(examples, tokenizer) for name, examples in corpus.train.items()}
    train["iapp_mixed"] = replace(train[IAPP], lexicon=lexicon, order=[])
    held_out = {
        name: make_pool(corpus.held_out[name], tokenizer)
        for name in SLICES
        if name in corpus.held_out
    }
    prepared = Prepared(train, held_out)
    with path.open("wb") as file:
        pickle.dump(prepared, file)
    return prepared


def digest(corpus: Corpus) -> str:
    """Return a short name for all that `corpus` holds."""
    whole = hashlib.blake2b(digest_size=6)
    for part in (corpus.train, corpus.held_out):
        for examples in part.values():
            for example in examples:
                whole.update(repr(example).encode())
        whole.update(b"held out")
    return whole.hexdigest()
