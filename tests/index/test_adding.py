"""Tests of changes that are written beside a generation: what is found is what building at once would find."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from index.added_vectors import AddedVectors
from index.build import Builder
from index.chunking import Chunking
from index.errors import IndexDamagedError
from index.generation import Generation
from index.generations import Generations
from index.manifest import Manifest
from index.types import Article, SearchResult
from index.vectors import FaissVectorStore
from index.writing import Beside
from tests.fakes import HashEmbedder
from tests.index.builds import article, searcher

ALWAYS = Beside(passages=0, share=9.0)
NAMES = [("โอลาฟ ชอลซ์", "Olaf Scholz"), ("วลาดิเมียร์ ปูติน", "Vladimir Putin"), ("เอ็มมานูเอล มาครง", "Emmanuel Macron")]  # fmt: skip
QUESTIONS = (
    "เชียงใหม่เปิดสะพานแห่งใหม่", "What did Olaf Scholz open?", "ปูตินใช้งบประมาณเท่าไร", "โรงเรียนในขอนแก่น",
    "ตลาดเปิดเมื่อวันที่ 3 มกราคม 2567", "Macron", "ฉบับ1", "ผู้ว่าราชการจังหวัดลำปางกล่าวว่าอะไร",
)  # fmt: skip


def various(count: int, seed: int) -> list[Article]:
    """Articles of two sites with lines of their own, names in brackets, days, copies and near-copies."""
    rng = random.Random(seed)
    made: list[Article] = []
    for number in range(count):
        plain = article(number, published=date(2024, 1, 1) + timedelta(rng.randrange(30)))
        thai, latin = NAMES[rng.randrange(3)]
        told = f"{thai} ({latin}) มาเปิด" if rng.random() < 0.3 else f"{thai} ไม่ได้มาเปิด"
        site = f"สำนักข่าวที่ {number % 2}"
        slogan = f"\nติดตามเรื่องราวทั้งหมดกับ{site} ทุกเช้า" if rng.random() < 0.4 else ""
        text = f"{plain.text}\n{told} เมื่อวันที่ {rng.randrange(1, 29)} มกราคม{slogan}"
        made.append(replace(plain, text=text, publisher=site))
        if rng.random() < 0.2:  # the same text, or nearly, again
            again = rng.choice(made)
            more = "\nข่าวนี้แก้ไขแล้ว" if rng.random() < 0.5 else ""
            day = (again.published or date(2024, 1, 1)) + timedelta(rng.choice((-1, 0, 1)))
            made.append(
                replace(again, id=f"c{number}", text=again.text + more, published=day)
            )  # fmt: skip
    return made


def builder(folder: Path, beside: Beside = ALWAYS) -> Builder:
    return Builder(Generations(folder), HashEmbedder(), beside=beside)


def opened(folder: Path) -> Generation:
    generations = Generations(folder)
    return Generation.open(generations.path(generations.current()))


def beside(folder: Path) -> bool:
    return bool(opened(folder).manifest.base)


def shown(result: SearchResult) -> list[object]:
    """What people see of a result, with its scores; the order of what scores the same is left open."""
    return sorted(
        (-round(hit.score, 5), hit.passage.id, hit.passage.start, hit.passage.end, hit.passage.text,
         hit.article, hit.also, pytest.approx(hit.dense, abs=1e-5), pytest.approx(hit.lexical, abs=1e-5))
        for hit in result.hits
    )  # fmt: skip


def same_to_people(one: Manifest, two: Manifest) -> bool:
    return all(
        getattr(one, name) == getattr(two, name)
        for name in ("articles", "copies", "stories", "passages", "content_hash", "vectors")
    )


def same_words(one: Generation, two: Generation) -> None:
    terms = [term for (term,) in two.store.database().execute("SELECT term FROM vocabulary")]
    assert one.store.frequencies(terms) == two.store.frequencies(terms)
    extra = {term for (term,) in one.store.database().execute("SELECT term FROM vocabulary")}
    assert not {term for term in extra - set(terms) if " " not in term}
    assert one.store.aliases() == two.store.aliases()


@pytest.mark.parametrize("seed", range(4))
def test_changes_beside_give_what_building_at_once_gives(tmp_path: Path, seed: int) -> None:
    everything = various(40, seed)
    rng = random.Random(100 + seed)
    rng.shuffle(everything)
    now = {a.id: a for a in everything[:25]}
    builder(tmp_path / "added").build(now.values())
    for step in range(4):
        new = everything[25 + 4 * step : 29 + 4 * step]
        changed = rng.choice(sorted(now))
        new.append(replace(now[changed], text=now[changed].text + f"\nเพิ่มเติมครั้งที่ {step}"))
        report = builder(tmp_path / "added").add(new)
        now |= {a.id: a for a in new}
        if rng.random() < 0.7:
            out = rng.sample(sorted(now), 2)
            report = builder(tmp_path / "added").remove(out)
            now = {i: a for i, a in now.items() if i not in out}
        assert beside(tmp_path / "added")
        at_once = builder(tmp_path / f"once{step}").build(now.values()).manifest
        assert same_to_people(report.manifest, at_once)
        Generations(tmp_path / "added").verify(report.manifest.generation)
        ours, theirs = opened(tmp_path / "added"), opened(tmp_path / f"once{step}")
        same_words(ours, theirs)
        assert list(ours.store.articles()) == list(theirs.store.articles())
        assert {a.id: a for a in ours.store.incoming()} == now
        found, expected = searcher(tmp_path / "added"), searcher(tmp_path / f"once{step}")
        for question in QUESTIONS:
            assert shown(found.search(question, 60)) == shown(expected.search(question, 60))


def test_the_large_files_are_shared_and_the_second_part_is_small(tmp_path: Path) -> None:
    everything = various(30, 7)
    first = builder(tmp_path).build(everything[:-2]).manifest
    second = builder(tmp_path).add(everything[-2:]).manifest
    assert (first.base, second.base) == ("", first.generation)
    assert set(second.files) == {*first.files, "added.sqlite", "added.faiss"}
    for file, written in first.files.items():
        assert (tmp_path / second.generation / file).samefile(tmp_path / first.generation / file)
        assert second.files[file] == written
    third = builder(tmp_path).remove([everything[0].id]).manifest
    assert third.base == first.generation
    whole = builder(tmp_path, Beside(passages=10**6)).add([article(99)]).manifest
    assert whole.base == ""
    assert set(whole.files) == set(first.files)


def test_what_takes_too_much_is_written_anew(tmp_path: Path) -> None:
    few = Beside(passages=0, share=0.1)
    builder(tmp_path).build(various(40, 7))
    assert builder(tmp_path, few).add([article(90)]).manifest.base
    assert not builder(tmp_path, few).add([article(n) for n in range(91, 99)]).manifest.base
    assert builder(tmp_path, few).add([article(100)]).manifest.base
    other = Builder(Generations(tmp_path), HashEmbedder(), Chunking(300), beside=ALWAYS)
    assert not other.add([article(101)]).manifest.base


def test_a_reader_keeps_what_it_opened_and_rollback_goes_back(tmp_path: Path) -> None:
    builder(tmp_path).build(various(30, 8))
    before = shown(searcher(tmp_path).search(QUESTIONS[0]))
    reader = opened(tmp_path)
    expected = reader.vectors.search(reader.background.vectors[:1], 5)[1].tolist()
    made = [builder(tmp_path).add([article(60 + n)]).manifest.generation for n in range(4)]
    assert reader.name not in Generations(tmp_path).names()
    assert reader.vectors.search(reader.background.vectors[:1], 5)[1].tolist() == expected
    assert len(list(reader.store.articles())) == reader.manifest.articles
    reader.close()
    assert Generations(tmp_path).rollback() == made[-2]
    assert {a.id for a in opened(tmp_path).store.articles()} >= {"a60", "a61", "a62"}
    report = builder(tmp_path).remove(["a60", "a61", "a62"])
    assert report.manifest.base
    assert shown(searcher(tmp_path).search(QUESTIONS[0])) == before


def test_what_the_base_needs_stays_in_the_caches(tmp_path: Path) -> None:
    everything = various(30, 9)
    builder(tmp_path).build(everything)
    for number in range(5):
        builder(tmp_path).add([article(70, version=number)])
    embedder = HashEmbedder()
    Builder(Generations(tmp_path), embedder).build(everything)
    assert embedder.embedded == 0


def test_a_damaged_second_part_is_found(tmp_path: Path) -> None:
    builder(tmp_path).build(various(20, 3))
    name = builder(tmp_path).add([article(50)]).manifest.generation
    for file in ("added.faiss", "added.sqlite"):
        path = tmp_path / name / file
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
            Generations(tmp_path).verify(name)
        path.write_bytes(whole[: len(whole) // 2])
        with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
            opened(tmp_path)
        path.write_bytes(whole)
    opened(tmp_path).close()


@pytest.mark.parametrize("limit", [100, 10_000])
def test_vectors_beside_are_searched_with_the_others(limit: int) -> None:
    rng = np.random.default_rng(4)
    vectors = rng.standard_normal((600, 64)).astype(np.float32)
    base = FaissVectorStore.of(vectors[:500], exact_up_to=limit)
    gone = np.sort(rng.choice(500, 300, replace=False))
    both = AddedVectors(base, base.beside(vectors[500:]), gone)
    assert (len(both), both.dimension, both.kind) == (300, 64, base.kind)
    questions = rng.standard_normal((5, 64)).astype(np.float32)
    scores, rows = both.search(questions, 10)
    exact = questions @ vectors.T
    exact[:, gone] = -np.inf
    assert rows.tolist() == np.argsort(-exact, axis=1)[:, :10].tolist()
    assert scores == pytest.approx(np.sort(exact, axis=1)[:, ::-1][:, :10], rel=1e-2)
    assert both.rows(np.array([599, 1, 500])) == pytest.approx(vectors[[599, 1, 500]], abs=1e-2)
    assert both.search(questions, 1000)[1].shape == (5, 300)
