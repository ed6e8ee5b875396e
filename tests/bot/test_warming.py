"""Tests of loading what an answer needs before the first question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.warming import warm_up
from index.current_generation import CurrentGeneration
from index.errors import IndexMismatchError
from index.generations import Generations
from tests.fakes import HashEmbedder


class Unreachable(HashEmbedder):
    """A model of a hub that nobody answers for: its name is known, nothing else."""

    def __init__(self) -> None:
        self.name = "another-model"

    @property
    def fingerprint(self) -> str:
        return "another-model@hub"

    @property
    def dimension(self) -> int:  # type: ignore[override]
        raise AssertionError("the model was loaded")

    def embed_questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError("the model was loaded")


def test_no_model_is_loaded_for_an_index_that_another_made(built: Generations) -> None:
    embedder = Unreachable()
    current = CurrentGeneration(built, embedder)
    warm_up(embedder, None, current)
    with pytest.raises(IndexMismatchError, match="another-model"), current.reading():
        pass


def test_all_is_loaded_where_the_index_fits(built: Generations) -> None:
    embedder = HashEmbedder()
    current = CurrentGeneration(built, embedder)
    warm_up(embedder, None, current)
    with current.reading() as generation:
        assert generation.name == built.current()
