"""Tests of the lines that recur across the articles of one site."""

from __future__ import annotations

from index.site_boilerplate import CollectionBoilerplate, LineCounts, line_hash

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
