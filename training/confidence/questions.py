"""Reads the questions that the confidence models are fitted on: iApp's, and translations of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.types import Article


@dataclass(frozen=True)
class Asked:
    """A question with the article that answers it and the answers that count."""

    question: str
    article_id: str
    lang: str
    answers: tuple[str, ...]


def read_asked(
    data: Path, english: Path, most_articles: int, most: int, seed: int
) -> tuple[list[Article], list[Asked]]:
    """Return iApp's articles and at most `most` questions in Thai and as many in English.

    The questions are those of the validation part: on those that the reader was trained on it is
    surer than it will be on any other. Articles of the training part fill the collection.
    """
    translated = {
        record["id"]: record["question"]
        for record in map(json.loads, english.read_text(encoding="utf-8").splitlines())
    }
    articles: dict[str, Article] = {}
    thai: list[Asked] = []
    foreign: list[Asked] = []
    for part in ("valid", "train"):
        for record in _records(data / f"iapp_wiki_qa_{part}.jsonl.gz"):
            article_id = record["context"][:80]
            if article_id not in articles and len(articles) >= most_articles:
                continue
            # No titles: Wikipedia's are what the questions ask about, a headline is not.
            articles.setdefault(article_id, Article(article_id, record["context"]))
            if part == "train":
                continue
            answers = tuple(a["text"] if isinstance(a, dict) else str(a) for a in record["answers"])
            thai.append(Asked(record["question"], article_id, "th", answers))
            if record["id"] in translated:
                foreign.append(Asked(translated[record["id"]], article_id, "en", answers))
    random = np.random.default_rng(seed)
    asked = [
        questions[n]
        for questions in (thai, foreign)
        for n in sorted(random.permutation(len(questions))[:most])
    ]
    return list(articles.values()), asked


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
