"""Tests of doubles and site lines in an index: equal texts once, near-copies as one story, none lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from index.types import Article
from tests.index.builds import article, builder, searcher
from tests.index.test_building import stored
from tests.index.test_dedup import COPY, OTHER, STORY

DAY = date(2024, 6, 20)
QUESTION = "นายกรัฐมนตรีหารือเรื่องไฮโดรเจนที่โตเกียว"
FIRST = Article("first", STORY, "นายกฯ เยือนญี่ปุ่น", "https://a.example/1", "สำนักข่าว ก", DAY)
SAME = replace(FIRST, id="same", title="เยือนญี่ปุ่น", url="https://b.example/2", publisher="สำนักข่าว ข")
NEAR = Article("near", COPY, "ด่วน", "https://c.example/3", "สำนักข่าว ค", date(2024, 6, 21))
FAR = Article("far", OTHER, "ฝนตกหนัก", "https://d.example/4", "สำนักข่าว ง", DAY)
SLOGAN = "ข่าวจริง ทันเหตุการณ์ กับกองบรรณาธิการของเรา"


def test_one_hit_a_story_names_the_others(tmp_path: Path) -> None:
    manifest = builder(tmp_path).build([NEAR, FAR, SAME, FIRST]).manifest
    assert (manifest.articles, manifest.copies, manifest.stories) == (3, 1, 2)
    hits = searcher(tmp_path).search(QUESTION).hits
    told = [hit for hit in hits if hit.article.id != "far"]
    assert len({hit.article.id for hit in told}) == 1
    names = {told[0].article.id, *(copy.article_id for copy in told[0].also)}
    assert names == {"first", "same", "near"}
    assert {copy.url for copy in told[0].also} <= {FIRST.url, SAME.url, NEAR.url}
    assert [hit.also for hit in hits if hit.article.id == "far"] == [()]


def test_an_equal_text_is_stored_once_and_its_id_still_answers(tmp_path: Path) -> None:
    builder(tmp_path).build([SAME, FIRST])
    store = stored(tmp_path)
    assert [a.id for a in store.articles()] == ["first"]
    assert store.article("same") == SAME
    assert sorted(store.incoming(), key=lambda a: a.id) == [FIRST, SAME]
    assert set(store.digests()) == {"first", "same"}
    store.close()
    # Without the first, the copy is what is stored.
    builder(tmp_path).remove(["first"])
    store = stored(tmp_path)
    assert list(store.articles()) == [SAME]
    store.close()
    assert builder(tmp_path).add([SAME]).unchanged == 1


def from_site(n: int, slogan: str = SLOGAN) -> Article:
    plain = article(n)
    return replace(plain, text=f"{plain.text}\n{slogan}", publisher="สำนักข่าว ก")


def test_a_line_of_a_site_goes_once_enough_articles_have_it(tmp_path: Path) -> None:
    builder(tmp_path).build([from_site(n) for n in range(4)])
    store = stored(tmp_path)
    assert all(SLOGAN in a.text for a in store.articles())
    store.close()
    builder(tmp_path).add([from_site(4)])
    store = stored(tmp_path)
    assert [a.text for a in store.articles()] == [article(n).text for n in range(5)]
    assert {a.id: a.text for a in store.incoming()} == {
        f"a{n}": from_site(n).text for n in range(5)
    }
    store.close()
    # The same articles again are unchanged, and with fewer of them the line comes back.
    assert builder(tmp_path).add([from_site(2)]).unchanged == 1
    builder(tmp_path).remove(["a0"])
    store = stored(tmp_path)
    assert all(SLOGAN in a.text for a in store.articles())
    store.close()


def test_texts_that_differ_in_site_lines_alone_are_equal(tmp_path: Path) -> None:
    site = [from_site(n) for n in range(6)]
    elsewhere = replace(article(3), id="elsewhere", publisher="สำนักข่าว ข")
    manifest = builder(tmp_path).build([*site, elsewhere]).manifest
    assert (manifest.articles, manifest.copies) == (6, 1)
    store = stored(tmp_path)
    assert {a.id: a for a in store.incoming()} == {a.id: a for a in [*site, elsewhere]}
    store.close()
