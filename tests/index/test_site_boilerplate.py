"""Tests of the lines that recur across the articles of one site."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.cleaning import clean
from index.site_boilerplate import CollectionBoilerplate, LineCounts, LineHashes, line_hash
from tests.index.strategies import messy_text

SLOGAN = "ข่าวจริง ทันเหตุการณ์ กับกองบรรณาธิการของเรา"


def article(n: int) -> str:
    return f"ข่าวเรื่องที่ {n}\nเนื้อความของข่าวเรื่องที่ {n} ซึ่งไม่เหมือนกับข่าวเรื่องอื่นเลยแม้แต่น้อย ({n})\n{SLOGAN}"


def test_a_line_of_many_articles_goes() -> None:
    boilerplate = CollectionBoilerplate.of(("site", article(n)) for n in range(5))
    cleaned = boilerplate.strip("site", article(3))
    assert SLOGAN not in cleaned.text
    assert cleaned.text == article(3).removesuffix(f"\n{SLOGAN}")
    assert [removal.text for removal in cleaned.removed] == [SLOGAN]


def test_it_stays_at_another_site_and_among_few_articles() -> None:
    few = CollectionBoilerplate.of(("site", article(n)) for n in range(4))
    many = CollectionBoilerplate.of(("site", article(n)) for n in range(9))
    assert few.strip("site", article(1)).text == article(1)
    assert many.strip("another", article(1)).text == article(1)


def test_copies_of_one_article_are_one_article() -> None:
    copies = CollectionBoilerplate.of([("site", article(1))] * 9)
    assert copies.strip("site", article(1)).text == article(1)


def test_counting_on_gives_what_counting_at_once_gives() -> None:
    counts = LineCounts()
    for n in range(9):
        counts.add("site", article(n))
    at_once = CollectionBoilerplate.of(("site", article(n)) for n in range(8, -1, -1))
    assert CollectionBoilerplate(counts).strip("site", article(2)) == at_once.strip(
        "site", article(2)
    )


def test_a_hash_ignores_spacing_and_credit() -> None:
    assert line_hash("ข่าว จริง") == line_hash(" ข่าวจริง ")
    assert line_hash("") == ""
    assert line_hash("\ud800")


LINES = st.lists(
    st.one_of(st.sampled_from([SLOGAN, "แชร์", "", " ", "ข่าว", "Line @khao", "บาคาร่า", f"{SLOGAN} (AFP)"]), messy_text),
    max_size=8,
).map("\n".join)  # fmt: skip
SITES = st.sampled_from(["site", "another", ""])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(SITES, LINES), max_size=12), LINES)
def test_stripping_any_text(collection: list[tuple[str, str]], text: str) -> None:
    collection = [(site, clean(told).text) for site, told in collection]
    boilerplate = CollectionBoilerplate.of(collection)
    for site, told in [*collection, ("site", clean(text).text)]:
        once = boilerplate.strip(site, told)
        assert len(once.text) <= len(told)
        assert set(once.text) <= set(told)
        assert clean(once.text).text == once.text
        assert bool(once.removed) == (once.text != told)
        # What is stripped is stripped again at the next build.
        assert boilerplate.strip(site, once.text).text == once.text


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_hashes_of_any_text_come_back_from_bytes(text: str) -> None:
    hashes = LineHashes.of(text)
    assert LineHashes.from_bytes(hashes.to_bytes()) == hashes
    assert all(len(line) == 16 for line in hashes.lines)
