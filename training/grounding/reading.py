"""Asks the bot's own search and reader which passages of the grounding pairs answer their questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.app import App
from bot.settings import Settings
from index.build import Builder
from index.types import Article

MOST_HITS = 12
Asked = tuple[str, tuple[str, ...]]
"""A question with its passages."""


def answering(
    asked: Iterable[Asked], others: Sequence[str], folder: Path
) -> dict[Asked, tuple[float | None, ...]]:
    """Return for each question and its passages the reader's logits of these, None for those not read.

    All the passages and `others` are one collection, which is built in `folder`.
    """
    asked = list(dict.fromkeys(asked))
    app = App(Settings(data_dir=folder, read_passages=MOST_HITS))
    every = dict.fromkeys([text for _, passages in asked for text in passages] + list(others))
    articles = {_id(text): Article(_id(text), text) for text in every}
    Builder(app.generations, app.embedder).build(articles.values())
    found = {}
    for question, passages in asked:
        judged = app.judge.judge(app.searcher.search(question, MOST_HITS)).judged
        best: dict[str, float] = {}
        for one in judged:
            best[one.hit.article.id] = max(one.logit, best.get(one.hit.article.id, one.logit))
        found[question, passages] = tuple(best.get(_id(text)) for text in passages)
    return found


def _id(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
