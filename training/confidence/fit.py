"""Fits `index/confidence.json`: python -m training.confidence.fit --data DATA.

Each question is asked of a collection that holds its article and of the same without it, from a
handful of articles to all of them, so that the models hold for a small index as for a large one. Thai
questions are iApp's; the English ones are translations of them. XQuAD is never looked at.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from bot.app import App
from bot.progress import ProgressBar
from bot.settings import Settings
from index.build import Builder
from index.confidence import FILE_NAME, Logistic
from index.generation import Generation
from index.reading.bundled import bundled_reader
from training.confidence.questions import read_asked
from training.confidence.trials import Trial, run_trials
from training.reader.examples import HERE

# The reader's "answerable" logit is left out: beside the span's score its weight came out below 0.
PASSAGE = ("behind", "dense", "lexical", "span")
SEARCH = ("best", "above_background", "margin", "lexical", "known_words", "agreement")

ENGLISH = Path(__file__).parents[1] / "reader" / HERE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument(
        "--english", type=Path, default=ENGLISH, help="translations of iApp's questions, by id"
    )
    parser.add_argument("--work", type=Path, default=Path("data/confidence"))
    parser.add_argument("--articles", type=int, default=700)
    parser.add_argument("--questions", type=int, default=600, help="of each language, at most")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    articles, asked = read_asked(
        options.data, options.english, options.articles, options.questions, options.seed
    )
    app = App(Settings(data_dir=options.work))
    embedder, generations = app.embedder, app.generations
    with ProgressBar() as progress:
        Builder(generations, embedder, progress=progress).build(articles)
        generation = Generation.open(generations.path(generations.current()))
        reader = bundled_reader(app.encoder)
        trials = run_trials(
            generation, embedder, reader, app.wording, asked, options.seed, progress
        )
        generation.close()
    fitted = fit(trials)
    path = Path(__file__).parents[2] / "index" / FILE_NAME
    path.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")
    print(path.read_text(encoding="utf-8"))


def fit(trials: list[Trial]) -> dict[str, object]:
    """Return the models of each language as they are stored, and print how well they do on held-out questions."""
    return {
        lang: _of_language(lang, [trial for trial in trials if trial.asked.lang == lang])
        for lang in ("th", "en")
    }


def _of_language(lang: str, trials: list[Trial]) -> dict[str, object]:
    pairs = [(trial, reading, right) for trial in trials for reading, right in trial.passages]
    passage, _ = _fitted(
        f"{lang}: passage answers",
        PASSAGE,
        [asdict(reading) for _, reading, _ in pairs],
        [right for _, _, right in pairs],
        [trial for trial, _, _ in pairs],
    )
    evidence = [asdict(trial.evidence) for trial in trials]
    held = [trial.held for trial in trials]
    search, _ = _fitted(f"{lang}: search alone", SEARCH, evidence, held, trials)
    read = [
        features | {"best_passage": max(passage.logit(asdict(r)) for r, _ in trial.passages)}
        for features, trial in zip(evidence, trials, strict=True)
    ]
    names = ("best_passage", *SEARCH)
    reading, probabilities = _fitted(f"{lang}: search and reader", names, read, held, trials)
    _print_first_choices(lang, passage, trials)
    for share in (0.85, 0.9, 0.95):
        right = np.array([p for p, h in zip(probabilities, held, strict=True) if h])
        wrong = np.array([p for p, h in zip(probabilities, held, strict=True) if not h])
        limit = float(np.quantile(right, 1 - share))
        false = np.mean(wrong >= limit)
        print(f"{lang}: answered {share:.0%}: threshold {limit:.2f}, false answers {false:.3f}")
    models = {"search": search, "passage": passage, "reading": reading}
    return {name: asdict(model) for name, model in models.items()}


def _fitted(
    title: str,
    names: tuple[str, ...],
    rows: list[dict[str, float]],
    labels: list[bool],
    trials: list[Trial],
) -> tuple[Logistic, np.ndarray]:
    """Return a model and its probabilities on questions it was not fitted on."""
    x = np.array([[row[name] for name in names] for row in rows])
    y = np.array(labels)
    groups = np.array([trial.asked.article_id for trial in trials])
    scale = x.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=5000)
    held_out = cross_val_predict(
        model, x / scale, y, groups=groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    print(f"{title}: AUROC {roc_auc_score(y, held_out):.3f} of {len(y)}")
    model.fit(x / scale, y)
    weights = model.coef_[0] / scale
    return (
        Logistic(
            round(float(model.intercept_[0]), 4),
            {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)},
        ),
        held_out,
    )


def _print_first_choices(lang: str, passage: Logistic, trials: list[Trial]) -> None:
    """Print how often the reading put first points at the answer, by the search's order and by the model's."""
    held = [t for t in trials if t.held and any(r for _, r in t.passages)]
    searched = np.mean([t.passages[0][1] for t in held])
    judged = np.mean([max(t.passages, key=lambda p: passage.logit(asdict(p[0])))[1] for t in held])
    print(
        f"{lang}: right place first by search {searched:.3f}, by reader {judged:.3f} of {len(held)}"
    )


if __name__ == "__main__":
    main()
