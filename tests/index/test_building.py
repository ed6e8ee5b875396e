"""Tests of builds: what is worked out anew, what is kept, locks, pruning and the way back."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from index.build import Builder
from index.chunking import Chunking
from index.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexNotFoundError,
    NoArticlesError,
    SourceError,
)
from index.generations import Generations
from index.lock import build_lock
from index.manifest import read_manifest
from index.store import PassageStore
from index.types import Article
from index.work_cache import WorkCache
from tests.fakes import HashEmbedder
from tests.index.builds import article, builder, collection, ids, searcher


def stored(folder: Path) -> PassageStore:
    generations = Generations(folder)
    return PassageStore(generations.path(generations.current()) / "passages.sqlite")


def worked_on(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Count what the cache had to have worked out, by kind."""
    counts: dict[str, int] = {}
    get = WorkCache.get

    def counting(self, kind, keys, work, *progress):  # type: ignore[no-untyped-def]
        def counted(at: int) -> bytes:
            counts[kind] = counts.get(kind, 0) + 1
            return work(at)

        return get(self, kind, keys, counted, *progress)

    monkeypatch.setattr(WorkCache, "get", counting)
    return counts


def test_adding_ten_articles_works_on_ten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builder(tmp_path).build(collection(100))
    counts, embedder = worked_on(monkeypatch), HashEmbedder()
    report = builder(tmp_path, embedder).add(collection(110)[100:])
    assert len(report.added) == 10
    assert report.manifest.articles == 110
    assert embedder.embedded == 10
    assert counts == {"lines": 10, "signature": 10, "cut": 10}


def test_building_the_same_again_embeds_nothing(tmp_path: Path) -> None:
    first = builder(tmp_path).build(collection(9)).manifest
    embedder = HashEmbedder()
    second = builder(tmp_path, embedder).build(reversed(collection(9))).manifest
    assert embedder.embedded == 0
    assert second.generation > first.generation
    assert second.content_hash == first.content_hash
    assert second.files == first.files


def test_adding_gives_what_building_at_once_gives(tmp_path: Path) -> None:
    at_once = builder(tmp_path / "once").build(collection(20)).manifest
    builder(tmp_path / "added").build(collection(20)[10:])
    added = builder(tmp_path / "added").add(collection(10)).manifest
    assert added.content_hash == at_once.content_hash
    assert added.files == at_once.files


def test_adding_nothing_new_makes_no_generation(tmp_path: Path) -> None:
    first = builder(tmp_path).build(collection(5)).manifest
    report = builder(tmp_path).add(collection(5))
    assert report.manifest == first
    assert report.unchanged == 5
    cut_otherwise = Builder(Generations(tmp_path), HashEmbedder(), Chunking(300))
    assert cut_otherwise.add(collection(5)).manifest.generation > first.generation


def test_another_model_is_refused_until_a_build_is_asked_for(tmp_path: Path) -> None:
    first = builder(tmp_path).build(collection(5)).manifest
    other = builder(tmp_path, HashEmbedder(128))
    with pytest.raises(IndexMismatchError, match="khaobot index build SOURCE"):
        other.add(collection(6))
    with pytest.raises(IndexMismatchError):
        other.remove(["a0"])
    assert Generations(tmp_path).current() == first.generation
    assert other.build(collection(5)).manifest.dimension == 128


def test_the_same_id_replaces_and_removing_removes(tmp_path: Path) -> None:
    builder(tmp_path).build(collection(5))
    report = builder(tmp_path).add([article(2, version=7), article(9)])
    assert (report.replaced, report.added) == (("a2",), ("a9",))
    builder(tmp_path).remove(["a0", "a1"])
    store = stored(tmp_path)
    assert {a.id for a in store.articles()} == {"a2", "a3", "a4", "a9"}
    changed = store.article("a2")
    assert changed is not None
    assert "ฉบับ7" in changed.text
    store.close()
    with pytest.raises(SourceError, match="nothing was removed"):
        builder(tmp_path).remove(["a3", "missing"])
    with pytest.raises(NoArticlesError):
        builder(tmp_path).remove(["a2", "a3", "a4", "a9"])


