"""Tests of what is taken out of the vectors of English questions."""

from __future__ import annotations

from importlib.resources import files

import numpy as np

from index.language import language_of
from index.question_vectors import (
    PLAIN_QUESTIONS,
    SHARE,
    question_vectors,
    shared_by_questions,
)
from tests.fakes import HashEmbedder

THAI, ENGLISH = "ปูตินเยือนที่ไหน", "What did Putin sign in Hanoi?"


def test_what_plain_questions_share_is_taken_out_of_english_ones_alone() -> None:
    embedder = HashEmbedder()
    plain = files("index").joinpath(PLAIN_QUESTIONS).read_text(encoding="utf-8").splitlines()
    assert len(set(plain)) == len(plain) >= 30
    assert {language_of(question) for question in plain} == {"en"}
    shared = shared_by_questions(embedder)
    np.testing.assert_allclose(shared, embedder.embed_questions(plain).mean(axis=0), atol=1e-6)
    thai, english = question_vectors(embedder, [THAI, ENGLISH], shared)
    asked = embedder.embed_questions([THAI, ENGLISH])
    np.testing.assert_array_equal(thai, asked[0])
    np.testing.assert_allclose(english, asked[1] - SHARE * shared, atol=1e-6)


def test_the_embedder_s_own_vectors_stay_as_they_are() -> None:
    class Remembering(HashEmbedder):
        kept = HashEmbedder().embed_questions([ENGLISH])

        def embed_questions(self, texts: object) -> np.ndarray:
            return self.kept if texts == [ENGLISH] else super().embed_questions(texts)  # type: ignore[arg-type]

    embedder = Remembering()
    shared = shared_by_questions(embedder)
    first = question_vectors(embedder, [ENGLISH], shared)
    np.testing.assert_array_equal(question_vectors(embedder, [ENGLISH], shared), first)
    assert question_vectors(embedder, [], shared).shape == (0, embedder.dimension)
