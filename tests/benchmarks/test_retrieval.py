"""Tests of the retrieval benchmark, with a tiny XQuAD and without a model."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import parts, report
from benchmarks.asking import Bench, spread
from bot.answering.types import Quote
from bot.app import App
from bot.settings import Settings
from tests.fakes import HashEmbedder
from tests.index.builds import article

RUN = report.Run("xquad", {"xquad th nDCG@10": 0.98}, "2026-11-22T16:00:00+00:00", "a machine",
                 "abc1234", "hash@256", 0, 0, 1.5, {"torch": "2"})  # fmt: skip


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    embedder = HashEmbedder()
    monkeypatch.setattr(App, "embedder", embedder)
    monkeypatch.setattr(App, "encoder", embedder)
    records = []
    for number in range(12):
        passage = article(number).text
        records.append(
            {
                "id": str(number),
                "passage_id": f"p{number}",
                "passage_th": passage,
                "question_th": passage.split("\n")[0],
                "question_en": f"What did they inaugurate as number {number}?",
                "answers_th": [
                    {"text": f"{number * 37 + 11} ล้านบาท"},
                    {"text": f"แห่งที่ {number}"},
                ],
            }
        )
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (tmp_path / "xquad_th_en.jsonl").write_text(lines, encoding="utf-8")
    with gzip.open(tmp_path / "thaigov_news_20k.jsonl.gz", "wt", encoding="utf-8") as file:
        for number in range(20, 30):
            file.write(json.dumps({"id": f"g{number}", "body": article(number).text}) + "\n")
    (tmp_path / "miracl_th_train_questions.txt").write_text("ใครคว้าแชมป์โลก\n\nดวงจันทร์คืออะไร\n")
    return Bench(tmp_path, tmp_path / "work", replace(Settings(), reader=False), 5, 0)


def test_passages_alone_and_among_others(bench: Bench) -> None:
    figures = parts.thaigov(bench)
    alone = parts.xquad(bench)
    assert alone["xquad th R@1"] == 1.0
    assert figures["thaigov th R@10"] == 1.0
    for lang in ("th", "en"):
        loss = alone[f"xquad {lang} nDCG@10"] - figures[f"thaigov {lang} nDCG@10"]
        assert figures[f"thaigov {lang} loss of nDCG@10"] == pytest.approx(loss)
        assert loss >= 0


def test_missing_passages_make_the_confidence_lower(bench: Bench) -> None:
    figures = parts.answerable(bench)
    assert set(figures) == {f"answerable {lang} AUROC, search" for lang in ("th", "en")}
    assert figures["answerable th AUROC, search"] > 0.8


def test_false_answers_are_counted_at_the_threshold_that_answers_nine_tenths(bench: Bench) -> None:
    figures = parts.false_answers(bench)
    assert figures["false answers th at 90 % answered, search"] == 0.0
    assert 0 <= figures["false answers th threshold, search"] <= 1


def test_quotes_are_looked_at_given_the_passage(bench: Bench) -> None:
    figures = parts.quotes(bench)
    assert set(figures) == {"quotes th hold the answer", "quotes en hold the answer"}
    assert all(0 <= value <= 1 for value in figures.values())


def test_quotes_are_looked_for_among_others(bench: Bench) -> None:
    figures = parts.end_to_end(bench)
    names = {f"end to end {lang} quotes hold the answer" for lang in ("th", "en")}
    assert set(figures) == names
    assert figures["end to end th quotes hold the answer"] > 0


def test_a_sample_asks_fewer_questions_of_the_same_passages(bench: Bench) -> None:
    sampled = replace(bench, sample=4).xquad()
    assert [q.id for q in sampled.questions] == ["0", "3", "6", "9"] * 2
    assert len(sampled.articles) == 12
    assert len(bench.thaigov()) == 5
    assert [q.question for q in bench.miracl()] == ["ใครคว้าแชมป์โลก", "ดวงจันทร์คืออะไร"]


def test_spread_is_even_and_keeps_order() -> None:
    assert spread([1, 2, 3, 4, 5, 6], 3) == [1, 3, 5]
    assert spread([1, 2], 0) == spread([1, 2], 5) == [1, 2]


def test_as_many_quotes_count_as_fit_into_one() -> None:
    def quote(length: int) -> Quote:
        return Quote(text="ก" * length, article_id="a", start=0, end=length, source=1, marks=())

    assert list(map(len, parts.first_of([quote(300), quote(5)]))) == [300]
    assert list(map(len, parts.first_of([quote(100), quote(100), quote(100)]))) == [100, 100]
    assert parts.first_of([]) == []


def test_a_part_measured_anew_replaces_its_figures_alone(tmp_path: Path) -> None:
    table = report.write(tmp_path, {"xquad": RUN, "quotes": replace(RUN, part="quotes")})
    assert "| xquad th nDCG@10 | 0.980 | 0.975 | 0.99 |" in table
    assert "2026-11-22T16:00:00+00:00 | abc1234 | hash@256" in table
    assert (tmp_path / "retrieval.md").read_text(encoding="utf-8") == table
    again = replace(RUN, figures={"xquad th nDCG@10": 0.9})
    runs: Mapping[str, report.Run] = report.kept(tmp_path / "retrieval.json", {"xquad": again})
    assert runs == {"xquad": again, "quotes": replace(RUN, part="quotes")}


@pytest.mark.parametrize("content", ["", "[]", '{"xquad": 1}', '{"xquad": {"part": "x"}}'])
def test_results_that_cannot_be_read_are_made_anew(tmp_path: Path, content: str) -> None:
    path = tmp_path / "retrieval.json"
    path.write_text(content)
    assert report.kept(path, {"xquad": RUN}) == {"xquad": RUN}


def test_the_machine_is_described(tmp_path: Path) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("model name\t: Some CPU @ 2 GHz\n")
    assert report.machine(cpuinfo).startswith("Some CPU @ 2 GHz, ")
    assert "cores" in report.machine(tmp_path / "none")
    assert set(report.versions()) == set(report.PACKAGES)