def test_three_generations_are_kept_and_rollback_goes_back(tmp_path: Path) -> None:
    made = [builder(tmp_path).build(collection(3, v)).manifest.generation for v in range(6)]
    generations = Generations(tmp_path)
    assert generations.names() == made[-3:]
    assert generations.rollback() == made[-2]
    assert generations.rollback() == made[-3]
    with pytest.raises(IndexNotFoundError, match="nothing was changed"):
        generations.rollback()
    assert generations.current() == made[-3]
    # A build goes on from the one in use, and is the newest again.
    later = builder(tmp_path).add([article(30)]).manifest
    assert later.generation == generations.current() > made[-1]
    assert later.articles == 4


def test_a_damaged_file_is_found_and_rolled_back(tmp_path: Path) -> None:
    builder(tmp_path).build(collection(3))
    name = builder(tmp_path).build(collection(4)).manifest.generation
    generations = Generations(tmp_path)
    for file in ("vectors.faiss", "passages.sqlite"):
        path = tmp_path / name / file
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
            generations.verify(name)
        path.write_bytes(whole)
        generations.verify(name)
    (tmp_path / name / "manifest.json").write_text("{}")
    with pytest.raises(IndexDamagedError, match="khaobot index rollback"):
        searcher(tmp_path).search("สะพาน")
    generations.rollback()
    assert ids(searcher(tmp_path), "สะพาน")


def test_an_older_format_names_the_way_out(tmp_path: Path) -> None:
    name = builder(tmp_path).build(collection(3)).manifest.generation
    path = tmp_path / name / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format_version": 1}))
    with pytest.raises(IndexMismatchError, match="khaobot index build"):
        builder(tmp_path).add(collection(4))
    assert builder(tmp_path).build(collection(4)).manifest.articles == 4


@pytest.mark.parametrize("cache", ["embeddings.sqlite", "work.sqlite"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, cache: str) -> None:
    builder(tmp_path).build(collection(30))
    path = tmp_path / cache
    whole = path.read_bytes()
    for damaged in (b"not a database" * 999, whole[:4096] + bytes(len(whole) - 4096), whole[:5000]):
        path.write_bytes(damaged)
        report = builder(tmp_path).add([article(40 + len(damaged) % 7, len(damaged))])
        Generations(tmp_path).verify(report.manifest.generation)
    assert ids(searcher(tmp_path), "เชียงใหม่ สะพานแห่งที่ 0")[0] == "a0"


def test_the_second_build_says_who_is_at_it(tmp_path: Path) -> None:
    builder(tmp_path).build(collection(2))
    holding = (
        "import sys; from pathlib import Path; from index.lock import build_lock\n"
        "with build_lock(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path)],
        cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as holder:  # fmt: skip
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexLockedError, match=f"process {holder.pid} on .* since 20"):
            builder(tmp_path).add(collection(3))
        assert ids(searcher(tmp_path), "สะพาน")  # answers go on
        holder.kill()
        holder.wait()
    # Its LOCK still names it, but the system has let go of it.
    assert str(holder.pid) in (tmp_path / "LOCK").read_text()
    assert builder(tmp_path).add(collection(3)).manifest.articles == 3


def test_a_lock_left_by_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "LOCK").write_text('{"pid": 999999, "host": "gone", "since": "2020-01-01"}')
    with build_lock(tmp_path):
        assert "999999" not in (tmp_path / "LOCK").read_text()
    assert (tmp_path / "LOCK").read_text() == ""


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    builder(tmp_path).build(collection(2))
    for name in ("20200101T000000.000000Z.building", "20200101T000000.000000Z"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "passages.sqlite").write_text("half")
    builder(tmp_path).add(collection(3))
    assert not [p for p in tmp_path.iterdir() if p.name.startswith("2020")]


def test_an_article_says_the_same_after_a_round_trip(tmp_path: Path) -> None:
    whole = Article("id\u0e01", "ข้อความ\nของข่าว", "หัวข้อ", "https://a.example/ข่าว", "สำนักข่าว",
                    date(2024, 6, 20), "th", "นักข่าว")  # fmt: skip
    manifest = builder(tmp_path).build([whole]).manifest
    store = stored(tmp_path)
    assert list(store.articles()) == list(store.incoming()) == [whole]
    assert store.article("missing") is None
    store.close()
    assert read_manifest(tmp_path / manifest.generation) == manifest
