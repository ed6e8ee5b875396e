"""Tests of the comparison with other systems: what it computes, without a model and without the peers."""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, replace
from math import log2
from pathlib import Path

import pytest

from benchmarks import environment, peers, speed_report
from benchmarks.asking import Bench
from benchmarks.peer_systems import SYSTEMS, Asked, Data, Figures, khaobot, measured, ndcg
from bot.app import App
from bot.settings import Settings
from index.types import Article
from tests.fakes import HashEmbedder
from tests.index.builds import article

FIGURES: Figures = {
    "build s": 10.0,
    "build processor s": 9.0,
    "query p50 ms": 20.0,
    "query p95 ms": 40.0,
    "query processor p50 ms": 18.0,
    "peak MB": 500,
    "nDCG@10 th": 0.9,
    "nDCG@10 en": 0.8,
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    """Six XQuAD passages among three ThaiGov items, one of which is there twice."""
    monkeypatch.setattr(App, "embedder", HashEmbedder())
    records = [
        {
            "id": str(number),
            "passage_id": f"p{number}",
            "passage_th": article(number).text,
            "question_th": article(number).text.split("\n")[0],
            "question_en": f"What did they inaugurate as number {number}?",
            "answers_th": [{"text": f"แห่งที่ {number}"}],
        }
        for number in range(6)
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (tmp_path / "xquad_th_en.jsonl").write_text(lines, encoding="utf-8")
    with gzip.open(tmp_path / "thaigov_news_20k.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, number in (("g0", 20), ("g1", 21), ("copy", 21)):
            file.write(json.dumps({"id": name, "body": article(number).text}) + "\n")
    work = tmp_path / "work"
    work.mkdir()
    return peers.prepared(Bench(tmp_path, work, Settings(), 3, 0), work)


def test_the_peers_get_the_texts_that_khaobot_embeds(data: Data, tmp_path: Path) -> None:
    embedded: list[str] = []

    class Noting(HashEmbedder):
        def embed_passages(self, texts: Sequence[str]):  # type: ignore[no-untyped-def]
            embedded.extend(texts)
            return super().embed_passages(texts)

    app = App(replace(Settings(), data_dir=tmp_path / "index"))
    app.__dict__["embedder"] = Noting()
    app.builder(lambda *_: None).build(Article(**fields) for fields in data.articles)
    assert len(data.articles) == 9
    assert sorted(data.texts) == sorted(embedded)
    assert len({name for name, _ in data.passages}) == 8  # the copy is embedded once


def test_data_reach_the_other_process_whole(data: Data) -> None:
    stored = json.loads(json.dumps(asdict(data), default=str))
    assert peers.read_data(stored) == data


def test_khaobot_is_built_and_asked(data: Data, tmp_path: Path) -> None:
    figures = measured(lambda: khaobot(data, tmp_path / "index"), data.questions)
    assert set(figures) == set(peers.LESS) | set(peers.MORE) == set(FIGURES)
    assert figures["nDCG@10 th"] == 1.0  # a question is a line of its passage
    assert figures["peak MB"] > 10


def test_building_lasts_until_the_first_answer() -> None:
    asked: list[str] = []

    def make():  # type: ignore[no-untyped-def]
        return lambda question: asked.append(question) or ["b", "a"]

    questions = [Asked("ใคร", "th", "a"), Asked("อะไร", "th", "b"), Asked("Who?", "en", "c")]
    figures = measured(make, questions)
    assert asked == ["ข่าววันนี้", "ใคร", "อะไร", "Who?"]
    assert figures["nDCG@10 th"] == pytest.approx((1 + 1 / log2(3)) / 2)
    assert figures["nDCG@10 en"] == 0.0


def test_an_article_counts_at_its_best_passage() -> None:
    assert ndcg(["a", "a", "a", "b", "a"], "b") == 1 / log2(3)
    assert ndcg([str(n) for n in range(20)], "9") == 1 / log2(11)
    assert ndcg([str(n) for n in range(20)], "10") == 0.0
    assert ndcg([], "a") == 0.0


def test_passages_are_of_articles() -> None:
    data = Data([], [("a", "x"), ("a", "y"), ("b", "z")], [], Path("model"))
    assert data.articles_of([2, 0, 1]) == ["b", "a", "a"]


def test_systems_are_run_in_turn_and_the_median_counts() -> None:
    order: list[str] = []

    def run(system: str) -> Figures:
        order.append(system)
        return {"build s": {"Khaobot": 3.0, "txtai": 1.0}.get(system, 0.0) * len(order)}

    runs: peers.Runs = {"Khaobot": [], "txtai": [], "Khaobot, e5 alone": []}
    for _ in range(3):
        peers.one_round(runs, run)
    assert order == ["Khaobot", "txtai", "Khaobot, e5 alone", *["Khaobot", "txtai"] * 2]
    assert runs["Khaobot"] == [{"build s": 3.0}, {"build s": 12.0}, {"build s": 18.0}]
    assert peers.medians(runs["Khaobot"]) == {"build s": 12.0}
    assert peers.each(runs, "build s") == (
        "Khaobot 3.0, 12.0, 18.0; txtai 2.0, 5.0, 7.0; Khaobot, e5 alone 0.0"
    )


def test_the_report_has_the_ratios_and_the_rounds_that_were_made(
    data: Data, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speed_report, "RESULTS", tmp_path / "results")
    options = argparse.Namespace(articles=3, questions=0, rounds=5)
    runs: peers.Runs = {name: [FIGURES, FIGURES | {"build s": 30.0}] for name in peers.COMPARED}
    runs["LlamaIndex, bfloat16"] = [FIGURES | {"build s": 16.0}]
    table = peers.report(runs, data, options, {"txtai": "9"})
    assert "Made by `python -m benchmarks.peers --articles 3 --questions 0 --rounds 2`." in table
    assert "| Khaobot | 20 | 9 |" in table
    assert "| Khaobot / the best of the three | 1 | 1 |" in table
    assert "9 articles (XQuAD's, and those of the first 3 ThaiGov items), " in table
    assert "medians of 2 rounds" in table
    assert "not ahead of LlamaIndex, bfloat16 in: build s (1.25 times), " in table
    assert (tmp_path / "results" / "peers.md").read_text(encoding="utf-8") == table
    alone = peers.report({"Khaobot": [FIGURES]}, data, options, {})
    assert "one round" in alone
    assert "best of the three" not in alone


def test_each_figure_is_compared_with_the_best_peer_for_it() -> None:
    quick = FIGURES | {"query p50 ms": 10.0, "nDCG@10 en": 0.7}
    ratios = peers.against_best(FIGURES | {"build s": 4.0, "nDCG@10 th": 0.99}, [FIGURES, quick])
    assert ratios["build s"] == 0.4
    assert ratios["query p50 ms"] == 2.0
    assert ratios["nDCG@10 th"] == 1.1
    assert ratios["nDCG@10 en"] == ratios["peak MB"] == 1.0


def test_the_verdict_tells_where_khaobot_is_behind() -> None:
    ratios = dict.fromkeys(FIGURES, 0.5) | {"peak MB": 1.25, "nDCG@10 th": 1.1}
    ahead, behind = peers.verdict(ratios, "the best of the three")
    assert ahead.startswith("Khaobot is ahead of the best of the three in: build s (0.5 times)")
    assert "nDCG@10 th (1.1 times)" in ahead
    assert behind.endswith("in: peak MB (1.25 times), nDCG@10 en (0.5 times).")
    better = dict.fromkeys(peers.LESS, 0.9) | dict.fromkeys(peers.MORE, 1.1)
    assert len(peers.verdict(better, "txtai")) == 1


def test_the_three_peers_and_khaobot_can_be_run() -> None:
    assert {peers.OURS, *peers.PEERS} <= set(SYSTEMS)


def test_an_environment_half_made_or_of_other_packages_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], check: bool) -> None:
        ran.append(command)
        folder.mkdir(exist_ok=True)
        if "broken" in command:
            raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(environment.subprocess, "run", run)
    folder = tmp_path / "environment"
    with pytest.raises(subprocess.CalledProcessError):
        environment.python_of(folder, ["broken"])
    assert environment.python_of(folder, ["txtai"]) == folder / "bin" / "python"
    made = len(ran)
    environment.python_of(folder, ["txtai"])
    assert len(ran) == made == 6
    # torch comes first and by its exact version, so that no package brings another.
    assert any(part.startswith("torch==") for part in ran[-2])
    assert "txtai" in ran[-1]
    assert "txtai" not in ran[-2]
    environment.python_of(folder, ["txtai", "haystack-ai"])
    assert len(ran) == made + 3
