"""Tests of making generations: build, add, remove."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest

from index.build import Builder
from index.chunking import Chunking, chunk
from index.embedding.text_encoder import TEXTS
from index.errors import IndexNotFoundError, NoArticlesError, SourceError
from index.generation import Generation
from index.generations import KEEP, Generations
from index.lock import build_lock
from index.sources.types import Rejection
from index.types import Article
from index.writing import embedded_text
from tests.articles import ARTICLES, HANOI, RAIN, RICE
from tests.fakes import HashEmbedder

OLDEST_FIRST = [RICE, HANOI, RAIN]  # as they are stored; an article without a date comes last
REJECTION = Rejection("ข่าว.jsonl, line 2", "is not JSON; mend or delete the line")


def stored(generations: Generations) -> list[Article]:
    """Return the articles of the generation in use, after checking it."""
    name = generations.current()
    generations.verify(name)
    generation = Generation.open(generations.path(name))
    articles = list(generation.store.articles())
    generation.close()
    return articles


def test_build_makes_a_whole_generation(
    builder: Builder, generations: Generations, embedder: HashEmbedder
) -> None:
    report = builder.build(ARTICLES)
    assert stored(generations) == OLDEST_FIRST
    assert report.added == ("hanoi", "rice", "rain")
    assert (report.replaced, report.removed, report.unchanged, report.rejections) == ((), (), 0, ())
    manifest = report.manifest
    assert manifest.generation == generations.current()
    assert (manifest.articles, manifest.passages, manifest.dimension) == (3, 3, 256)
    assert (manifest.model, manifest.model_fingerprint) == (embedder.name, embedder.fingerprint)
    assert set(manifest.files) == {"passages.sqlite", "questions.npy", "vectors.faiss"}


def test_row_n_is_the_vector_of_passage_n(generations: Generations, embedder: HashEmbedder) -> None:
    chunking = Chunking(max_characters=200)
    Builder(generations, embedder, chunking).build(ARTICLES)
    generation = Generation.open(generations.path(generations.current()))
    texts = [embedded_text(a, p) for a in OLDEST_FIRST for p in chunk(a, chunking)]
    vectors = generation.vectors.rows(np.arange(len(texts)))
    generation.close()
    assert len(texts) == 4
    stored = embedder.embed_passages(texts).astype(np.float16)
    assert np.array_equal(vectors, stored.astype(np.float32))


def test_the_title_is_embedded_as_context() -> None:
    (passage,) = chunk(RICE)
    assert embedded_text(RICE, passage) == f"{RICE.title}\n{RICE.text}"
    assert embedded_text(RAIN, chunk(RAIN)[0]) == RAIN.text
    repeated = replace(RICE, title="กระทรวงพาณิชย์แถลง")
    assert embedded_text(repeated, passage) == RICE.text
    assert embedded_text(replace(RICE, title="ก" * 151), passage) == RICE.text


def test_build_leaves_out_what_was_there(builder: Builder, built: Generations) -> None:
    report = builder.build([RICE])
    assert stored(built) == [RICE]
    assert report.added == ("rice",)


def test_add_replaces_the_same_id_and_keeps_the_rest(builder: Builder, built: Generations) -> None:
    newer = replace(RICE, text="กระทรวงพาณิชย์แก้ตัวเลขส่งออกข้าวเป็น 1.7 ล้านตัน")
    new = Article("train", "รถไฟลาว-จีนขนผู้โดยสารครบสิบล้านคน")
    report = builder.add([newer, RAIN, new])
    assert (report.added, report.replaced, report.unchanged) == (("train",), ("rice",), 1)
    assert stored(built) == [newer, HANOI, RAIN, new]


def test_only_what_changed_is_embedded_again(
    builder: Builder, built: Generations, embedder: HashEmbedder
) -> None:
    assert embedder.embedded == 3
    builder.add([Article("train", "รถไฟลาว-จีนขนผู้โดยสารครบสิบล้านคน"), RICE])
    assert embedder.embedded == 4
    builder.build(ARTICLES)
    assert embedder.embedded == 4


def test_the_same_articles_have_the_same_content_hash(builder: Builder, built: Generations) -> None:
    first = builder.build(ARTICLES).manifest
    second = builder.build(reversed(ARTICLES)).manifest
    assert first.content_hash == second.content_hash
    assert first.generation != second.generation
    assert stored(built) == OLDEST_FIRST
    assert builder.build([RICE]).manifest.content_hash != first.content_hash


def test_add_of_what_is_there_already_keeps_the_generation(
    builder: Builder, built: Generations
) -> None:
    before = built.current()
    report = builder.add([RICE])
    assert (report.added, report.replaced, report.unchanged) == ((), (), 1)
    assert report.manifest.generation == before
    assert built.names() == [before]


def test_add_of_what_is_there_already_writes_anew_if_it_would_be_cut_otherwise(
    builder: Builder, built: Generations, embedder: HashEmbedder
) -> None:
    before = built.current()
    report = Builder(built, embedder, Chunking(max_characters=200)).add([RICE])
    assert (report.added, report.replaced, report.unchanged) == ((), (), 1)
    assert report.manifest.generation == built.current() != before
    assert report.manifest.passages == 4
    assert stored(built) == OLDEST_FIRST


def test_remove(builder: Builder, built: Generations) -> None:
    report = builder.remove(["rice", "hanoi"])
    assert report.removed == ("rice", "hanoi")
    assert stored(built) == [RAIN]


def test_remove_of_an_unknown_id_changes_nothing(builder: Builder, built: Generations) -> None:
    before = built.current()
    with pytest.raises(SourceError, match=r"'nothing'.*khaobot index info"):
        builder.remove(["rice", "nothing"])
    assert built.current() == before
    assert stored(built) == OLDEST_FIRST


def test_remove_of_everything_changes_nothing(builder: Builder, built: Generations) -> None:
    with pytest.raises(NoArticlesError, match="nothing was removed"):
        builder.remove([article.id for article in ARTICLES])
    assert stored(built) == OLDEST_FIRST


def test_rejections_are_reported_and_the_rest_is_taken(
    builder: Builder, generations: Generations
) -> None:
    report = builder.build([RICE, REJECTION, RAIN])
    assert report.rejections == (REJECTION,)
    assert stored(generations) == [RICE, RAIN]


@pytest.mark.parametrize("found", [[], [REJECTION]])
def test_no_article_changes_nothing(
    builder: Builder, built: Generations, found: list[Rejection]
) -> None:
    before = built.current()
    with pytest.raises(NoArticlesError) as error:
        builder.build(found)
    assert ("line 2: is not JSON" in str(error.value)) == bool(found)
    assert "\n" not in str(error.value)
    assert ".." not in str(error.value)
    assert built.current() == before
    assert built.names() == [before]


def test_the_first_build_without_articles_leaves_no_index(
    builder: Builder, generations: Generations
) -> None:
    with pytest.raises(NoArticlesError):
        builder.build([])
    with pytest.raises(IndexNotFoundError):
        generations.current()


def test_add_and_remove_need_an_index(builder: Builder) -> None:
    with pytest.raises(IndexNotFoundError, match="khaobot index build"):
        builder.add([RICE])
    with pytest.raises(IndexNotFoundError):
        builder.remove(["rice"])


def test_a_failure_while_embedding_leaves_the_index_in_use(
    builder: Builder, built: Generations, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built.current()

    def fail(texts: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(embedder, "embed_passages", fail)
    with pytest.raises(KeyboardInterrupt):
        builder.build([Article("train", "รถไฟลาว-จีนขนผู้โดยสารครบสิบล้านคน")])
    assert built.names() == [before]
    assert not [name for name in os.listdir(built.folder) if name.endswith(".building")]
    assert stored(built) == OLDEST_FIRST
    with build_lock(built.folder):
        pass


def test_a_long_build_that_was_stopped_goes_on_where_it_was(
    generations: Generations, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [Article(f"n{n}", f"ข่าวที่ {n} ของวันนี้") for n in range(5 * TEXTS)]
    embed = embedder.embed_passages

    def stop_at_the_third_batch(texts: list[str]) -> object:
        if embedder.embedded >= 4 * TEXTS:
            raise KeyboardInterrupt
        return embed(texts)

    with monkeypatch.context() as patch:
        patch.setattr(embedder, "embed_passages", stop_at_the_third_batch)
        with pytest.raises(KeyboardInterrupt):
            Builder(generations, embedder).build(articles)
    Builder(generations, embedder).build(articles)
    assert embedder.embedded == 5 * TEXTS


def test_old_generations_are_tidied_away(builder: Builder, generations: Generations) -> None:
    names = [builder.build([RICE]).manifest.generation for _ in range(KEEP + 2)]
    assert generations.names() == names[-KEEP:]


def test_progress_tells_every_stage_to_its_end(
    generations: Generations, embedder: HashEmbedder
) -> None:
    seen: list[tuple[str, int, int]] = []
    Builder(generations, embedder, progress=lambda *step: seen.append(step)).build(ARTICLES)
    assert list(dict.fromkeys(stage for stage, _, _ in seen)) == [
        "read",
        "compare",
        "cut",
        "embed",
        "write",
    ]
    assert ("read", 3, 0) in seen
    assert ("compare", 3, 3) in seen
    assert ("cut", 3, 3) in seen
    assert ("embed", 0, 3) in seen
    assert ("embed", 3, 3) in seen
