"""Tests that a tokenizer of the pieces in a text splits it as one of the whole vocabulary does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.e5_model import build_tokenizer, load_e5
from index.embedding.e5_weights import E5Vocabulary, find_wheel_file, read_e5_weights
from index.embedding.pieces import Encoded, PieceTable, PieceTokenizer, Splitter, uncut
from index.embedding.use_model import UseEmbedder, build_use_tokenizer
from index.embedding.use_weights import find_use_files, read_use_pieces

SPECIAL = (("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0))
WORDS = (
    ("▁", -2.5), ("ข่าว", -3.0), ("▁ข่าว", -3.5), ("ข่", -6.0), ("าว", -6.5), ("น", -4.0), ("้", -4.0),
    ("ำ", -5.0), ("a", -5.0), ("aa", -5.5), ("▁a", -4.5), ("b", -9.0), ("2568", -8.0), ("aa", -5.25),
)  # fmt: skip
VOCABULARY = E5Vocabulary((*SPECIAL, *WORDS), bos=0, eos=2, pad=1, unk=3)
TEXTS = (
    "ข่าววันนี้: ลูกาเชนโกดำรงตำแหน่งตั้งแต่ปี พ.ศ. ๒๕๓๗ ครับ",
    "What did Putin sign in Hanoi?",
    "",
    "   สองช่อง  ว่าง \n และบรรทัดใหม่",
    "<s> ป้าย </s> <unk> ▁▁ของจริง",
    "น้ำ 😀 e\u0301 ﷺ \u200b\u0000 ก็",
    "ราคา 1,250,000 บาท " * 90,
)


def whole(max_tokens: int = 12) -> Splitter:
    return build_tokenizer(VOCABULARY, max_tokens)


def partial(max_tokens: int = 12) -> PieceTokenizer:
    return PieceTokenizer(
        PieceTable.of(VOCABULARY.pieces),
        len(SPECIAL),
        lambda pieces: build_tokenizer(replace(VOCABULARY, pieces=tuple(pieces)), max_tokens),
    )


def plain(encoded: Sequence[Encoded]) -> list[tuple[Sequence[int], list[tuple[int, int]]]]:
    return [(one.ids, list(one.offsets)) for one in encoded]


def assert_alike(one: Splitter, other: Splitter, texts: Sequence[str]) -> None:
    for special in (True, False):
        mine = one.encode_batch(list(texts), add_special_tokens=special)
        theirs = other.encode_batch(list(texts), add_special_tokens=special)
        assert plain(mine) == plain(theirs)
    fast = one.encode_batch_fast(list(texts))
    assert [ids for ids, _ in plain(fast)] == [
        ids for ids, _ in plain(other.encode_batch(list(texts)))
    ]


@given(st.lists(st.text(alphabet=[*"ขาวน้ำ่ab2568 ▁zé<s>", "\u0000"], max_size=30), max_size=4))
def test_texts_are_split_as_by_the_whole_vocabulary(texts: list[str]) -> None:
    assert_alike(partial(), whole(), texts)
    assert_alike(uncut(partial()), uncut(whole()), texts)


def test_long_texts_are_cut_unless_uncut() -> None:
    assert [len(one.ids) for one in partial(6).encode_batch(["ab" * 20])] == [6]
    assert [len(one.ids) for one in partial(6).uncut().encode_batch(["ab" * 20])] == [40]
    assert partial(6).truncation["max_length"] == 6


def test_of_equal_pieces_the_last_one_counts() -> None:
    numbers = PieceTable.of(VOCABULARY.pieces).enough_for("aa", len(SPECIAL))
    assert VOCABULARY.pieces[numbers[-1]] == ("aa", -5.25)


def test_a_table_gives_its_pieces_back() -> None:
    table = PieceTable.of(VOCABULARY.pieces)
    assert tuple(table) == VOCABULARY.pieces
    assert table.some([5, 4]) == [("ข่าว", -3.0), ("▁", -2.5)]
    with pytest.raises(UnicodeDecodeError):
        PieceTable(b"\xff\xfe", np.array([0, 1, 2]), np.zeros(2, np.float32))


@pytest.mark.model
def test_the_models_split_as_tokenizers_of_their_whole_vocabularies() -> None:
    e5, use = find_wheel_file(), find_use_files()
    assert e5 is not None
    assert use is not None
    weights = read_e5_weights(e5)
    own = load_e5(e5).tokenizer
    assert isinstance(own, PieceTokenizer)
    assert_alike(own, build_tokenizer(weights.vocabulary, weights.header.positions), TEXTS)
    second = UseEmbedder().bundled()
    assert second is not None
    assert_alike(second.tokenizer, build_use_tokenizer(read_use_pieces(use.pieces)), TEXTS)
