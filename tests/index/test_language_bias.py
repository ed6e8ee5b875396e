"""Tests of holding passages in the language of the question to no lower a bar than others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from index.build import Builder
from index.generations import Generations
from index.language import language_of_text
from index.language_bias import LEAST, LanguageBias
from index.types import Article
from tests.fakes import HashEmbedder
from tests.index.builds import collection
from tests.index.test_search import searcher_of

THAI, ENGLISH = np.eye(2, dtype=np.float32)
SAMPLES = {"th": np.stack([THAI] * LEAST), "en": np.stack([ENGLISH] * LEAST)}
TOPICS = "showers roads schools markets ferries temples harvests concerts elections museums".split()


def test_the_bias_is_how_much_nearer_a_language_lies_than_that_of_most_articles() -> None:
    bias = LanguageBias(SAMPLES, {"th": 8, "en": 2})
    assert bias.of(np.array([0.5, 0.75], dtype=np.float32)) == {"en": 0.25}
    assert bias.of(np.array([0.75, 0.5], dtype=np.float32)) == {}
    assert (bias.share("th"), bias.share("en"), bias.share("fr")) == (1.0, 0.25, 0.0)


@pytest.mark.parametrize("samples", [{}, {"th": SAMPLES["th"], "en": SAMPLES["en"][1:]}])
def test_one_language_or_too_few_passages_have_no_bias(
    samples: Mapping[str, NDArray[np.float32]],
) -> None:
    assert LanguageBias(samples, {"th": 99, "en": 9}).of(ENGLISH) == {}


class BiasedEmbedder(HashEmbedder):
    """Puts texts of one language near each other, as multilingual encoders do."""

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = super()._embed(texts)
        vectors[:, 0] = [language_of_text(text) == "en" for text in texts]
        return vectors


@pytest.mark.parametrize("added", [False, True])
def test_a_few_english_articles_don_t_come_before_the_thai_one_that_answers(
    generations: Generations, added: bool
) -> None:
    english = [
        Article(f"e-{topic}-{n}", f"Minister number {n} spoke about {topic} last night", lang="en")
        for topic in TOPICS
        for n in range(3)
    ]
    right = Article("right", "บริษัท Zentrix เปิดโรงงานที่เมือง Quorvale", lang="th")
    embedder = BiasedEmbedder()
    builder = Builder(generations, embedder)
    if added:
        builder.build([*collection(60), right])
        builder.add(english)
    else:
        builder.build([*collection(60), right, *english])
    result = searcher_of(generations, embedder, "fused").search("Where in Quorvale is Zentrix?")
    assert result.hits[0].article.id == "right"
    other = searcher_of(generations, embedder, "fused").search("Who spoke about ferries?")
    assert other.hits[0].article.id.startswith("e-ferries")
