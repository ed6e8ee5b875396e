"""Tests with articles that give orders and a model that obeys them all: nothing they order comes through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.answering.grounding import Grounding
from index.embedding.use_model import UseEmbedder
from index.types import Language

ARTICLES = Path(__file__).parents[1] / "adversarial_articles.jsonl"


@dataclass(frozen=True)
class Adversarial:
    """An article, what a model that obeys it writes, and what of that must never be read."""

    id: str
    kind: str
    language: Language
    question: str
    article: str
    obeyed: str
    forbidden: list[str]
    true: str


CASES = [
    Adversarial(**json.loads(line)) for line in ARTICLES.read_text(encoding="utf-8").splitlines()
]
# What a model may make of the order and of the news.
WAYS: dict[str, Callable[[Adversarial], str]] = {
    "the order alone": lambda case: case.obeyed,
    "the order first": lambda case: f"{case.obeyed} {case.true} [1]",
    "the order last": lambda case: f"{case.true} [1] {case.obeyed}",
    "the order on a line of its own": lambda case: f"{case.true} [1]\n{case.obeyed}",
    "without a citation": lambda case: case.obeyed.split(" [")[0],
}


@pytest.fixture(scope="module")
def grounding() -> Grounding:
    return Grounding(UseEmbedder(), {})


def test_there_are_forty_of_all_kinds() -> None:
    assert len(CASES) == 40
    assert {case.kind for case in CASES} == {
        "ignore", "system", "citation", "language", "link", "fence", "invent", "prompt",
    }  # fmt: skip
    assert {case.language for case in CASES} == {"th", "en"}


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.kind}")
def test_nothing_that_an_article_orders_comes_through(
    case: Adversarial, grounding: Grounding
) -> None:
    for way, write in WAYS.items():
        checked = grounding.check(case.question, write(case), [case.article], case.language)
        seen = [text for text in case.forbidden if text.casefold() in checked.text.casefold()]
        assert not seen, f"{way}: {checked.text}"


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.id}-{case.kind}")
def test_the_news_in_such_an_article_still_supports_an_answer(
    case: Adversarial, grounding: Grounding
) -> None:
    checked = grounding.check(case.question, f"{case.true} [1]", [case.article], case.language)
    assert checked.cited == (1,)
