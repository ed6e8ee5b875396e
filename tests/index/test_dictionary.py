"""Tests of the dictionary of Thai words: it finds what PyThaiNLP's own finds, and stands in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pythainlp.corpus import thai_words
from pythainlp.tokenize import newmm
from pythainlp.util import Trie

from index.dictionary import Dictionary, use_compact_dictionary
from index.sentences import sentences_of
from index.types import Span
from index.words import cut

TEXT = (
    "ประธานาธิบดีวลาดิเมียร์ ปูติน เยือนกรุงฮานอยเมื่อวันที่ 20 มิถุนายน ๒๕๖๗ และลงนามในข้อตกลง 11 ฉบับกับโต เลิม "
    "กระทรวงการต่างประเทศระบุว่าทั้งสองฝ่ายจะร่วมมือด้านพลังงานนิวเคลียร์ (Rosatom) น้ำมัน และก๊าซธรรมชาติ"
)


@pytest.fixture(scope="module")
def both() -> tuple[Dictionary, Trie]:
    return Dictionary(thai_words()), Trie(thai_words())


@given(text=st.text(st.sampled_from("กขคงนมรสเแโไาิีุู่้์ำะ aZ1\u200b\x00\ud800"), max_size=40))
def test_the_same_words_begin_anywhere(text: str, both: tuple[Dictionary, Trie]) -> None:
    ours, theirs = both
    for start in range(len(text) + 1):
        assert ours.prefixes(text, start) == theirs.prefixes(text, start)


def test_real_text_is_cut_alike(both: tuple[Dictionary, Trie]) -> None:
    ours, theirs = both
    assert len(ours) == len(theirs) > 60_000
    assert "ประธานาธิบดี" in ours
    assert "ปูตินเยือน" not in ours
    assert newmm.segment(TEXT, ours) == newmm.segment(TEXT, theirs)
    assert len(newmm.segment(TEXT, ours)) > 40


def test_words_with_spaces_around_and_empty_ones_are_as_pythainlp_takes_them() -> None:
    ours = Dictionary([" นา ", "นาง", "", "  "])
    assert ours.prefixes("นางงาม") == ["นา", "นาง"]
    assert Dictionary([]).prefixes("นา") == []


def test_words_and_sentences_are_cut_with_it() -> None:
    cut(TEXT)
    sentences_of(TEXT, Span(0, len(TEXT)))
    assert newmm.word_dict_trie() is use_compact_dictionary()
