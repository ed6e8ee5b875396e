"""Tests of the plain BERT against transformers' own, and of batching and remembering."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.bert import Bert, BertSizes
from index.embedding.e5_weights import Q4_BLOCK_BYTES, Q4Table
from index.embedding.sentence_transformer import REMEMBERED, SentenceTransformerEmbedder
from index.embedding.text_encoder import TEXTS, TOKENS, TextEncoder, batches, rounded

HIDDEN, WORDS, LAYERS = 32, 50, 3


@pytest.fixture(scope="module")
def table() -> Q4Table:
    """A table of small random numbers in 4 bits; its scales are powers of two."""
    rng = np.random.default_rng(2)
    blocks = rng.integers(0, 256, (WORDS, Q4_BLOCK_BYTES), dtype=np.uint8)
    blocks[:, :2] = np.frombuffer(np.full(WORDS, 0.25, "<f2").tobytes(), np.uint8).reshape(-1, 2)
    return Q4Table(blocks.reshape(-1), HIDDEN)


def test_rows_of_the_table_are_read_in_any_shape_and_order(table: Q4Table) -> None:
    everything = table.rows(np.arange(WORDS))
    assert everything.shape == (WORDS, HIDDEN)
    asked = np.array([[3, 3, 49], [0, 7, 3]])
    assert np.array_equal(table.rows(asked), everything[asked])


@pytest.mark.parametrize("joined", [4, 1])
def test_it_computes_what_transformers_computes(table: Q4Table, joined: int) -> None:
    from transformers import BertConfig, BertModel

    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=WORDS, hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=4,
        intermediate_size=64, max_position_embeddings=40, pad_token_id=1,
    )  # fmt: skip
    theirs = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        theirs.embeddings.word_embeddings.weight.copy_(
            torch.from_numpy(table.rows(np.arange(WORDS)))
        )
    state = {k: v for k, v in theirs.state_dict().items() if "word_embeddings" not in k}
    ours = Bert(BertSizes(HIDDEN, LAYERS, 4, 40, config.layer_norm_eps, 1), table, state)
    assert ours.state_dict().keys() == state.keys()
    ids = torch.randint(2, WORDS, (4, 12))
    lengths = torch.tensor([12, 5, 9, joined])
    mask = (torch.arange(12) < lengths[:, None]).long()
    with torch.inference_mode():
        expected = theirs(input_ids=ids, attention_mask=mask).last_hidden_state
        found = ours(ids, mask)
        for row, length in enumerate(lengths.tolist()):
            assert torch.allclose(found[row, :length], expected[row, :length], atol=1e-5)
        whole = torch.ones_like(mask)
        everything = theirs(input_ids=ids, attention_mask=whole).last_hidden_state
        assert torch.allclose(ours(ids, whole), everything, atol=1e-5)


@given(st.lists(st.integers(1, 512), max_size=300))
def test_batches_hold_every_text_once_and_little_padding(lengths: list[int]) -> None:
    longest_first = sorted(lengths, reverse=True)
    made = batches(longest_first, range(len(lengths)))
    assert [item for batch in made for item in batch] == list(range(len(lengths)))
    for batch in made:
        assert len(batch) == 1 or len(batch) * rounded(longest_first[batch[0]]) <= TOKENS


class Marked:
    """Gives each text a vector of its first and last piece, and counts what it was given."""

    def __init__(self) -> None:
        self.texts = 0

    def vectors(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        self.texts += len(ids)
        last = mask.sum(dim=1) - 1
        return torch.stack([ids[:, 1], ids[torch.arange(len(ids)), last - 1]], dim=1).float()


def letters() -> TextEncoder:
    from index.embedding.e5_model import build_tokenizer
    from index.embedding.e5_weights import E5Vocabulary

    special = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0)]
    pieces = (*special, *((chr(97 + n), -3.0) for n in range(26)))
    return TextEncoder(Marked(), build_tokenizer(E5Vocabulary(pieces, 0, 2, 1, 3), 512), 1)


@pytest.mark.parametrize("count", [1, 7, TEXTS, 2 * TEXTS + 9])
def test_vectors_come_in_the_order_of_the_texts(count: int) -> None:
    texts = ["a" * (n * 7 % 31) + chr(97 + n % 26) for n in range(count)]
    found = letters().encode(texts)
    assert found[:, 1].tolist() == [5.0 + n % 26 for n in range(count)]
    assert letters().encode(texts, "z")[:, 1].tolist() == found[:, 1].tolist()


class Counting(SentenceTransformerEmbedder):
    """An embedder of letters that counts what it embeds."""

    def __init__(self) -> None:
        super().__init__("letters")
        self.encoder = letters()
        self.embedded: list[str] = []

    @property
    def dimension(self) -> int:
        return 2

    def _encode(self, texts: Sequence[str], prompts: tuple[str, ...]) -> np.ndarray:
        self.embedded += texts
        return self.encoder.encode(texts) if texts else np.zeros((0, 2), dtype=np.float32)


def test_a_question_asked_again_is_not_embedded_again() -> None:
    embedder = Counting()
    first = embedder.embed_questions(["ab", "cd", "ab"])
    assert embedder.embedded == ["ab", "cd"]
    assert first[0].tolist() == first[2].tolist() != first[1].tolist()
    again = embedder.embed_questions(["cd", "ef", "ab"])
    assert embedder.embedded == ["ab", "cd", "ef"]
    assert again[[2, 0]].tolist() == first[:2].tolist()
    assert embedder.embed_questions([]).shape == (0, 2)
    embedder.embed_questions(["a" * n for n in range(1, REMEMBERED + 1)])
    embedder.embed_questions(["ab"])
    assert embedder.embedded.count("ab") == 2


@pytest.mark.model
def test_the_short_way_gives_the_vectors_of_the_sentence_transformer() -> None:
    from index.embedding.use_model import UseEmbedder

    texts = ["ราคาข้าวหอมมะลิปรับขึ้นเป็น 15,000 บาทต่อตัน" * n for n in (1, 9, 3)] + ["Who?", "ก"]
    for embedder in (SentenceTransformerEmbedder(), UseEmbedder()):
        model = embedder.model()
        prompt = "passage: " if "passage" in model.prompts else ""
        theirs = model.encode([prompt + text for text in texts], convert_to_tensor=True)
        ours = embedder.embed_passages(texts)
        assert ((ours * theirs.float().numpy()).sum(axis=1) > 0.9995).all()
