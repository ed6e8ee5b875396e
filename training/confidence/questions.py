"""Reads the questions that the confidence models are fitted on: iApp's, and translations of them."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

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
    """Return iApp's articles and at most `most` questions in Thai and as many in English."""
    translated = {
        record["id"]: record["question"]
        for record in map(json.loads, english.read_text(encoding="utf-8").splitlines())
    }
    with gzip.open(data / "iapp_wiki_qa_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    # Articles with an English question first, so that both languages are asked of the same ones.
    records.sort(key=lambda record: record["id"] not in translated)
    articles: dict[str, Article] = {}
    thai: list[Asked] = []
    foreign: list[Asked] = []
    for record in records:
        article_id = record["context"][:80]
        if article_id not in articles and len(articles) >= most_articles:
            continue
        # No titles: Wikipedia's are what the questions ask about, a headline is not.
        articles.setdefault(article_id, Article(article_id, record["context"]))
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
