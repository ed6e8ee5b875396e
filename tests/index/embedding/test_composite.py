"""Tests of joining two encoders into one vector."""

from __future__ import annotations

import numpy as np
import pytest

from index.build import Builder
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.embedding.composite import CompositeEmbedder
from index.embedding.embedder import Embedder
from index.errors import IndexMismatchError
from index.generations import Generations
from index.search import Searcher
from index.wording import Wording
from tests.articles import ARTICLES, HANOI
from tests.fakes import HashEmbedder

TEXTS = ["ปูตินเยือนฮานอย", "ฝนตกหนัก", ""]
FIRST, SECOND = HashEmbedder(64, "first"), HashEmbedder(32, "second")


def test_the_inner_product_is_the_weighted_sum_of_both_cosines() -> None:
    embedder: Embedder = CompositeEmbedder(FIRST, SECOND, 0.25)
    passages, questions = embedder.embed_passages(TEXTS), embedder.embed_questions(TEXTS[:1])
    assert passages.dtype == np.float32
    assert passages.shape == (3, embedder.dimension) == (3, 96)
    expected = [
        one.embed_questions(TEXTS[:1]) @ one.embed_passages(TEXTS).T for one in (FIRST, SECOND)
    ]
    np.testing.assert_allclose(questions @ passages.T, expected[0] + 0.25 * expected[1], atol=1e-6)
    assert embedder.embed_passages([]).shape == (0, 96)


def test_the_fingerprint_tells_encoders_order_and_weight_apart() -> None:
    made = [
        CompositeEmbedder(FIRST, SECOND, 0.1),
        CompositeEmbedder(SECOND, FIRST, 0.1),
        CompositeEmbedder(FIRST, SECOND, 0.15),
        CompositeEmbedder(FIRST, FIRST, 0.1),
        FIRST,
    ]
    assert len({embedder.fingerprint for embedder in made}) == len(made)
    assert made[0].name == "first + second"


@pytest.mark.parametrize("weight", [0.0, -0.1])
def test_a_weight_that_is_no_weight_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        CompositeEmbedder(FIRST, SECOND, weight)


def test_an_index_of_both_is_built_and_searched_and_refuses_either_alone(
    generations: Generations,
) -> None:
    both = CompositeEmbedder(FIRST, SECOND)
    manifest = Builder(generations, both).build(ARTICLES).manifest
    assert (manifest.dimension, manifest.model) == (96, "first + second")
    searcher = Searcher(
        CurrentGeneration(generations, both), both, Confidence.bundled(), Wording.bundled()
    )
    result = searcher.search("ปูตินลงนามอะไรที่ฮานอย")
    assert result.hits[0].article == HANOI
    assert 0 <= result.confidence <= 1
    with (
        pytest.raises(IndexMismatchError, match="first \\+ second"),
        CurrentGeneration(generations, FIRST).reading(),
    ):
        pass
