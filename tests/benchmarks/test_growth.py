"""Tests of the measures of growth and speed: what they compute, on few articles and few vectors."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks import growth_search, speed
from benchmarks.growth import Timed
from benchmarks.growth_vectors import search_vectors
from benchmarks.variants import compared
from bot.app import App
from index.build import Builder
from index.chunking import Chunking
from index.generations import Generations
from tests.fakes import HashEmbedder
from tests.index.builds import article

QUESTIONS = [
    ("ปูตินลงนามในสนธิสัญญาที่ไหน", "Where did Putin sign the treaty?"),
    ("ใครเป็นนายกรัฐมนตรี", "Who is the prime minister?"),
    ("น้ำท่วมจังหวัดใด", "Which province was flooded?"),
]


def test_searches_and_embedding_alone_are_timed_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(App, "embedder", HashEmbedder())
    Builder(Generations(tmp_path / "few"), HashEmbedder(), Chunking(), lambda *_: None).build(
        [article(number) for number in range(len(QUESTIONS))]
    )
    records = [{"question_th": th, "question_en": en} for th, en in QUESTIONS * 4]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    (tmp_path / "xquad_th_en.jsonl").write_text(lines, encoding="utf-8")

    found = growth_search.search(tmp_path, tmp_path, 4, "few")

    assert found["embedding p50 ms"] > 0
    assert found["search / embedding"] > 0
    assert found["of Thai questions"] > 0
    assert found["of English ones"] > 0
    assert found["search p95 ms"] >= found["search p50 ms"]
    assert found["bot peak MB"] >= found["search peak MB"]


def test_few_synthetic_vectors_are_all_compared(tmp_path: Path) -> None:
    found = search_vectors(tmp_path, 20, "500")
    assert found["recall@10"] == pytest.approx(
        1.0, abs=0.02
    )  # float16 may part near ones otherwise
    assert found["vectors"] == 500
    assert not list(tmp_path.iterdir())


def test_ways_to_find_vectors_are_held_against_comparing_all() -> None:
    vectors = np.random.default_rng(0).standard_normal((600, 32), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = compared(vectors, vectors[:10])
    assert len({row["way"] for row in rows}) == len(rows) > 3
    recalls = {row["way"]: row["recall@10"] for row in rows}
    assert recalls.pop("exact, float32") == 1
    assert (
        min(recall for way, recall in recalls.items() if "exact" in way or "shipped" in way) > 0.95
    )
    assert min(recalls.values()) < 1  # some ways do lose


def test_parts_are_measured_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    clock = iter([0.0, 9.0, 10.0, 19.0, *(float(n) for n in range(100, 200))])
    found = speed.in_turn(
        {"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 3, lambda: next(clock)
    )
    assert order == ["a", "b"] * 4
    assert found == {"a": 1.0, "b": 1.0}


def test_the_time_of_embedding_is_added_up() -> None:
    timed = Timed(HashEmbedder())
    assert timed.seconds == 0
    assert (timed.embed_passages(["ข่าว"]) == HashEmbedder().embed_passages(["ข่าว"])).all()
    once = timed.seconds
    timed.embed_passages(["ข่าว"] * 500)
    assert timed.seconds > once
