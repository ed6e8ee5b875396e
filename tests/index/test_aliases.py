"""Tests of learning other spellings of names from brackets, and of searching by them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.aliases import Alias, find_aliases
from index.build import Builder
from index.confidence import Confidence
from index.current_generation import CurrentGeneration
from index.cutting import Cut
from index.generation import Generation
from index.generations import Generations
from index.lexical import LexicalSearch
from index.search import Searcher
from index.store import PassageStore
from index.types import Article
from index.wording import Wording
from tests.articles import ARTICLES, RAIN, RICE
from tests.fakes import HashEmbedder
from tests.index.builds import store_of

BERLIN = Article(
    "berlin",
    "โอลาฟ ชอลซ์ (Olaf Scholz) นายกรัฐมนตรีเยอรมนี แถลงงบประมาณใหม่ที่รัฐสภาในกรุงเบอร์ลินเมื่อวันอังคาร",
)
LATER = Article("later", "ฝ่ายค้านวิจารณ์ว่า ชอลซ์ ไม่มีแผนรับมือเงินเฟ้อ และเรียกร้องให้ยุบสภา")
LATIN = Article("latin", "ตลาดหุ้นแฟรงก์เฟิร์ตปิดบวก หลัง Scholz ประกาศแผนกระตุ้นเศรษฐกิจ")


def names(text: str) -> set[tuple[str, str]]:
    return {(alias.latin, alias.thai.replace(" ", "")) for alias in find_aliases(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "เมื่อวานนี้ วลาดิเมียร์ ปูติน (Vladimir Putin) เดินทางถึงกรุงฮานอย",
            {("vladimir", "วลาดิเมียร์"), ("putin", "ปูติน")},
        ),
        (
            "เอกอัครราชทูต นายทูมูร์ อามาร์ซานา (H.E. Mr. Tumur Amarsanaa) เข้าเยี่ยมคารวะ",
            {("tumur", "ทูมูร์"), ("amarsanaa", "อามาร์ซานา")},
        ),
        ("นายกรัฐมนตรีโอลาฟ ชอลซ์ (Olaf Scholz, 65) กล่าว", {("olaf", "โอลาฟ"), ("scholz", "ชอลซ์")}),
        ("ประธานาธิบดี โจ ไบเดน (Joseph Robinette Biden)", {("biden", "ไบเดน")}),
        ("วัคซีนโมเดอร์นา (Moderna) ล็อตแรก", {("moderna", "โมเดอร์นา")}),
    ],
)
def test_names_are_paired_part_by_part_without_titles(
    text: str, expected: set[tuple[str, str]]
) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ผ่านระบบการประชุมทางไกล (Video Conference)",
        "ปัญญาประดิษฐ์ (Artificial Intelligence) เปลี่ยนโลก",
        "องค์การอนามัยโลก (WHO) ประกาศ",
        "อัตราการขยายตัวทางเศรษฐกิจ (Real GDP)",
        "การค้นหาผู้ป่วยเชิงรุก (active case finding)",
        "ในปี 2567 (2024) มี (",
        "ห้องประชุม (ชั้น 3)",
        "(Olaf Scholz)",
        "",
    ],
)
def test_translations_abbreviations_and_other_brackets_teach_nothing(text: str) -> None:
    assert names(text) == set()


def test_a_long_text_of_brackets_is_read_in_time() -> None:
    assert find_aliases("ก " * 20_000 + "(" * 20_000 + "A " * 20_000) == ()


def test_a_cut_keeps_its_aliases() -> None:
    cut = Cut("ชื่อ", (), (Alias("putin", "ปูติน"),))
    assert Cut.from_bytes(cut.to_bytes()) == cut


@pytest.mark.parametrize("question", ["Where is Scholz?", "ชอลซ์อยู่ที่ไหน"])
def test_a_name_is_found_in_either_spelling(tmp_path: Path, question: str) -> None:
    store = PassageStore(store_of(tmp_path / "s.sqlite", [BERLIN, LATER, LATIN, RICE, RAIN]))
    lexical = LexicalSearch(store)
    found = lexical.search(lexical.query(question), 10)
    assert {0, 1, 2} <= set(found)
    assert all(0 < score <= 1 for score in found.values())
    assert lexical.score(lexical.query(question), [0, 1, 2, 3, 4]) == pytest.approx(found)
    store.close()


def test_a_name_known_by_its_other_spelling_is_known_information(tmp_path: Path) -> None:
    without = [replace(BERLIN, text=BERLIN.text.replace("(Olaf Scholz)", "")), LATER, RICE]
    evidence = []
    for number, articles in enumerate((without, [BERLIN, LATER, RICE])):
        store = PassageStore(store_of(tmp_path / f"{number}.sqlite", articles))
        query = LexicalSearch(store).query("Scholz budget")
        evidence.append(query.evidence)
        assert bool(query.aliases) is bool(number)
        store.close()
    assert evidence[0] == 0.0 < evidence[1]


def test_an_english_question_finds_the_article_that_has_the_thai_name_alone(
    generations: Generations, embedder: HashEmbedder
) -> None:
    Builder(generations, embedder).build([*ARTICLES, BERLIN, LATER])
    current = CurrentGeneration(generations, embedder)
    result = Searcher(current, embedder, Confidence.bundled(), Wording.bundled(), "lexical").search(
        "Scholz"
    )
    assert {hit.article.id for hit in result.hits} == {"berlin", "later"}


def test_the_aliases_of_a_generation_depend_on_its_articles_alone(
    generations: Generations, tmp_path: Path, embedder: HashEmbedder
) -> None:
    builder = Builder(generations, embedder)
    builder.build([BERLIN])
    builder.add([LATER, *ARTICLES])
    elsewhere = Generations(tmp_path / "elsewhere")
    Builder(elsewhere, embedder).build([*reversed(ARTICLES), LATER, BERLIN])
    assert stored(generations) == stored(elsewhere) != []
    builder.remove(["berlin"])
    assert {latin for latin, *_ in stored(generations) if latin.isascii()} == {"vladimir", "putin"}


def stored(generations: Generations) -> list[tuple[str, str, int]]:
    generation = Generation.open(generations.path(generations.current()))
    rows = generation.store.database().execute("SELECT * FROM aliases ORDER BY latin, thai")
    found = rows.fetchall()
    generation.close()
    return found
