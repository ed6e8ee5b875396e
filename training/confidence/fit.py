"""Fits `index/confidence.json`: python -m training.confidence.fit --data DATA --english FILE.

Each question is asked of collections that hold its article and of the same without it, from a dozen
articles to all of them, so that the model holds for a small index as for a large one. Thai questions
are iApp's; the English ones are translations of them. XQuAD is never looked at.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from bot.progress import ProgressBar
from index.build import Builder
from index.confidence import FILE_NAME, Evidence, feature_names
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.generation import Generation
from index.generations import Generations
from index.types import Article

SIZES = (8, 30, 120, 500, 100_000)  # articles in the collections asked
BACKGROUND = 256


@dataclass(frozen=True)
class Asked:
    """A question with the article that answers it."""

    question: str
    article_id: str
    lang: str


def read_asked(data: Path, english: Path, limit: int) -> tuple[list[Article], list[Asked]]:
    """Return iApp's articles and questions in Thai, with the English translations there are."""
    translated = {
        record["id"]: record["question"]
        for record in map(json.loads, english.read_text(encoding="utf-8").splitlines())
    }
    articles: dict[str, Article] = {}
    asked: list[Asked] = []
    with gzip.open(data / "iapp_wiki_qa_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    # Articles with an English question first, so that both languages are asked of the same ones.
    records.sort(key=lambda record: record["id"] not in translated)
    for record in records:
        article_id = record["context"][:80]
        if article_id not in articles and len(articles) >= limit:
            continue
        articles.setdefault(
            article_id, Article(article_id, record["context"], title=record.get("title") or "")
        )
        asked.append(Asked(record["question"], article_id, "th"))
        if record["id"] in translated:
            asked.append(Asked(translated[record["id"]], article_id, "en"))
    return list(articles.values()), asked


def examples(
    generation: Generation,
    embedder: SentenceTransformerEmbedder,
    asked: list[Asked],
    seed: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, labels and whether English, two rows for each question."""
    random = np.random.default_rng(seed)
    count = len(generation.vectors)
    vectors = generation.vectors.rows(np.arange(count))
    owners = [article.id for _, article in generation.store.passages(list(range(count)))]
    owner_of = {article_id: n for n, article_id in enumerate(dict.fromkeys(owners))}
    owner = np.array([owner_of[name] for name in owners])
    cosines = embedder.embed_questions([a.question for a in asked]) @ vectors.T
    rows, labels, english = [], [], []
    for item, scores in zip(asked, cosines, strict=True):
        gold = owner_of[item.article_id]
        size = min(int(random.choice(SIZES)), len(owner_of) - 1)
        others = random.choice(np.delete(np.arange(len(owner_of)), gold), size, replace=False)
        query = generation.lexical.query(item.question)
        for label in (1, 0):
            members = np.append(others, gold) if label else others
            inside = np.flatnonzero(np.isin(owner, members))
            best = inside[np.argsort(-scores[inside])[:100]]
            dense = {int(row): float(scores[row]) for row in best}
            lexical = generation.lexical.score(query, list(dense))
            background = scores[random.choice(inside, min(BACKGROUND, len(inside)), replace=False)]
            evidence = Evidence.of(background, dense, lexical, query.evidence)
            rows.append([getattr(evidence, name) for name in feature_names()])
            labels.append(label)
            english.append(item.lang == "en")
    return np.array(rows), np.array(labels), np.array(english)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--english", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=900)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    articles, asked = read_asked(options.data, options.english, options.articles)
    embedder = SentenceTransformerEmbedder()
    with tempfile.TemporaryDirectory() as folder, ProgressBar() as progress:
        generations = Generations(Path(folder))
        Builder(generations, embedder, progress=progress).build(articles)
        generation = Generation.open(generations.path(generations.current()))
        features, labels, english = examples(generation, embedder, asked, options.seed)
        generation.close()
    # Either language counts as much as the other, however many questions there are of it.
    weight = np.where(english, (~english).sum() / max(english.sum(), 1), 1.0)
    scale = features.std(axis=0)
    model = LogisticRegression(C=10.0, max_iter=2000)
    held_out = cross_val_predict(
        model,
        features / scale,
        labels,
        cv=5,
        method="predict_proba",
        params={"sample_weight": weight},
    )[:, 1]
    for name, chosen in (("th", ~english), ("en", english)):
        print(
            f"{name}: AUROC {roc_auc_score(labels[chosen], held_out[chosen]):.3f} over {chosen.sum()}"
        )
        for n, feature in enumerate(feature_names()):
            alone = roc_auc_score(labels[chosen], features[chosen, n])
            print(f"    {feature:<18}{alone:.3f}")
    model.fit(features / scale, labels, sample_weight=weight)
    fitted = {
        "intercept": round(float(model.intercept_[0]), 4),
        "weights": {
            name: round(float(value), 4)
            for name, value in zip(feature_names(), model.coef_[0] / scale, strict=True)
        },
    }
    path = Path(__file__).parents[2] / "index" / FILE_NAME
    path.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
