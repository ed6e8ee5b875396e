"""Fixtures that tests share: an embedder without a model, and an index of three articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import Builder
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.generations import Generations
from index.search import Searcher
from index.wording import Wording
from tests.articles import ARTICLES
from tests.fakes import HashEmbedder


@pytest.fixture
def embedder() -> HashEmbedder:
    return HashEmbedder()


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    """A data directory that doesn't exist yet."""
    return Generations(tmp_path / "data")


@pytest.fixture
def builder(generations: Generations, embedder: HashEmbedder) -> Builder:
    return Builder(generations, embedder)


@pytest.fixture
def built(generations: Generations, builder: Builder) -> Generations:
    """A data directory with an index of `tests.articles`."""
    builder.build(ARTICLES)
    return generations


@pytest.fixture
def searcher(built: Generations, embedder: HashEmbedder) -> Searcher:
    return Searcher(
        CurrentGeneration(built, embedder), embedder, Confidence.bundled(), Wording.bundled()
    )
