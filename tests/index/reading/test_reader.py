"""The reader over a tiny random BertModel: shapes, offsets, batches, and a base that stays as it was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.embedding.e5_model import build_tokenizer
from index.embedding.e5_weights import E5Vocabulary
from index.errors import ModelError
from index.reading.loading import base_fingerprint, load_network
from index.reading.reader import NOTHING, Reader
from index.reading.weights import ReaderWeights, read_reader_weights, write_reader_weights

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer
    from transformers import BertModel

LETTERS = "▁กขคงจฉชซดตถทธนบปพฟมยรลวสหอาีิุู่้เแโไ0123456789abcdefghijklmnopqrstuvwxyz: "
FROZEN, LAYERS = 1, 3


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    pieces = (*special, *((letter, -3.0) for letter in LETTERS))
    return build_tokenizer(E5Vocabulary(pieces, bos=0, eos=2, pad=1, unk=3), 16)


@pytest.fixture(scope="module")
def bert() -> BertModel:
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertModel

    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=4 + len(LETTERS),
        hidden_size=32,
        num_hidden_layers=LAYERS,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=512,
        attn_implementation="sdpa",
    )
    return BertModel(config, add_pooling_layer=False).eval()


@pytest.fixture(scope="module")
def weights(bert: BertModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from index.reading.network import ReaderNetwork

    rng = np.random.default_rng(3)
    tensors = {
        name: rng.normal(0, 0.05, tuple(parameter.shape)).astype(np.float32)
        for name, parameter in ReaderNetwork(bert, FROZEN).trained().items()
    }
    path = tmp_path_factory.mktemp("reader") / "reader.bin"
    write_reader_weights(path, ReaderWeights(FROZEN, base_fingerprint(bert), tensors, {}))
    return path


@pytest.fixture(scope="module")
def reader(weights: Path, bert: BertModel, tokenizer: Tokenizer) -> Reader:
    return Reader(weights, bert, tokenizer)


def test_only_layers_above_the_frozen_ones_are_stored(bert: BertModel) -> None:
    from index.reading.network import ReaderNetwork

    names = set(ReaderNetwork(bert, FROZEN).trained())
    assert not any(n.startswith(("bert.embeddings", "bert.encoder.layer.0.")) for n in names)
    assert {"marks", "span.weight", "answerable.bias"} < names
    assert any(n.startswith(f"bert.encoder.layer.{LAYERS - 1}.") for n in names)


def test_spans_are_code_points_inside_the_passage(reader: Reader) -> None:
    passages = ["รถไฟ 25 ขบวน", "abc def " * 200, "ก"]
    readings = reader.read("กี่ขบวน", passages)
    assert len(readings) == 3
    for passage, reading in zip(passages, readings, strict=True):
        found = passage[reading.start : reading.end]
        assert 0 <= reading.start < reading.end <= len(passage)
        assert found == found.strip()
        assert np.isfinite([reading.score, reading.answerable]).all()


def test_an_empty_passage_holds_nothing(reader: Reader) -> None:
    assert reader.read("ใคร", []) == []
    assert reader.read("ใคร", ["", "นาย ก"])[0] == NOTHING


def test_a_passage_reads_alike_alone_and_among_others(reader: Reader) -> None:
    passages = ["ราคา 30 บาท", "ราคา 40 บาท ต่อ กก " * 12, "abc"]
    together = reader.read("ราคา", passages)
    for passage, reading in zip(passages, together, strict=True):
        (alone,) = reader.read("ราคา", [passage])
        assert alone.score == pytest.approx(reading.score, abs=0.05)
        assert alone.answerable == pytest.approx(reading.answerable, abs=0.05)


def test_the_base_stays_as_it_was(weights: Path, bert: BertModel, tokenizer: Tokenizer) -> None:
    before = {name: tensor.clone() for name, tensor in bert.state_dict().items()}
    Reader(weights, bert, tokenizer).read("a", ["b c"])
    after = bert.state_dict()
    assert list(after) == list(before)
    assert all((after[name] == tensor).all() for name, tensor in before.items())
    assert tokenizer.truncation is not None


def test_weights_of_another_base_are_refused(
    weights: Path, bert: BertModel, tokenizer: Tokenizer
) -> None:
    import copy

    import torch

    other = copy.deepcopy(bert)
    with torch.no_grad():
        other.get_parameter(f"encoder.layer.{LAYERS - 1}.output.dense.weight").add_(0.01)
    with pytest.raises(ModelError, match="another version"):
        Reader(weights, other, tokenizer)


@pytest.fixture(scope="module")
def refined(weights: Path, bert: BertModel) -> Path:
    """The weights of `reader`, with a refiner of two layers that says what the reader says."""
    from index.reading.refiner import Refiner

    plain = read_reader_weights(weights)
    refiner = Refiner(load_network(plain, bert), refined=2)
    zeros = {
        f"refiner.{name}": np.zeros(tuple(parameter.shape), np.float32)
        for name, parameter in refiner.named_parameters()
    }
    span = {f"refiner.{name}": plain.tensors[name] for name in ("span.weight", "span.bias")}
    path = weights.with_name("refined.bin")
    tensors = {**plain.tensors, **zeros, **span}
    write_reader_weights(path, replace(plain, tensors=tensors))
    return path


def test_a_refiner_begins_as_what_the_reader_says(
    refined: Path, reader: Reader, bert: BertModel, tokenizer: Tokenizer
) -> None:
    passages = ["รถไฟ 25 ขบวน", "abc def " * 200, "ก", "", "ราคา 40 บาท ต่อ กก " * 12]
    own = Reader(refined, bert, tokenizer).read("กี่ขบวน", passages)
    assert own == reader.read("กี่ขบวน", passages)


def test_a_refiner_moves_spans_but_neither_scores_nor_answerability(
    refined: Path, reader: Reader, bert: BertModel, tokenizer: Tokenizer
) -> None:
    weights = read_reader_weights(refined)
    rng = np.random.default_rng(8)
    changed = {
        name: rng.normal(0, 1, tensor.shape).astype(np.float32)
        for name, tensor in weights.tensors.items()
        if name.startswith("refiner.") and not name.startswith("refiner.layer.")
    }
    path = refined.with_name("changed.bin")
    write_reader_weights(path, replace(weights, tensors={**weights.tensors, **changed}))
    passages = ["รถไฟ 25 ขบวน จาก ก ถึง ข", "abc def " * 200, "ราคา 40 บาท ต่อ กก " * 12]
    before = reader.read("กี่ขบวน", passages)
    after = Reader(path, bert, tokenizer).read("กี่ขบวน", passages)
    assert [(r.score, r.answerable) for r in after] == [(r.score, r.answerable) for r in before]
    assert [(r.start, r.end) for r in after] != [(r.start, r.end) for r in before]
    for passage, reading in zip(passages, after, strict=True):
        assert 0 <= reading.start < reading.end <= len(passage)


def test_training_attention_matches_torch() -> None:
    torch = pytest.importorskip("torch")
    from index.reading.network import _Attention

    torch.manual_seed(1)
    parts = [torch.randn(2, 4, 7, 8, dtype=torch.float64, requires_grad=True) for _ in range(3)]
    bias = torch.zeros(2, 1, 1, 7, dtype=torch.float64)
    bias[0, :, :, 5:] = -1e4
    ours = _Attention.apply(*parts, bias)
    theirs = torch.nn.functional.scaled_dot_product_attention(*parts, attn_mask=bias)
    assert torch.allclose(ours, theirs)
    weight = torch.randn_like(ours)
    for mine, torchs in zip(
        torch.autograd.grad((ours * weight).sum(), parts),
        torch.autograd.grad((theirs * weight).sum(), parts),
        strict=True,
    ):
        assert torch.allclose(mine, torchs)
